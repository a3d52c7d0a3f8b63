"""Organizations side by side: each has its own site, and nothing of another one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import cli, drift, folders, plan, site, spelling
from generator.overlay import targets
from tests.organizations import organization, write
from tests.sites import ROOT, Document

NAMES = ("example-willowmere", "example-fenbrook", "example-tarnhollow")
BOTH = ("learner", "facilitator")
ALL = ("--root", str(ROOT), "build", "--all", "--edition", "all")
MARKS = {
    "example-willowmere": ("Willowmere", "00695c", "ffb300", "bed-huddle", "CNO and our CMO", "children and families"),
    "example-fenbrook": ("Fenbrook", "1a237e", "26a69a", "duty-desk", "advanced nurse practitioner", "service user"),
    "example-tarnhollow": (
        "Tarnhollow",
        "4e342e",
        "8bc34a",
        "refill-queue",
        "practice owner",
        "lead nurse practitioner",
    ),
}
"""Names, colors, files and terms of each, as nobody else has them."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base and all organizations, built."""
    out = tmp_path_factory.mktemp("organizations")
    assert cli.main([*ALL, "--out", str(out)]) == 0
    return out


def texts(top: Path) -> dict[str, str]:
    """Every file of a folder as text; the path is part of it."""
    return {
        file.relative_to(top).as_posix(): file.relative_to(top).as_posix() + file.read_bytes().decode("latin-1")
        for file in sorted(top.rglob("*"))
        if file.is_file()
    }


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_one_stands_in_another(name: str, built: Path) -> None:
    own = "".join(texts(built / name).values())
    assert [mark for mark in MARKS[name] if mark not in own] == []
    for other in {*NAMES, "base"} - {name}:
        for path, text in texts(built / other).items():
            assert [mark for mark in MARKS[name] if mark in text] == [], f"{other}/{path}"


@pytest.mark.parametrize("name", NAMES)
def test_no_base_word_stands_where_a_token_stood(name: str) -> None:
    base, own = site.effective(ROOT), site.effective(ROOT, name)
    assert own.overlay is not None
    before, after = (plan.Texts(one.curriculum) for one in (base, own))
    for key, term in own.overlay.terms.items():
        for form in ("one", "other", "abbr", "One", "Other"):
            token = f"{{{{ term.{key}.{form} }}}}"
            if form == "abbr" and term.abbr == base.curriculum.spine.terms[key].abbr is not None:
                continue  # the same abbreviation, given on purpose
            assert after.plain(token) not in (before.plain(token), token)
    assert not any("{{ term" in page for page in site.build(ROOT, organization=name).pages.values())


@pytest.mark.parametrize("name", NAMES)
def test_every_page_says_that_the_organization_is_made_up(name: str, built: Path) -> None:
    language = site.effective(ROOT, name).curriculum.spine.language
    for file in (built / name / "learner/site").rglob("*.html"):
        page = Document(file.read_text(encoding="utf-8"))
        assert page.text(".dyad-banner") == site.fictional(language), file.name
    for file in (built / "base/learner/site").rglob("*.html"):
        assert "dyad-banner" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_site_has_the_name_logo_and_colors_of_its_organization(name: str, built: Path) -> None:
    out = built / name / "learner/site"
    home = (out / "index.html").read_text(encoding="utf-8")
    assert (out / "assets/brand/logo.svg").read_bytes() == next(
        (folders.organization(ROOT, name) / "assets").iterdir()
    ).read_bytes()
    assert "assets/brand/brand.css" in home and "assets/brand/logo.svg" in home
    assert MARKS[name][1] in (out / "assets/brand/brand.css").read_text(encoding="utf-8")
    assert " style=" not in re.sub(r"<svg.*?</svg>", "", home, flags=re.S)


def test_a_hidden_page_is_there_and_neither_lists_nor_the_search_name_it(built: Path) -> None:
    out = built / "example-tarnhollow/learner/site"
    assert (out / "modules/case-shorter-visits.html").is_file()
    assert "modules/case-shorter-visits.html" not in (out / "search/search_index.json").read_text(encoding="utf-8")
    for page in ("index.html", "modules.html", "paths/type-b.html"):
        assert "case-shorter-visits" not in (out / page).read_text(encoding="utf-8"), page


