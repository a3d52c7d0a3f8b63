"""Reviewing and approving what an organization says, and what a change does to an approval."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator import approvals, cli, proof, site
from tests.organizations import write
from tests.sites import ROOT, Document

OVERLAY = """schema: 1
organization: {id: riverside, name: Riverside Health}
base: "1.0.0"
release: {version: "2026.1", date: "2026-11-21"}
contacts: {patients: "Riverside line: 555 0100", staff: "Staff support: 555 0101"}
lessons: {log: {sections: {entry: {append: text/entry.md}}}}
questions: {lo-q3: {set: {prompt: "When do we write, at Riverside?"}}}
"""


def dyad(root: Path, *arguments: str) -> int:
    return cli.main(["--root", str(root), *arguments])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The sound curriculum with an organization, `riverside`, whose changes are recorded."""
    made = Path(shutil.copytree(ROOT / "tests/curricula/sound", tmp_path / "sound"))
    write(made / "content/organizations/riverside/overlay.yaml", OVERLAY)
    write(made / "content/organizations/riverside/text/entry.md", "Our **own** words about {{ term.keeper.other }}.\n")
    assert dyad(made, "org", "accept", "riverside") == 0
    return made


def standings(root: Path) -> dict[str, str]:
    return {one.module: one.state for one in approvals.state(site.effective(root, "riverside"))}


def approve(root: Path, *arguments: str) -> int:
    return dyad(root, "org", "approve", "riverside", *arguments, "--by", "chief nurse", "--on", "2026-11-20")


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_an_approval_holds_until_the_text_changes(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert set(standings(root).values()) == {"missing"}
    assert approve(root, "log") == 0
    assert standings(root)["log"] == "approved"
    edit(root / "content/organizations/riverside/text/entry.md", "Our **own**", "Our")
    assert standings(root)["log"] == "changed"
    capsys.readouterr()
    assert dyad(root, "check", "--org", "riverside") == 0
    told = capsys.readouterr().err
    assert "riverside/approvals.json: warning: the module 'log' is approved by chief nurse on 2026-11-20" in told
    assert "dyad org approve riverside log" in told
    assert dyad(root, "org", "status", "riverside") == 0
    assert "the module 'log' is approved by chief nurse on 2026-11-20, and changed since" in capsys.readouterr().out
    assert approve(root, "log") == 0
    assert standings(root)["log"] == "approved"
    edit(root / "content/organizations/riverside/text/entry.md", "Our", "Our **own**")
    assert standings(root)["log"] == "changed"  # what was approved earlier is approved no longer


@pytest.mark.parametrize(
    ("file", "old", "new", "states"),
    [
        ("curriculum.yaml", "{one: keeper", "{one: warden", "changed"),  # a term
        ("content/modules/log/lesson.md", "Three words", "Four words", "changed"),  # the base
        ("content/modules/log/session.yaml", "minutes: {min:", "minutes:  {min:", "approved"),  # white space
        ("content/modules/lamp/lesson.md", "The ", "A ", "approved"),  # another module
    ],
)
def test_just_what_is_read_counts(root: Path, file: str, old: str, new: str, states: str) -> None:
    assert approve(root, "log") == 0
    edit(root / file, old, new)
    assert standings(root)["log"] == states


def test_a_release_may_want_every_module_approved(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    top = root.parent / "published"
    command = ["publish", "riverside", "--without-pdfs", "--published", str(top), "--require-approval"]
    assert approve(root, "log") == 0
    assert dyad(root, *command) == 1
    told = capsys.readouterr().err
    assert "the module 'lamp' is not approved" in told and "'log'" not in told
    assert not top.exists() or not list(top.rglob("*.html"))
    assert approve(root, "--all") == 0
    outside = root.parent / "ours"
    (root / "content/organizations").rename(outside)
    assert dyad(root, *command, "--organizations", str(outside)) == 0
    manifest = json.loads((top / "store/riverside/releases/2026.1/manifest.json").read_text(encoding="utf-8"))
    held = {one["id"]: (one["by"], one["on"]) for one in manifest["approvals"]}
    assert set(held.values()) == {("chief nurse", "2026-11-20")} and "log" in held


def test_what_cannot_be_approved_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert approve(root, "lgo") == 1
    assert "module 'lgo' is unknown; did you mean 'log'?" in capsys.readouterr().err
    assert approve(root) == 2
    file = root / "content/organizations/riverside/approvals.json"
    assert not file.exists()
    write(file, '{"approvals": [{"module": "log"}]}')
    assert dyad(root, "check", "--org", "riverside") == 1
    assert "riverside/approvals.json: the file is not as dyad org approve wrote it" in capsys.readouterr().err


def test_the_page_to_review_marks_what_is_the_organizations(root: Path) -> None:
    page = Document(proof.page(root, "riverside"))
    assert page.text(".node--added") == "added Our own words about keepers."
    assert "When do we write, at Riverside?" in page.text(".node--changed")
    assert "When is an entry written?" in page.text(".before")
    assert {"log", "lamp"} <= set(page.ids)
    assert "lo-q3" in page.text("article")
    assert page.files == ["data:,"] and not [link for link in page.links if not link.startswith("#")]
    assert "<script" not in page.source and "{{" not in page.source


def test_the_page_to_review_says_who_approved(root: Path) -> None:
    assert approve(root, "log") == 0
    page = Document(proof.page(root, "riverside"))
    assert page.text(".standing--approved") == "Approved by chief nurse on 2026-11-20"
    edit(root / "content/modules/log/lesson.md", "Three words", "Four words")
    page = Document(proof.page(root, "riverside"))
    assert "Changed since the approval by chief nurse" in page.text(".standing--changed")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_to_review_can_be_read_on_a_phone(browser: Browser, tmp_path: Path, scheme: str) -> None:
    file = tmp_path / "review.html"
    assert cli.main(["--root", str(ROOT), "org", "review", "example-fenbrook", "--out", str(file)]) == 0
    context = browser.new_context(viewport={"width": 360, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    colors = page.evaluate(
        "[getComputedStyle(document.querySelector('.mark--added')).color,"
        " matchMedia('(prefers-color-scheme: dark)').matches]"
    )
    assert colors[1] == (scheme == "dark")
    assert re.search(r"10, 107, 45" if scheme == "light" else r"123, 216, 143", colors[0])
    context.close()
