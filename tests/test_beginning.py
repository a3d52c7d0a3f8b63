"""`dyad org new`: an organization that builds at once, and what keeps it from being made."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator import cli, site
from tests.sites import ROOT


def new(root: Path, *arguments: str) -> int:
    return cli.main(["--root", str(root), "org", "new", *arguments])


def test_a_new_organization_has_no_faults_and_says_what_to_do(copy_of_small: Path) -> None:
    assert new(copy_of_small, "riverside", "--name", 'Riverside: "Health" #1') == 0
    found = site.effective(copy_of_small, "riverside")
    assert found.overlay and found.overlay.organization.name == 'Riverside: "Health" #1'
    assert not found.overlay.organization.fictional and not found.overlay.release
    text = (copy_of_small / "content/organizations/riverside/overlay.yaml").read_text(encoding="utf-8")
    assert "#contacts:" in text and "dyad check --org riverside" in text


def test_a_new_organization_builds(copy_of_small: Path, tmp_path: Path) -> None:
    assert new(copy_of_small, "riverside", "--name", "Riverside Health") == 0
    command = ["--root", str(copy_of_small), "build", "--org", "riverside", "--out", str(tmp_path / "out")]
    assert cli.main(command) == 0
    assert (tmp_path / "out/riverside/learner/site/index.html").is_file()


def test_every_line_of_the_new_overlay_can_be_taken_as_it_stands(copy_of_small: Path) -> None:
    assert new(copy_of_small, "riverside", "--name", "Riverside Health") == 0
    file = copy_of_small / "content/organizations/riverside/overlay.yaml"
    text = re.sub(r"^( *)#(?=[a-z]| {2})", r"\1", file.read_text(encoding="utf-8"), flags=re.M)
    file.write_text(text, encoding="utf-8")
    overlay = site.effective(copy_of_small, "riverside").overlay
    assert overlay and overlay.contacts and overlay.release and overlay.branding and overlay.locale == "en-GB"
    assert overlay.branding.short_name == "Riverside Health" and overlay.organization.address


def test_a_copy_of_an_example_is_nobodys_but_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It does what the example does, and says nothing of itself that the example says."""
    arguments = ("harbor", "--name", "Harbor Clinic", "--from", "example-willowmere", "--organizations")
    assert new(ROOT, *arguments, str(tmp_path / "ours")) == 0
    said = capsys.readouterr().out
    assert "these still speak of example-willowmere: " in said and "modules/x-willowmere-bed-huddle/lesson.md" in said
    copy = site.effective(ROOT, "harbor", within=tmp_path / "ours")
    example = site.effective(ROOT, "example-willowmere")
    assert copy.overlay and example.overlay
    for part in ("terms", "modules", "lessons", "questions", "sessions", "tools"):
        assert getattr(copy.overlay, part).keys() == getattr(example.overlay, part).keys()
    assert copy.overlay.organization.model_dump(exclude={"at"}) == {
        "id": "harbor", "name": "Harbor Clinic", "fictional": False, "address": None,
    }  # fmt: skip
    assert not (copy.overlay.release or copy.overlay.branding or copy.overlay.contacts)
    assert [one.id for one in copy.curriculum.spine.modules] == [one.id for one in example.curriculum.spine.modules]
    assert "ictional" not in (tmp_path / "ours/harbor/overlay.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("River Side", "--name", "R"), "the id 'River Side' is not usable; expected lower-case letters, digits and"
         " hyphens, beginning with a letter; did you mean 'river-side'?"),
        (("../up", "--name", "R"), "the id '../up' is not usable"),
        (("base", "--name", "R"), "no organization can be called 'base'"),
        (("example-river", "--name", "R"), "the id 'example-river' begins with 'example-'"),
        (("river", "--name", " "), "the name ' ' is not usable; expected words on one line"),
        (("river", "--name", "a\nb"), "the name 'a\\nb' is not usable"),
        (("river", "--name", "R", "--from", "example-willow"), "example 'example-willow' is unknown"),
    ],
)  # fmt: skip
def test_what_cannot_be_made_is_refused(
    arguments: tuple[str, ...], told: str, copy_of_small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(copy_of_small, *arguments) == 1
    assert told in capsys.readouterr().err
    assert not (copy_of_small / "content/organizations").exists()


def test_what_is_there_stays(copy_of_small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(copy_of_small, "river", "--name", "River") == 0
    file = copy_of_small / "content/organizations/river/overlay.yaml"
    before = file.read_bytes()
    assert new(copy_of_small, "river", "--name", "Another") == 1
    assert "content/organizations/river: this organization is there already" in capsys.readouterr().err
    assert file.read_bytes() == before