def test_each_example_shows_something_that_the_others_do_not() -> None:
    asked = {name: set(operations(name)) for name in NAMES}
    for name, own in asked.items():
        others = set[str]().union(*(found for other, found in asked.items() if other != name))
        assert own - others, name
    assert {"modules hide", "choices add", "questions unset", "glossary add"} <= asked["example-tarnhollow"]


def operations(name: str) -> Iterator[str]:
    """What an organization does, such as `choices add`: the list in which the thing stands, and the operation."""
    for override in targets.overrides({}, site.overlay_of(ROOT, name)):
        steps = [step for step in override.target.split(".") if step not in ("set", "unset", "move", "hide")]
        held = [step for step in steps if step in LISTS]
        yield f"{(held or steps)[-1]} {override.operation}"


LISTS = frozenset(
    "terms contacts modules objectives sections questions choices exercises glossary references lengths segments tools"
    " items fields".split()
)


def test_check_says_what_removals_left(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--root", str(ROOT), "check", "--org", "example-tarnhollow"]) == 0
    assert "'case-locality-turnaround' leaves the path 'type-b'\n" in capsys.readouterr().out


def test_what_has_not_changed_is_skipped(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*ALL, "--out", str(built)]) == 0
    said = capsys.readouterr().out.splitlines()
    sites = [f"{name}/{edition}" for name in ("base", *sorted(NAMES)) for edition in BOTH]
    assert said == [f"{name}: nothing has changed" for name in sites]


def test_a_site_made_among_others_is_the_same_as_one_made_alone(built: Path, tmp_path: Path) -> None:
    assert cli.main(["--root", str(ROOT), "build", "--org", NAMES[1], "--out", str(tmp_path)]) == 0
    assert texts(tmp_path / NAMES[1] / "learner/site") == texts(built / NAMES[1] / "learner/site")


