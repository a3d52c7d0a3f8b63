"""The base changes under organizations: what they are told is exact, and nothing is approved behind their back."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import cli, drift, site, source
from generator.drift import difference
from generator.problems import Faults
from generator.releases import gates, making
from tests import drift as rehearsal
from tests.drift import BEANS, NEW, QUIZ, change, near, states
from tests.organizations import organization, write
from tests.sites import ROOT


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """The base in three versions, with two organizations that recorded their changes against the first."""
    top = tmp_path_factory.mktemp("versions")
    shutil.copytree(ROOT / "tests/curricula/small", top / "1")
    rehearsal.organizations(top / "1")
    shutil.copytree(top / "1", top / "2")
    rehearsal.second(top / "2")
    shutil.copytree(top / "2", top / "3")
    rehearsal.third(top / "3")
    return top / "1", top / "2", top / "3"


def test_each_version_of_the_base_is_sound(versions: tuple[Path, Path, Path]) -> None:
    assert [site.curriculum(root).spine.version for root in versions] == ["1.0.0", "1.1.0", "1.2.0"]


def test_on_an_unchanged_base_nothing_is_stale(versions: tuple[Path, Path, Path]) -> None:
    for name in ("acme", "bright"):
        found = drift.report(versions[0], name)
        assert (states(found), found.new) == ({}, ())
        site.effective(versions[0], name)


def test_the_report_on_the_next_version_is_exact(versions: tuple[Path, Path, Path]) -> None:
    found = drift.report(versions[1], "acme")
    assert states(found) == {
        "lessons.beans.sections.died": "stale",
        "modules.tides": "removal-review",
        "questions.be-q1.set.prompt": "stale",
        "questions.be-q3": "redundant",
        "questions.be-q4.move": "orphaned",
        "questions.be-q6.set.prompt": "converged",
        "questions.x-be-q9": "orphaned",
        "tools.pot-check.items.p1.set.text": "stale",
    }
    assert (near(found), found.new) == ({}, NEW)
    other = drift.report(versions[1], "bright")
    assert states(other) == {
        "lessons.beans.sections.in-mind": "stale",
        "questions.be-q5.set.prompt": "orphaned",
        "questions.be-q7.set.prompt": "orphaned",
    }
    assert (near(other), other.new) == ({"questions.be-q7.set.prompt": "questions.be-depth"}, NEW)


def test_what_was_changed_back_raises_no_alarm_and_what_changed_since_does(versions: tuple[Path, Path, Path]) -> None:
    before, after = (states(drift.report(root, "acme")) for root in versions[1:])
    assert before.keys() - after.keys() == {"tools.pot-check.items.p1.set.text"}
    assert after.keys() - before.keys() == {"modules.market.set.title"}
    assert states(drift.report(versions[2], "bright")) == states(drift.report(versions[1], "bright"))


def test_a_renamed_thing_is_followed_and_the_file_stays(versions: tuple[Path, Path, Path]) -> None:
    found = {one.target: one for one in drift.report(versions[1], "acme").findings}
    assert found["modules.bazaar.set.title"].was == "modules.market.set.title"
    assert found["lessons.beans.sections.watching"].state == "current"
    assert "  market:\n" in (versions[1] / "content/organizations/acme/overlay.yaml").read_text(encoding="utf-8")


def test_a_renamed_thing_is_changed_on_the_page_as_before(copy_of_small: Path) -> None:
    organization(
        copy_of_small,
        "modules:\n"
        "  market: {set: {title: Ours, requires: [beans]}}\n"
        "  boats: {move: {after: market}, set: {requires: [market]}}\n"
        "lessons: {beans: {sections: {looking: {replace: text/a.md}}}}",
        text__a_md="Look with us, [here](#looking) and [there](module:market#price) [again](module:beans#looking).\n",
    )
    drift.accept(copy_of_small, "acme")
    rehearsal.renamed(copy_of_small)
    made = site.effective(copy_of_small, "acme").curriculum
    assert list(made.module_ids)[:3] == ["beans", "bazaar", "boats"]
    assert (made.module_ids["bazaar"].module.title, made.module_ids["boats"].module.requires) == ("Ours", ("bazaar",))
    assert made.module_ids["beans"].lesson is not None
    assert {one.id: one.text for one in made.module_ids["beans"].lesson.sections}["watching"] == (
        "Look with us, [here](#watching) and [there](module:bazaar#price) [again](module:beans#watching)."
    )
    assert states(drift.report(copy_of_small, "acme")) == {}


def test_a_text_of_the_base_that_links_to_what_was_renamed_has_not_changed(copy_of_small: Path) -> None:
    change(copy_of_small, BEANS, ("There are more elsewhere.", "There are more [at the market](module:market#price)."))
    organization(
        copy_of_small,
        "modules: {tides: {remove: true}}\n"
        "lessons: {beans: {sections: {needs: {replace: text/a.md}, all-ways: {replace: text/a.md}}}}",
        text__a_md="Ours.\n",
    )
    drift.accept(copy_of_small, "acme")
    rehearsal.renamed(copy_of_small)
    found = drift.report(copy_of_small, "acme")
    assert (states(found), found.new) == ({}, ("questions.be-depth",))
    drift.upgrade(copy_of_small, "acme")
    assert states(drift.report(copy_of_small, "acme")) == {}
    change(copy_of_small, BEANS, ("There are more [at", "There are others [at"))
    assert states(drift.report(copy_of_small, "acme")) == {"lessons.beans.sections.all-ways": "stale"}


def test_two_things_cannot_have_been_called_the_same(copy_of_small: Path) -> None:
    spine = "curriculum.yaml"
    change(copy_of_small, spine, ("  - id: market\n", "  - id: market\n    renamed_from: [beans, stall]\n"))
    change(copy_of_small, spine, ("  - id: tides\n", "  - id: tides\n    renamed_from: [stall]\n"))
    with pytest.raises(Faults) as raised:
        site.curriculum(copy_of_small)
    assert [str(problem) for problem in raised.value.problems] == [
        "curriculum.yaml:149:19: 'market' was called 'beans' before, and something is called so; give that one up",
        "curriculum.yaml:164:19: 'tides' and 'market' were both called 'stall' before; keep one",
    ]


def test_accept_records_what_is_new_and_approves_nothing(copy_of_small: Path) -> None:
    folder = organization(copy_of_small, "questions: {be-q1: {set: {prompt: Ours}}}\n")
    drift.accept(copy_of_small, "acme")
    change(copy_of_small, QUIZ, ("Which of these does a bean need?", "Which one does a bean need?"))
    overlay = (folder / "overlay.yaml").read_text(encoding="utf-8")
    write(folder / "overlay.yaml", overlay + "terms: {pair: {one: two, other: twos}}\n")
    assert states(drift.report(copy_of_small, "acme")) == {
        "questions.be-q1.set.prompt": "stale",
        "terms.pair": "unrecorded",
    }
    drift.accept(copy_of_small, "acme")
    assert states(drift.report(copy_of_small, "acme")) == {"questions.be-q1.set.prompt": "stale"}
    drift.accept(copy_of_small, "acme", anew=True)
    assert states(drift.report(copy_of_small, "acme")) == {}


def test_a_page_may_change_around_an_override(copy_of_small: Path) -> None:
    organization(copy_of_small, "lessons: {beans: {sections: {died: {replace: text/a.md}}}}", text__a_md="Ours.\n")
    drift.accept(copy_of_small, "acme")
    lesson = (copy_of_small / BEANS).read_text(encoding="utf-8")
    write(
        copy_of_small / BEANS,
        lesson.replace("A bean needs four", "It needs four").replace("by two people,", "by\ntwo  people,"),
    )
    assert states(drift.report(copy_of_small, "acme")) == {}
    write(copy_of_small / BEANS, lesson.replace("by two people", "by three people"))
    assert states(drift.report(copy_of_small, "acme")) == {"lessons.beans.sections.died": "stale"}


def test_status_tells_each_change_with_its_line(
    versions: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["--root", str(versions[0]), "org", "status", "bright"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "bright: 8 current; 0 new in the base"
    assert cli.main(["--root", str(versions[1]), "org", "status", "bright"]) == 1
    path = "content/organizations/bright/overlay.yaml"
    assert capsys.readouterr().out.splitlines()[:3] == [
        f"{path}:11:17: orphaned: questions.be-q5.set.prompt; the base no longer has it: change overlay.yaml, or dyad "
        "org resolve --take",
        f"{path}:12:17: orphaned: questions.be-q7.set.prompt; the base no longer has it, perhaps it is "
        "questions.be-depth now: change overlay.yaml, or dyad org resolve --take",
        f"{path}:8:7: stale: lessons.beans.sections.in-mind; the base changed under it: look with dyad org diff, "
        "decide with dyad org resolve",
    ]
    assert cli.main(["--root", str(versions[1]), "org", "status", "bright", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["pinned"], told["base"], told["blocked"], tuple(told["new"])) == ("1.0.0", "1.1.0", True, NEW)
    assert [one["line"] for one in told["overrides"] if one["blocks"]] == [8, 11, 12]


def test_what_waits_is_told_by_the_check_too(copy_of_small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    organization(copy_of_small, "modules: {market: {hide: true}}\nterms: {pair: {one: two, other: twos}}")
    check = ["--root", str(copy_of_small), "check", "--org", "acme"]
    assert cli.main(check) == 0
    assert "overlay.yaml:5:9: warning: 'terms.pair' is unrecorded; record what it" in capsys.readouterr().err
    drift.accept(copy_of_small, "acme")
    assert cli.main(check) == 0
    assert "unrecorded" not in capsys.readouterr().err
    change(copy_of_small, "curriculum.yaml", ("title: A stall for two", "title: A stall for three"))
    assert states(drift.report(copy_of_small, "acme")) == {"modules.market.hide": "removal-review"}


def test_a_lock_that_somebody_broke_is_told(copy_of_small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = organization(copy_of_small, "terms: {pair: {one: two, other: twos}}")
    for broken in ("{", "[]", '{"schema": 1, "base": "1.0.0", "overrides": {"terms.pair": {"operation": 3}}}'):
        write(folder / "overlay.lock.json", broken)
        assert cli.main(["--root", str(copy_of_small), "org", "status", "acme"]) == 1
        told = capsys.readouterr().err
        assert told.startswith("content/organizations/acme/overlay.lock.json: the file is not as"), told


def dyad(root: Path, *arguments: str) -> int:
    return cli.main(["--root", str(root), "org", *arguments])


def decide(root: Path, name: str, target: str, how: str, *more: str) -> None:
    assert dyad(root, "resolve", name, target, f"--{how}", *more) == 0, target


def files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def changed(versions: tuple[Path, Path, Path], tmp_path: Path) -> Path:
    """The second version of the base, and nobody has decided yet."""
    return Path(shutil.copytree(versions[1], tmp_path / "changed"))


def acme_decides(root: Path) -> None:
    """Everything that acme has to decide about the second version of the base."""
    overlay = root / "content/organizations/acme/overlay.yaml"
    decide(root, "acme", "lessons.beans.sections.died", "keep", "--why", "It is ours", "--by", "Nurse educator")
    change(root, f"{overlay.relative_to(root)}", ("What does our bean need?", "What does each bean need?"))
    decide(root, "acme", "questions.be-q1.set.prompt", "merged", "--by", "Nurse educator")
    decide(root, "acme", "tools.pot-check.items.p1.set.text", "take")
    decide(root, "acme", "questions.be-q4.move", "take")
    change(root, f"{overlay.relative_to(root)}", ("x-be-q9: {after: be-q5", "x-be-q9: {after: be-q6"))


def test_upgrades_over_three_versions_lose_nothing_of_anybody(
    changed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    acme, bright = (changed / "content/organizations" / name for name in ("acme", "bright"))
    untouched = files(bright)
    assert dyad(changed, "upgrade", "acme") == 1
    assert "5 changes wait for a decision" in capsys.readouterr().err
    acme_decides(changed)
    assert dyad(changed, "upgrade", "acme", "--to", "1.1.0") == 0
    expected = (
        rehearsal.ACME.replace('base: "1.0.0"', 'base: "1.1.0"')
        .replace("What does our bean need?", "What does each bean need?")
        .replace("  be-q4: {move: {after: be-q5}}\n", "")
        .replace("x-be-q9: {after: be-q5", "x-be-q9: {after: be-q6")
        .replace("\ntools:\n  pot-check: {items: {p1: {set: {text: looks below}}}}\n", "\n")
    )
    assert (acme / "overlay.yaml").read_text(encoding="utf-8") == expected
    assert files(acme / "text") == {name: text.encode() for name, text in rehearsal.ACME_TEXTS.items()}
    found = drift.report(changed, "acme")
    assert states(found) == {"lessons.beans.sections.died": "kept", "questions.be-q3": "redundant"}
    assert (found.new, files(bright)) == ((), untouched)
    _acme_has_both_its_own_and_the_new(changed)

    rehearsal.third(changed)
    assert states(drift.report(changed, "acme")) == {
        "lessons.beans.sections.died": "stale",
        "modules.market.set.title": "stale",
        "questions.be-q3": "redundant",
    }
    for target in ("lessons.beans.sections.died", "modules.market.set.title"):
        decide(changed, "acme", target, "keep", "--why", "Still ours")
    assert dyad(changed, "upgrade", "acme") == 0
    bright_skips_a_version(changed)
    assert [site.effective(changed, name).said for name in ("acme", "bright")] == [
        (*LEFT, "the base has taken questions.be-q3 away as well"),
        (),
    ]


LEFT = (
    "'tides' leaves the path 'core'",
    "'tides' leaves the layer 'street'",
    "the day 'saturday' loses a session",
    "'tides' leaves 'r2' of the tool 'water-plan'",
)


def _acme_has_both_its_own_and_the_new(root: Path) -> None:
    beans = site.effective(root, "acme").curriculum.module_ids["beans"]
    assert beans.lesson is not None and beans.session is not None
    texts = {one.id: one.text for one in beans.lesson.sections}
    assert (texts["died"], texts["watching"]) == ("Ours died as well.", "Look with us.")
    assert texts["in-words"] == "Say them to each other."
    assert texts["needs"].startswith("Every bean needs four") and texts["needs"].endswith("Ours needs a song.")
    prompts = {one.id: one.prompt for one in beans.questions}
    assert prompts["be-q1"] == "What does each bean need?" and prompts["be-q10"] == "What grows beside it?"
    assert list(prompts)[2:5] == ["be-q4", "be-q6", "x-be-q9"]
    assert beans.session.segments[1].minutes.usual == 15
    assert beans.session.segments[1].say == "“Look at another pot.”"


def bright_skips_a_version(root: Path) -> None:
    decide(root, "bright", "lessons.beans.sections.in-mind", "keep", "--why", "Both in one")
    decide(root, "bright", "questions.be-q5.set.prompt", "take")
    change(root, "content/organizations/bright/overlay.yaml", ("be-q7:", "be-depth:"))
    assert dyad(root, "accept", "bright") == 0
    assert dyad(root, "upgrade", "bright", "--to", "1.2.0") == 0
    assert states(drift.report(root, "bright")) == {"lessons.beans.sections.in-mind": "kept"}
    expected = rehearsal.BRIGHT.replace('"1.0.0"', '"1.2.0"').replace("be-q7:", "be-depth:")
    expected = expected.replace("  be-q5: {set: {prompt: Sort the steps.}}\n", "")
    assert (root / "content/organizations/bright/overlay.yaml").read_text(encoding="utf-8") == expected


def test_a_plan_changes_nothing(changed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = changed / "content/organizations/bright"
    before = files(folder)
    assert dyad(changed, "upgrade", "bright", "--dry-run") == 1
    told = capsys.readouterr().out
    assert "lessons.beans.sections.in-mind is stale: decide first" in told
    assert "modules.market.set.summary follows its new name, modules.bazaar.set.summary, and stays as it is" in told
    assert "questions.be-q10 is new in the base, and comes along" in told
    assert dyad(changed, "upgrade", "bright", "--to", "9.9.9") == 1
    assert "the base here is 1.1.0, not 9.9.9: get that version" in capsys.readouterr().err
    assert files(folder) == before


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("terms.keeper", "--keep", "--why", "x"), 1, "terms.keeper is current, so there is nothing to keep"),
        (("questions.be-q1.set.prompt", "--keep"), 2, "say with --why"),
        (("questions.be-q1.set.prompt", "--merged"), 1, "overlay.yaml:28:17"),
        (("lessons.beans.sections.died", "--merged"), 1, "change it first, in content/organizations/acme/text/died.md"),
        (("modules.tides", "--merged"), 1, "so there is nothing to merge"),
        (("questions.be-q4.move", "--keep", "--why", "x"), 1, "is orphaned, so there is nothing to keep"),
        (("questions.x-be-q9", "--take"), 1, "is your own, so the base has nothing in its place"),
        (("questions.be-q1.set.promt", "--take"), 1, "did you mean 'questions.be-q1.set.prompt'?"),
    ],
)
def test_a_decision_that_does_not_fit_is_refused(
    arguments: tuple[str, ...],
    code: int,
    told: str,
    versions: tuple[Path, Path, Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = files(versions[1] / "content/organizations/acme")
    target, *how = arguments
    assert dyad(versions[1], "resolve", "acme", target, *how) == code
    assert told in capsys.readouterr().err
    assert files(versions[1] / "content/organizations/acme") == before


def test_a_text_with_marks_of_an_unfinished_merge_is_not_merged(
    changed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(
        changed / "content/organizations/acme/text/died.md",
        "<<<<<<< ours\nIt died.\n=======\nIt lived.\n>>>>>>> base\n",
    )
    assert dyad(changed, "resolve", "acme", "lessons.beans.sections.died", "--merged") == 1
    assert "holds marks of an unfinished merge" in capsys.readouterr().err


def test_what_is_taken_goes_with_its_file_unless_another_change_needs_it(changed: Path) -> None:
    for target in ("lessons.beans.sections.in-mind", "lessons.beans.sections.all-ways"):
        assert (changed / "content/organizations/bright/text/in-mind.md").exists()
        decide(changed, "bright", target, "take")
    assert not (changed / "content/organizations/bright/text/in-mind.md").exists()


def test_the_manifest_says_who_decided_what(changed: Path) -> None:
    acme_decides(changed)
    assert dyad(changed, "upgrade", "acme") == 0
    base = source.read(changed)
    asked = gates.Asked(changed, "acme", site.effective(changed, "acme", base=base), base)
    assert list(gates.overrides_are_current(asked)) == []
    told = {one["target"]: one for one in making.decisions(asked)}
    assert told["lessons.beans.sections.died"]["why"] == "It is ours"
    assert told["lessons.beans.sections.died"]["decided"] == "kept"
    assert told["questions.be-q1.set.prompt"]["by"] == "Nurse educator"
    assert told["modules.tides"]["why"] == "No sea here."


def test_the_difference_is_told_word_by_word(
    versions: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert dyad(versions[1], "diff", "acme", "lessons.beans.sections.died") == 0
    told = capsys.readouterr().out
    assert (
        "what the base said when you wrote yours:\n    The plant that died\n\n    It was watered [-twice-], by two"
        in told
    )
    assert "what the base says now:\n    The plant that died\n\n    It was watered {+three times+}, by two" in told
    assert told.endswith("yours:\n    The plant that died\n\n    Ours died as well.\n")
    assert dyad(versions[1], "diff", "bright", "lessons.market") == 0
    assert "{+" not in capsys.readouterr().out  # only white space has changed
    assert dyad(versions[0], "diff", "acme") == 0
    assert capsys.readouterr().out == "acme: no change wants a look\n"
    assert dyad(versions[1], "diff", "acme", "lessons.bean") == 1
    assert "change 'lessons.bean' is unknown" in capsys.readouterr().err


def test_the_page_of_differences_needs_nothing_else(versions: tuple[Path, Path, Path], tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    assert dyad(versions[1], "diff", "acme", "--html", str(file)) == 0
    text = file.read_text(encoding="utf-8")
    assert "<script" not in text and not re.search(r"(?:src|href)=\"(?!#|data:,)|url\(|@import", text)
    assert "It was watered <del>twice</del>, by two people" in text
    assert "It was watered <ins>three times</ins>, by two people" in text
    labels = re.findall(r"<h3>(.*?)</h3>", text)
    assert labels[:4] == [
        "What the base said when you wrote yours",
        "What the base says now",
        "Yours",
        "Your decision",
    ]
    assert "{{ term" not in text and text.count("<article") == 9
    found = drift.report(versions[1], "acme")
    for one in found.findings:
        assert (f"<code>{one.was or one.target}</code>" in text) == (one.state not in ("current", "kept"))
    for target in found.new:
        assert f"<code>{target}</code>" in text


def test_a_base_text_that_is_gone_from_the_folder_is_told(changed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = changed / "content/organizations/acme/.base"
    for number, file in enumerate(sorted(folder.iterdir())):
        if number % 2:
            file.unlink()
        else:
            file.write_text("Somebody was here.", encoding="utf-8")
    assert dyad(changed, "diff", "acme", "questions.be-q1") == 0
    assert "when you wrote yours:\n    (not in .base any more)\n" in capsys.readouterr().out
    assert dyad(changed, "status", "acme") == 1


TEXTS = st.text(alphabet="ab ,.\n’é", max_size=60)


@settings(max_examples=200, deadline=None)
@given(before=TEXTS, after=TEXTS)
def test_runs_hold_both_texts_and_leave_the_same_words_unmarked(before: str, after: str) -> None:
    left, right = difference.runs(before, after)
    assert ("".join(run.text for run in left), "".join(run.text for run in right)) == (before, after)
    kept = ["".join("".join(run.text for run in side if not run.marked).split()) for side in (left, right)]
    assert kept[0] == kept[1]
    if "".join(before.split()) == "".join(after.split()) and before.split() == after.split():
        assert not any(run.marked for run in (*left, *right))


def test_of_a_long_text_only_what_changed_is_shown() -> None:
    lines = [f"Line {number}.\n" for number in range(100)]
    other = [*lines[:50], "Line fifty.\n", *lines[51:]]
    left, right = difference.runs("".join(lines), "".join(other))
    assert "".join(run.text for run in left) == "…\nLine 48.\nLine 49.\nLine 50.\nLine 51.\nLine 52.\n…\n"
    assert [run.text for run in right if run.marked] == ["fifty"]
