"""Releases never change, are switched whole, and are found again after anything that can happen to a publisher."""

from __future__ import annotations

import json
import os
import random
import shutil
import time
from pathlib import Path

import pytest

from generator.problems import Refused
from generator.releases import desk, generation
from generator.releases.home import Busy, Home
from tests.releases import NOT_NEW, REFUSED, candidate, home, publishing, served

STEPS = (
    "before staging",
    "before the lock",
    "before moving",
    "before the ledger",
    "after the ledger",
    "before making facilitator",
    "before making learner",
    "before switching facilitator",
    "before switching learner",
    "after switching facilitator",
    "after switching learner",
)


def published(tmp_path: Path, *versions: str, text: str = "") -> Home:
    where = home(tmp_path)
    for version in versions:
        assert desk.publish(where, candidate(tmp_path / "made", version, text=text))
    return where


def versions(where: Home, edition: str = "learner") -> list[str]:
    return [one["version"] for one in json.loads(served(where, edition)["versions.json"])]


def is_whole(where: Home) -> bool:
    """True where every version that is listed has all its pages, in both editions, and `latest/` is one of them."""
    for edition in ("learner", "facilitator"):
        files = served(where, edition)
        listed = json.loads(files["versions.json"])
        tops = {path.split("/")[0] for path in files if "/" in path}
        assert tops == {"latest", *(one["version"] for one in listed)}
        for version in (one["version"] for one in listed):
            assert f"riverside {edition} {version} modules/trust.html" in files[f"{version}/modules/trust.html"]
        latest = next(one["version"] for one in listed if one["aliases"])
        for path in ("index.html", "modules/trust.html", "modules/roles.html"):
            assert files[f"latest/{path}"] == files[f"{latest}/{path}"]
    for version in versions(where):
        assert desk.verify(where, version) == ()
    return True


def test_a_release_can_be_read_under_its_version_and_as_the_latest(tmp_path: Path) -> None:
    where = published(tmp_path, "2026.1", "2026.2")
    assert versions(where) == ["2026.2", "2026.1"]
    assert is_whole(where)
    assert "2026.2" in served(where)["latest/index.html"]


def test_versions_are_ordered_as_numbers(tmp_path: Path) -> None:
    assert versions(published(tmp_path, "2026.9", "2026.10", "2026.1")) == ["2026.10", "2026.9", "2026.1"]
    assert "2026.10" in served(home(tmp_path))["latest/index.html"]


def test_the_same_bytes_again_change_nothing(tmp_path: Path) -> None:
    where = published(tmp_path, "2026.1")
    before = where.ledger_file.read_bytes(), os.readlink(where.link("learner"))
    assert not desk.publish(where, candidate(tmp_path / "again", "2026.1"))
    assert (where.ledger_file.read_bytes(), os.readlink(where.link("learner"))) == before


def test_other_bytes_under_the_same_version_are_refused(tmp_path: Path) -> None:
    where = published(tmp_path, "2026.1")
    before = served(where)
    with pytest.raises(Refused, match=r"2026\.1 is published already, with other content"):
        desk.publish(where, candidate(tmp_path / "other", "2026.1", text="changed"))
    assert served(where) == before
    assert not list((where.store / "staging").iterdir())


def test_files_of_a_release_cannot_be_written(tmp_path: Path) -> None:
    where = published(tmp_path, "2026.1")
    files = [file for file in where.release("2026.1").rglob("*") if file.is_file()]
    assert files and {file.stat().st_mode & 0o777 for file in files} == {0o444}


def test_whatever_the_umask_a_web_server_can_read_it(tmp_path: Path) -> None:
    old = os.umask(0o077)
    try:
        where = published(tmp_path, "2026.1")
    finally:
        os.umask(old)
    for path in (where.top).rglob("*"):
        if path.is_symlink() or "staging" in path.parts:
            continue
        assert path.stat().st_mode & (0o005 if path.is_dir() else 0o004) or path.name in ("lock", "ledger.jsonl"), path