def test_a_broken_organization_stops_no_other(
    copy_of_small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = organization(copy_of_small, "terms: {nothing: {one: a, other: b}}")
    write(broken.with_name("good") / "overlay.yaml", "schema: 1\norganization: {id: good, name: G}\nbase: '1.0.0'\n")
    command = ["--root", str(copy_of_small), "build", "--all", "--out", str(tmp_path / "out")]
    assert cli.main(command) == 1
    said = capsys.readouterr()
    assert "acme/learner: not built" in said.err and "term 'nothing' is unknown" in said.err
    assert (tmp_path / "out/good/learner/site/index.html").is_file()
    assert (tmp_path / "out/base/learner/site/index.html").is_file()
    assert not (tmp_path / "out/acme").exists()
    assert cli.main(["--root", str(copy_of_small), "check"]) == 1
    assert cli.main(["--root", str(copy_of_small), "check", "--org", "good"]) == 0
    assert cli.main(["--root", str(copy_of_small), "check", "--org", "goood"]) == 1
    assert "organization 'goood' is unknown; did you mean 'good'?" in capsys.readouterr().err


@pytest.mark.parametrize("name", NAMES)
def test_locks_are_up_to_date(name: str) -> None:
    recorded = json.loads((folders.organization(ROOT, name) / "overlay.lock.json").read_text(encoding="utf-8"))
    assert recorded["base"] == "1.0.0"
    kept = {file.stem for file in (folders.organization(ROOT, name) / ".base").iterdir()}
    assert kept == {one["base"] for one in recorded["overrides"].values() if "base" in one} | {recorded["seen"]}
    assert drift.report(ROOT, name).blocked == ()


SPELL = spelling.speller({"behavior": "behaviour", "to practice": "to practise"}, ["Behavior House"])


@pytest.mark.parametrize(
    ("written", "spelled"),
    [
        ("A behavior. Behavior, BEHAVIOR!", "A behaviour. Behaviour, BEHAVIOUR!"),
        ("Time to practice the practice", "Time to practise the practice"),
        ("unsafe-behavior, misbehavior", "unsafe-behaviour, misbehavior"),
        ("“behavior” and behavior", "“behavior” and behaviour"),
        ("[behavior](module:behavior#behavior) [@behavior]", "[behaviour](module:behavior#behavior) [@behavior]"),
        ("`behavior` {#behavior} {{ term.behavior.one }}", "`behavior` {#behavior} {{ term.behavior.one }}"),
        ('<abbr title="behavior">behavior</abbr>', '<abbr title="behavior">behaviour</abbr>'),
        ("https://a.example/behavior behavior", "https://a.example/behavior behaviour"),
        ("Behavior House", "Behavior House"),
    ],
)
def test_spelling_leaves_alone_what_is_not_prose(written: str, spelled: str) -> None:
    assert SPELL(written) == spelled


QUOTED = re.compile(r"“[^”\n]*”|\[@[^\]]*\]|`[^`\n]*`|\]\([^)]*\)|\{[^}\n]*\}")


def test_the_british_locale_keeps_sources_quotations_and_citations() -> None:
    base, own = site.effective(ROOT).curriculum, site.effective(ROOT, "example-fenbrook").curriculum
    assert [(work.id, work.label, work.text) for work in own.references] == [
        (work.id, work.label, work.text) for work in base.references
    ]
    changed = 0
    for content in base.modules:
        if content.lesson is None or content.module.id not in own.module_ids:
            continue
        lesson = own.module_ids[content.module.id].lesson
        assert lesson is not None
        for before, after in zip(content.lesson.sections, lesson.sections, strict=True):
            if before.place == after.place and "np-physician-" not in before.text:
                assert QUOTED.findall(before.text) == QUOTED.findall(after.text)
                changed += before.text != after.text
    assert changed > 10
    assert own.spine.language == "en-GB"


def test_no_byte_of_a_redefined_term_is_left(copy_of_small: Path, tmp_path: Path) -> None:
    spine = copy_of_small / "curriculum.yaml"
    text = re.sub(r"^(  \w+: )\{one: .*\}$", r"\1{one: basecanary, other: basecanaries}", spine.read_text(), flags=re.M)
    spine.write_text(text.replace("basecanaries}\n\nkinds", "basecanaries, abbr: basecanary}\n\nkinds"))
    terms = site.curriculum(copy_of_small).spine.terms
    assert terms
    assert {term.one for term in terms.values()} == {"basecanary"}
    own = "".join(f"  {key}: {{one: owncanary, other: owncanaries}}\n" for key in terms)
    organization(copy_of_small, f"terms:\n{own}")
    for edition in BOTH:
        arguments = [
            "--root",
            str(copy_of_small),
            "build",
            "--org",
            "acme",
            "--edition",
            edition,
            "--out",
            str(tmp_path),
        ]
        assert cli.main(arguments) == 0
        everything = "".join(texts(tmp_path / "acme" / edition).values())
        assert "owncanar" in everything
        assert "basecanar" not in everything


def test_organizations_may_lie_in_a_folder_of_their_own(
    copy_of_small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inside = organization(copy_of_small, "contacts: {patients: Line, staff: Desk}")
    command = ["--root", str(copy_of_small), "build", "--org", "acme"]
    assert cli.main([*command, "--out", str(tmp_path / "in")]) == 0
    outside = tmp_path / "ours"
    outside.mkdir()
    inside.rename(outside / "acme")
    assert cli.main([*command, "--out", str(tmp_path / "gone")]) == 1
    assert cli.main([*command, "--out", str(tmp_path / "out"), "--organizations", str(outside)]) == 0
    assert texts(tmp_path / "in/acme/learner") == texts(tmp_path / "out/acme/learner")
    assert cli.main([*command, "--organizations", str(tmp_path / "nowhere")]) == 2
    capsys.readouterr()
    (outside / "acme/overlay.yaml").write_text("schema: 2\n", encoding="utf-8")
    assert cli.main(["--root", str(copy_of_small), "check", "--organizations", str(outside)]) == 1
    assert f"{outside}/acme/overlay.yaml:1:9: " in capsys.readouterr().err
