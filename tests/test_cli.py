"""The command as a person meets it: what it says, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator import cli
from tests.sites import ROOT


def test_check_says_that_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--root", str(ROOT), "check"]) == 0
    assert capsys.readouterr().out.startswith("no faults: 24 modules")


def test_check_without_a_curriculum_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--root", str(tmp_path), "check"]) == 2
    assert "there is no curriculum.yaml" in capsys.readouterr().err


def test_an_unknown_command_is_wrong_use() -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["bild"])
    assert ended.value.code == 2


def test_check_tells_faults_as_json(copy_of_small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spine = copy_of_small / "curriculum.yaml"
    spine.write_text(spine.read_text(encoding="utf-8") + "\ncolour: red\n", encoding="utf-8")
    assert cli.main(["--root", str(copy_of_small), "check", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [fault["what"] for fault in found] == ["key 'colour' is unknown"]
    assert found[0]["path"] == "curriculum.yaml"


def test_build_writes_nothing_from_a_faulty_source(
    copy_of_small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy_of_small / "content/glossary.yaml").write_text("entries: []\n")
    assert cli.main(["--root", str(copy_of_small), "build", "--out", str(tmp_path / "out")]) == 1
    assert "content/glossary.yaml:1:10" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_target_that_cannot_be_written_is_the_machines_fault(
    copy_of_small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").write_text("a file stands where the folder should be")
    assert cli.main(["--root", str(copy_of_small), "build", "--out", str(tmp_path / "out")]) == 3
    assert str(tmp_path / "out") in capsys.readouterr().err