def test_identical_files_are_stored_once(tmp_path: Path) -> None:
    where = published(tmp_path, "2026.1", "2026.2")
    sheets = list((where.store / "releases").rglob("dyad.css"))
    assert len(sheets) == 4 and len({sheet.stat().st_ino for sheet in sheets}) == 1


def test_a_file_that_was_altered_on_the_disk_is_not_passed_on(tmp_path: Path) -> None:
    where = published(tmp_path, "2026.1")
    sheet = where.release("2026.1") / "learner/assets/dyad/dyad.css"
    sheet.chmod(0o644)
    sheet.write_text("altered")
    desk.publish(where, candidate(tmp_path / "made", "2026.2"))
    assert desk.verify(where, "2026.2") == ()
    assert "learner/assets/dyad/dyad.css: altered" in desk.verify(where, "2026.1")


def test_verifying_names_what_was_altered_is_missing_or_was_added(tmp_path: Path) -> None:
    where = published(tmp_path, "2026.1")
    folder = where.release("2026.1") / "learner"
    (folder / "index.html").unlink()
    (folder / "modules/trust.html").chmod(0o644)
    (folder / "modules/trust.html").write_text("altered")
    (folder / "more.html").write_text("not ours")
    (folder / "away").symlink_to("/")
    assert desk.verify(where, "2026.1") == (
        "learner/away: not of this release",
        "learner/index.html: missing",
        "learner/modules/trust.html: altered",
        "learner/more.html: not of this release",
    )
    where.manifest_file("2026.1").chmod(0o644)
    where.manifest_file("2026.1").write_text("{}")
    assert desk.verify(where, "2026.1") == ("manifest.json: altered",)


def test_a_manifest_names_the_release_before(tmp_path: Path) -> None:
    where = published(tmp_path, "2026.1", "2026.2")
    first, second = (json.loads(where.manifest_file(version).read_text()) for version in ("2026.1", "2026.2"))
    assert first["previous"] is None
    assert second["previous"] == {"version": "2026.1", "digest": first["digest"]}


def test_a_rollback_shows_an_earlier_release_and_the_next_one_goes_on(tmp_path: Path) -> None:
    where = published(tmp_path, "2026.1", "2026.2")
    assert desk.rollback(where) == "2026.1"
    assert "2026.1" in served(where)["latest/index.html"] and is_whole(where)
    assert desk.rollback(where, "2026.2") == "2026.2"
    assert "2026.2" in served(where)["latest/index.html"]
    desk.rollback(where)
    desk.publish(where, candidate(tmp_path / "made", "2026.3"))
    assert "2026.3" in served(where)["latest/index.html"]
    with pytest.raises(Refused, match=r"no release before 2026\.1"):
        desk.rollback(where, "2026.1")
        desk.rollback(where)


def test_a_withdrawn_release_says_why_on_each_of_its_pages_and_stays_listed_as_hidden(tmp_path: Path) -> None:
    where = published(tmp_path, "2026.1", "2026.2")
    assert desk.withdraw(where, "2026.2", why="A wrong <b>dose</b>.") == "2026.1"
    for edition in ("learner", "facilitator"):
        files = served(where, edition)
        assert "A wrong &lt;b&gt;dose&lt;/b&gt;." in files["2026.2/modules/trust.html"]
        assert "../../latest/index.html" in files["2026.2/modules/trust.html"]
        listed = json.loads(files["versions.json"])
        assert [(one["version"], one["properties"].get("hidden")) for one in listed] == [
            ("2026.2", True),
            ("2026.1", None),
        ]
        assert listed[1]["aliases"] == ["latest"]
    with pytest.raises(Refused, match="the only release"):
        desk.withdraw(where, "2026.1", why="Also wrong.")
    with pytest.raises(Refused, match="withdrawn, so `latest` cannot show it"):
        desk.rollback(where, "2026.2")
    assert "Disallow: /learn/2026.2/" in served(where)["robots.txt"]


