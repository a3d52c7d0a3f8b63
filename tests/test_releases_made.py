"""Releases made from authors' files: what keeps them from being published, what they say of themselves, what is new."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from generator import cli
from generator.releases import changes, manifest
from generator.releases.home import Home
from tests.organizations import write
from tests.sites import ROOT

OVERLAY = """schema: 1
organization: {id: riverside, name: Riverside Health, address: "https://learn.riverside.example/"}
base: "1.0.0"
release: {version: "2026.1", date: "2026-11-21", title: Autumn}
contacts: {patients: "Riverside line: 555 0100", staff: "Staff support: 555 0101"}
"""


def dyad(root: Path, *arguments: str) -> int:
    return cli.main(["--root", str(root), *arguments])


def curriculum(folder: Path, overlay: str = OVERLAY) -> Path:
    """The sound curriculum with an organization, `riverside`, whose changes are recorded."""
    root = Path(shutil.copytree(ROOT / "tests/curricula/sound", folder))
    write(root / "content/organizations/riverside/overlay.yaml", overlay)
    write(root / "content/organizations/riverside/text/entry.md", "Our own words.\n")
    assert dyad(root, "org", "accept", "riverside") == 0
    return root


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text, file
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Home]:
    """A curriculum with two releases: the base changed a section and a question, the organization a session."""
    top = tmp_path_factory.mktemp("two")
    root, home = curriculum(top / "curriculum"), Home(top / "published", "riverside")
    assert dyad(root, "publish", "riverside", "--without-pdfs", "--published", str(home.top), "--by", "Dana") == 0
    second_release(root)
    assert dyad(root, "org", "accept", "riverside") == 0
    assert dyad(root, "publish", "--all", "--without-pdfs", "--published", str(home.top)) == 0
    return root, home


def second_release(root: Path) -> None:
    """What the second release does otherwise than the first."""
    change(root / "content/modules/log/lesson.md", "Three words are enough", "Three words are plenty")
    change(root / "content/modules/log/quiz.yaml", "prompt: When is an entry written?", "prompt: When do you write it?")
    overlay = root / "content/organizations/riverside/overlay.yaml"
    change(overlay, '"2026.1"', '"2026.2"')
    more = "sessions: {log: {segments: {three-words: {set: {title: Three Riverside words}}}}}\n"
    overlay.write_text(overlay.read_text(encoding="utf-8") + more, encoding="utf-8")


def test_what_is_new_is_told_to_each_from_the_two_releases(
    two: tuple[Path, Home], capsys: pytest.CaptureFixture[str]
) -> None:
    root, home = two
    assert dyad(root, "changes", "riverside", "2026.1", "2026.2", "--published", str(home.top)) == 0
    blocks = {block.split("\n")[0]: block for block in capsys.readouterr().out.split("\n\n")}
    assert "An entry says when, what and what next" in blocks["For learners"]
    assert "Write for the one who has slept" not in blocks["For learners"]
    assert blocks["Answers that start anew"] == "Answers that start anew\n- When do you write it?"
    assert "Three Riverside words" in blocks["For facilitators: print again"]
    assert "The log" in blocks["From the base"] or "log" in blocks["From the base"].lower()


def test_the_page_of_changes_tells_facilitators_nothing_to_learners(two: tuple[Path, Home]) -> None:
    _, home = two
    learner, facilitator = (
        (home.release("2026.2") / edition / "changes.html").read_text(encoding="utf-8")
        for edition in ("learner", "facilitator")
    )
    assert "When do you write it?" in learner and "Three Riverside words" not in learner
    assert "Three Riverside words" in facilitator and "sessions/log.html" in facilitator
    first = (home.release("2026.1") / "learner/changes.html").read_text(encoding="utf-8")
    assert "This is the first release: 2026.1." in first


def test_all_publishes_only_what_is_not_there(two: tuple[Path, Home], capsys: pytest.CaptureFixture[str]) -> None:
    root, home = two
    assert dyad(root, "publish", "--all", "--without-pdfs", "--published", str(home.top)) == 0
    assert capsys.readouterr().out == "riverside: 2026.2 is there already\n"


def test_the_manifest_says_what_a_release_was_made_from(two: tuple[Path, Home]) -> None:
    _, home = two
    first, second = (manifest.read(home.manifest_file(version)) for version in ("2026.1", "2026.2"))
    assert second["organization"] == "riverside" and second["base"]["version"] == "1.0.0"
    assert (
        second["base"]["digest"] != first["base"]["digest"]
        and second["overlay"]["digest"] != first["overlay"]["digest"]
    )
    assert {"mkdocs", "mkdocs-material", "dyad"} <= second["tools"].keys()
    assert second["previous"] == {"version": "2026.1", "digest": first["digest"]}
    pages = {page["id"]: page for page in second["pages"]["facilitator"]}
    assert pages["sessions/log"]["origin"] == "merged" and pages["sessions/lamp"]["origin"] == "base"
    assert {one["target"] for one in second["decisions"]} >= {"contacts"}
    assert json.loads(home.ledger_file.read_text().splitlines()[0])["by"] == "Dana"


def test_a_release_says_no_path_of_the_machine(two: tuple[Path, Home]) -> None:
    root, home = two
    for file in home.release("2026.2").rglob("*"):
        assert not file.is_file() or str(root.parent).encode() not in file.read_bytes(), file


def test_verify_says_whether_a_release_is_as_it_was(two: tuple[Path, Home], capsys: pytest.CaptureFixture[str]) -> None:
    root, home = two
    published = ("--published", str(home.top))
    assert dyad(root, "verify", "riverside", "2026.1", *published) == 0
    assert capsys.readouterr().out.startswith("2026.1: as it was published")
    assert dyad(root, "verify", "riverside", "2026.5", *published) == 1
    assert "riverside has no release '2026.5'" in capsys.readouterr().err


def test_two_builds_on_two_paths_are_the_same_bytes(two: tuple[Path, Home], tmp_path: Path) -> None:
    _, home = two
    root, other = curriculum(tmp_path / "elsewhere/and-deeper"), Home(tmp_path / "p", "riverside")
    assert dyad(root, "publish", "riverside", "--without-pdfs", "--published", str(other.top)) == 0
    one, same = (where.release("2026.1") for where in (home, other))
    paths = sorted(manifest.paths(one))
    assert paths == sorted(manifest.paths(same)) and "manifest.json" in paths
    assert [path for path in paths if (one / path).read_bytes() != (same / path).read_bytes()] == []
    for where, name in ((home, "one.zip"), (other, "two.zip")):
        command = ("export", "site", "riverside", str(tmp_path / name), "--version", "2026.1")
        assert dyad(root, *command, "--published", str(where.top)) == 0
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_all_that_keeps_it_from_being_published_is_told_at_once_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = curriculum(
        tmp_path / "curriculum", OVERLAY + "lessons: {log: {sections: {entry: {replace: text/entry.md}}}}\n"
    )
    overlay = root / "content/organizations/riverside/overlay.yaml"
    change(overlay, 'release: {version: "2026.1", date: "2026-11-21", title: Autumn}\n', "")
    change(overlay, '"Staff support: 555 0101"}', '"Staff support: 555 0101", placeholder: true}')
    change(overlay, 'base: "1.0.0"', 'base: "0.9.0"')
    change(root / "content/modules/log/lesson.md", "Three words are enough", "Three words are plenty")
    capsys.readouterr()
    assert dyad(root, "publish", "riverside", "--without-pdfs", "--published", str(tmp_path / "published")) == 1
    said = capsys.readouterr().err
    for reason in (
        "no release is named",
        "overlay.yaml:3:7: the overlay is made for base 0.9.0",
        "the contacts are still placeholders",
        "'lessons.log.sections.entry' is stale; the base changed under it",
    ):
        assert reason in said
    assert not (tmp_path / "published").exists()


def test_one_organization_that_cannot_be_published_stops_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = curriculum(tmp_path / "curriculum")
    write(root / "content/organizations/broken/overlay.yaml", "schema: 1\n")
    assert dyad(root, "publish", "--all", "--without-pdfs", "--published", str(tmp_path / "published")) == 1
    said = capsys.readouterr()
    assert "riverside: published 2026.1" in said.out and "broken: not published" in said.err


def test_pruning_shows_first_what_would_go(two: tuple[Path, Home], capsys: pytest.CaptureFixture[str]) -> None:
    root, home = two
    command = ("prune", "riverside", "--published", str(home.top))
    assert dyad(root, *command, "--keep", "1") == 0
    assert capsys.readouterr().out == "would remove 2026.1; do it with --yes\n"
    assert dyad(root, *command, "--pin", "2026.1") == 2
    assert dyad(root, *command, "--pin", "2026.1", "--why", "March cohort") == 0
    assert capsys.readouterr().out == "2026.1 is kept for: March cohort\n"
    assert dyad(root, *command, "--keep", "1", "--yes") == 0
    assert capsys.readouterr().out == "nothing to remove\n"


def disk(folder: Path) -> int:
    """Bytes on the disk, a file with several names counted once."""
    found = {(file.lstat().st_ino, file.lstat().st_blocks * 512) for file in folder.rglob("*")}
    return sum(size for _, size in found)


@pytest.mark.audit
def test_a_release_in_which_a_tenth_changed_costs_at_most_half_of_the_first(tmp_path: Path) -> None:
    root = tmp_path / "curriculum"
    ignored = shutil.ignore_patterns("organizations")
    shutil.copytree(ROOT / "content", root / "content", ignore=ignored)
    shutil.copy(ROOT / "curriculum.yaml", root)
    write(root / "content/organizations/riverside/overlay.yaml", OVERLAY)
    home = Home(tmp_path / "published", "riverside")
    costs = []
    for version in ("2026.1", "2026.2"):
        change(root / "content/organizations/riverside/overlay.yaml", '"2026.1"', f'"{version}"')
        assert dyad(root, "org", "accept", "riverside") == 0
        before = disk(home.top) if home.top.exists() else 0
        assert dyad(root, "publish", "riverside", "--without-pdfs", "--published", str(home.top)) == 0
        costs.append(disk(home.top) - before)
        change_a_tenth(root)
    assert costs[1] <= costs[0] / 2, costs


def change_a_tenth(root: Path) -> None:
    """Adds a sentence to every tenth section of all lessons."""
    count = 0
    for file in sorted((root / "content/modules").glob("*/lesson.md")):
        lines = []
        for line in file.read_text(encoding="utf-8").split("\n"):
            lines.append(line)
            if line.startswith("## "):
                count += 1
                lines += ["", "This sentence is new."] if count % 10 == 0 else []
        file.write_text("\n".join(lines), encoding="utf-8")
    assert count > 50


def test_approvals_that_are_gone_are_named() -> None:
    empty = {"version": "2026.1", "pages": {}, "parts": {}}
    found = changes.between({**empty, "approvals": [{"id": "safety"}]}, {**empty, "version": "2026.2"})
    assert "Approvals that no longer hold\n- safety\n" in changes.text(found)
    assert "Nothing that people read." in changes.text(changes.between(empty, {**empty, "version": "2026.2"}))


@pytest.mark.audit
def test_pdfs_are_published_with_each_edition_and_learners_get_only_their_packets(tmp_path: Path) -> None:
    root, home = curriculum(tmp_path / "curriculum"), Home(tmp_path / "published", "riverside")
    assert dyad(root, "publish", "riverside", "--published", str(home.top)) == 0
    learner, facilitator = (home.link(edition) / "latest" for edition in ("learner", "facilitator"))
    theirs = sorted(file.name for file in (learner / "print").iterdir())
    assert theirs and all("packet" in name for name in theirs)
    assert any("guide" in file.name for file in (facilitator / "print").iterdir())
    assert f'href="print/{theirs[0]}"' in (learner / "to-print.html").read_text(encoding="utf-8")
    assert all((learner / "print" / name).read_bytes().startswith(b"%PDF") for name in theirs)
