"""Advice on learning design: a curriculum that follows it, and for each rule a change that does not."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import cli, exits, site
from generator.lint import reading
from generator.plan import Texts
from tests.changes import apply
from tests.organizations import organization
from tests.sites import ROOT

CASES: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "warnings.yaml").read_text(encoding="utf-8"))
TODAY = "2026-11-22"


def check(root: Path, *options: str, today: str = TODAY) -> int:
    return cli.main(["--root", str(root), "check", "--today", today, *options])


def bad(case: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The changes that break a rule."""
    yield from (case[name] for name in ("bad", "also", "also_too") if name in case)


def test_the_sound_curriculum_has_no_warnings(sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(sound, "--strict") == exits.OK
    assert capsys.readouterr() == ("no faults: 4 modules, 3 of them ready\n", "")


@pytest.mark.parametrize("name", CASES)
def test_a_rule_warns_with_place_and_advice(name: str, sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for change in bad(CASES[name]):
        apply(sound, change)
    assert check(sound) == exits.OK
    assert capsys.readouterr().err == CASES[name]["told"] + "1 warning in 1 file\n"


@pytest.mark.parametrize("name", CASES)
def test_a_near_neighbor_is_no_warning(name: str, sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for change in (CASES[name][key] for key in ("good", "good_also") if key in CASES[name]):
        apply(sound, change)
    assert check(sound, "--strict") == exits.OK
    assert capsys.readouterr().err == ""


def test_the_bad_curriculum_has_one_warning_for_each_rule(sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for case in CASES.values():
        for change in bad(case):
            apply(sound, change)
    assert check(sound) == exits.OK
    assert capsys.readouterr().err == (Path(__file__).parent / "warnings.txt").read_text(encoding="utf-8")


def test_warnings_are_faults_where_that_is_wanted(sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    apply(sound, CASES["item-without-source"]["bad"])
    assert check(sound, "--strict") == exits.FAULTS
    assert ":3:5: the item 'fo-q1' names no source; " in capsys.readouterr().err


def test_warnings_are_told_as_json(sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    apply(sound, CASES["item-without-source"]["bad"])
    assert check(sound, "--json") == exits.OK
    assert [found["severity"] for found in json.loads(capsys.readouterr().out)] == ["warning"]
    assert check(sound, "--json", "--strict") == exits.FAULTS
    assert [found["severity"] for found in json.loads(capsys.readouterr().out)] == ["fault"]


def test_a_curriculum_with_faults_is_not_judged_further(sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    apply(sound, CASES["item-without-source"]["bad"])
    apply(sound, {"file": "curriculum.yaml", "find": "kind: tale", "replace": "kind: tales"})
    assert check(sound) == exits.FAULTS
    assert capsys.readouterr().err == (
        "curriculum.yaml:86:11: kind 'tales' is unknown; did you mean 'tale'?\n1 problem in 1 file\n"
    )


def test_building_is_quiet_about_warnings(sound: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    apply(sound, CASES["item-without-source"]["bad"])
    assert cli.main(["--root", str(sound), "build", "--out", str(tmp_path / "out")]) == exits.OK
    assert "warning" not in "".join(capsys.readouterr())


def test_reviews_are_held_against_the_day_that_is_given(sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(sound, "--strict", today="2026-11-23") == exits.FAULTS
    assert capsys.readouterr().err.startswith("curriculum.yaml:70:20: the review of 'lamp' was due on 2026-11-22; ")


def test_a_day_that_does_not_exist_is_wrong_use(sound: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        check(sound, today="2026-02-30")
    assert ended.value.code == exits.WRONG_USE


@pytest.mark.parametrize(
    ("last", "months", "due"),
    [
        ("2026-11-01", 12, "2027-11-01"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-01-15", 11, "2026-12-15"),
        ("9999-12-31", 60, "9999-12-31"),
    ],
)
def test_a_review_is_due_after_so_many_months(last: str, months: int, due: str, sound: Path) -> None:
    apply(
        sound,
        {
            "file": "curriculum.yaml",
            "find": "last: 2025-11-22, every_months: 12",
            "replace": f"last: {last}, every_months: {months}",
        },
    )
    assert site.curriculum(sound).spine.modules[0].review.due == due


def test_an_organization_may_publish_once_its_contacts_are_real(
    sound: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    organization(sound, "locale: en-GB\n")
    assert check(sound, "--strict") == exits.OK
    assert check(sound, "--org", "acme") == exits.OK
    assert check(sound, "--org", "acme", "--strict") == exits.FAULTS
    told = capsys.readouterr().err.splitlines()
    assert told[0] == (
        "curriculum.yaml:15:16: warning: for 'acme', the contacts are still placeholders; "
        "set 'contacts' in overlay.yaml before you publish, and take 'placeholder' away"
    )
    organization(sound, 'contacts: {patients: "Line: 555 0100", staff: "Line: 555 0101"}\n')
    assert cli.main(["--root", str(sound), "org", "accept", "acme"]) == exits.OK
    assert check(sound, "--org", "acme", "--strict") == exits.OK


def test_what_an_organization_leaves_out_is_told_as_its_own(sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    organization(sound, "questions: {lo-q6: {remove: true}, lo-q1: {remove: true}}\n")
    assert check(sound) == exits.OK
    told = capsys.readouterr().err
    assert "curriculum.yaml:81:14: warning: for 'acme', the objective 'lo-o2' is checked by no item; " in told


def test_the_same_warning_is_told_once_for_all_organizations(sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    apply(sound, CASES["item-without-source"]["bad"])
    organization(sound, "locale: en-GB\n")
    assert check(sound) == exits.OK
    assert capsys.readouterr().err == CASES["item-without-source"]["told"] + "1 warning in 1 file\n"


def test_the_library_counts_only_where_a_rough_count_is_high(sound: Path) -> None:
    """It takes seconds to load its words, and a check should be quick."""
    command = [sys.executable, "-X", "importtime", "-m", "generator", "--root", str(sound), "check", "--today", TODAY]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "generator.lint.reading" in done.stderr
    assert "textstat" not in done.stderr


def test_the_rough_count_is_not_too_low() -> None:
    """What the library would warn of is seen by the rough count first."""
    texts = Texts(site.curriculum(ROOT))
    for content in texts.curriculum.ready:
        shown = reading._sentences(texts, content)
        assert reading._rough(shown) > reading._grade(shown) - reading.ROUGH