def test_pruning_keeps_the_latest_the_last_the_young_and_the_pinned(tmp_path: Path) -> None:
    where = published(tmp_path, "2026.1", "2026.2", "2026.3", "2026.4")
    desk.pin(where, "2026.1", why="March cohort")
    desk.rollback(where, "2026.3")
    assert [one.version for one in desk.prune(where, desk.Rules(last=1))] == ["2026.2"]
    assert not (where.release("2026.2") / "learner").exists()
    assert where.manifest_file("2026.2").is_file() and desk.verify(where, "2026.2") == ()
    assert "no longer kept" in served(where)["2026.2/index.html"]
    assert desk.prune(where, desk.Rules(last=1, since="2026-01-01")) == ()
    desk.pin(where, "2026.1", why="")
    assert [one.version for one in desk.prune(where, desk.Rules(last=1))] == ["2026.1"]
    assert desk.verify(where, "2026.4") == ()


def test_a_page_that_is_left_out_leads_to_a_notice_in_latest(tmp_path: Path) -> None:
    where = home(tmp_path)
    desk.publish(where, candidate(tmp_path / "made", "2026.1", old__page="<h1>Old</h1>"))
    desk.publish(where, candidate(tmp_path / "made", "2026.2"))
    assert "no longer part of the course" in served(where)["latest/old/page.html"]
    assert served(where)["2026.1/old/page.html"] == "<h1>Old</h1>"
    desk.rollback(where)
    assert served(where)["latest/old/page.html"] == "<h1>Old</h1>"


def test_the_site_map_lists_the_pages_of_latest_for_learners_only(tmp_path: Path) -> None:
    where = published(tmp_path, "2026.1")
    assert "<loc>https://riverside.example/learn/latest/modules/trust.html</loc>" in served(where)["sitemap.xml"]
    assert "sitemap.xml" not in served(where, "facilitator")
    assert served(where, "facilitator")["robots.txt"].endswith("Disallow: /\n")


def test_a_hostile_title_is_text_for_every_reader_of_the_list(tmp_path: Path) -> None:
    where = home(tmp_path)
    made = candidate(tmp_path / "made", "2026.1")
    desk.publish(where, type(made)(**{**vars(made), "title": "<img src=x onerror=alert(1)>"}))
    (entry,) = json.loads(served(where)["versions.json"])
    assert entry["title"] == "2026.1 (&lt;img src=x onerror=alert(1)&gt;)"
    assert entry["properties"]["name"] == "2026.1 (<img src=x onerror=alert(1)>)"
    assert entry["aliases"] == ["latest"]


def test_an_unknown_version_is_named_with_the_nearest(tmp_path: Path) -> None:
    where = published(tmp_path, "2026.1")
    with pytest.raises(Refused, match=r"no release '2026\.11'; did you mean '2026\.1'\?"):
        desk.verify(where, "2026.11")
    with pytest.raises(Refused, match="nothing was published for nobody"):
        desk.verify(home(tmp_path, "nobody"), "2026.1")


@pytest.mark.parametrize(
    "change", [lambda text: text.replace("2026.1", "2026.7", 1), lambda text: text.split("\n", 1)[1]]
)
def test_a_ledger_that_was_changed_by_hand_is_refused(tmp_path: Path, change: object) -> None:
    where = published(tmp_path, "2026.1", "2026.2")
    before = served(where)
    where.ledger_file.write_text(change(where.ledger_file.read_text()))  # type: ignore[operator]
    with pytest.raises(Refused, match="changed by hand"):
        desk.publish(where, candidate(tmp_path / "made", "2026.3"))
    assert served(where) == before


def test_a_ledger_without_its_end_is_refused(tmp_path: Path) -> None:
    where = published(tmp_path, "2026.1", "2026.2")
    where.ledger_file.write_text(where.ledger_file.read_text().splitlines(keepends=True)[0])
    with pytest.raises(Refused, match="its end was cut off"):
        desk.publish(where, candidate(tmp_path / "made", "2026.3"))


def test_half_a_line_in_the_ledger_never_happened(tmp_path: Path) -> None:
    where = published(tmp_path, "2026.1")
    with where.ledger_file.open("a") as file:
        file.write('{"event": "publ')
    desk.publish(where, candidate(tmp_path / "made", "2026.2"))
    assert versions(where) == ["2026.2", "2026.1"] and is_whole(where)


def test_a_release_that_is_lost_is_not_passed_over(tmp_path: Path) -> None:
    where = published(tmp_path, "2026.1")
    shutil.rmtree(where.release("2026.1"))
    with pytest.raises(Refused, match="missing"):
        desk.publish(where, candidate(tmp_path / "made", "2026.2"))


def test_nobody_waits_for_ever(tmp_path: Path) -> None:
    where = published(tmp_path, "2026.1")
    with where.alone(), pytest.raises(Busy, match="somebody else is publishing"), where.alone(waiting=0.1):
        pass


@pytest.mark.parametrize("step", STEPS)
def test_after_a_kill_at_any_step_all_is_whole_and_the_next_publish_succeeds(tmp_path: Path, step: str) -> None:
    where = published(tmp_path, "2026.1")
    killed = publishing(tmp_path, "2026.2", step=step)
    killed.join()
    assert killed.exitcode == -9
    assert is_whole(where)
    learners, facilitators = versions(where), versions(where, "facilitator")
    assert set(learners) <= set(facilitators)
    desk.publish(where, candidate(tmp_path / "made", "2026.3"))
    counted = STEPS.index(step) >= STEPS.index("after the ledger")
    assert versions(where) == (["2026.3", "2026.2", "2026.1"] if counted else ["2026.3", "2026.1"])
    assert is_whole(where)
    assert {entry.name for entry in (where.store / "releases").iterdir()} == set(versions(where))
    assert not list((where.store / "staging").iterdir())


def killed_at_random(tmp_path: Path, times: int) -> None:
    where, chance = published(tmp_path, "2026.1"), random.Random(times)
    for number in range(2, times + 2):
        process = publishing(tmp_path, f"2026.{number}")
        time.sleep(chance.uniform(0, 0.15))
        process.kill()
        process.join()
        assert is_whole(where)
    desk.publish(where, candidate(tmp_path / "made", "2027.1"))
    assert is_whole(where) and versions(where)[0] == "2027.1"
    assert {entry.name for entry in (where.store / "releases").iterdir()} == set(versions(where))
    assert len(list((where.store / "generations").iterdir())) <= generation.KEPT


def test_kills_at_random_moments_break_nothing(tmp_path: Path) -> None:
    killed_at_random(tmp_path, 10)


@pytest.mark.audit
def test_many_kills_at_random_moments_break_nothing(tmp_path: Path) -> None:
    killed_at_random(tmp_path, 200)


def test_eight_who_publish_at_once_all_succeed(tmp_path: Path) -> None:
    running = [publishing(tmp_path, f"2026.{number}") for number in range(1, 9)]
    running += [publishing(tmp_path, "2026.1", org=f"org-{number}") for number in range(8)]
    for process in running:
        process.join()
        assert process.exitcode == 0
    assert versions(home(tmp_path)) == [f"2026.{number}" for number in range(8, 0, -1)]
    assert is_whole(home(tmp_path))
    assert len(home(tmp_path).ledger().events) == 8
    for number in range(8):
        assert versions(home(tmp_path, f"org-{number}")) == ["2026.1"]


def test_of_two_who_publish_one_version_at_once_one_is_refused_or_has_nothing_to_do(tmp_path: Path) -> None:
    for texts, expected in ((("", ""), [0, NOT_NEW]), (("one", "two"), [0, REFUSED])):
        version = f"2026.{len(texts[0]) + 1}"
        running = [publishing(tmp_path, version, text=text) for text in texts]
        for process in running:
            process.join()
        assert sorted(process.exitcode or 0 for process in running) == expected
    assert is_whole(home(tmp_path))
