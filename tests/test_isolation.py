"""Each organization has a process of its own: what happens in one is told in a sentence and stops no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import cli, isolation, organizations, plan
from generator.isolation import Ended, Limits
from tests.isolated import task
from tests.organizations import organization, write

LIMITS = Limits(computing=1, file=1 << 20, seconds=60)


def results(tmp_path: Path, *asked: str, limits: Limits = LIMITS) -> dict[str, list[object]]:
    found: dict[str, list[object]] = {what: [] for what in asked}
    tasks = [(what, str(tmp_path)) for what in asked]
    for (what, _), result in isolation.run(task, tasks, at_once=2, limits=limits):
        found[what].append(result)
    return found


def test_a_process_that_takes_too_much_ends_alone(tmp_path: Path) -> None:
    found = results(tmp_path, "memory", "computing", "killed", "nothing")
    assert found == {
        "memory": ["began", Ended("it needed more than 2 GB of memory, and was ended")],
        "computing": ["began", Ended("it needed more than 1 seconds of computing, and was ended")],
        "killed": ["began", Ended("the process that made it was ended from outside; try again")],
        "nothing": ["began", "done"],
    }


def test_a_process_that_does_not_end_is_ended(tmp_path: Path) -> None:
    found = results(tmp_path, "sleep", limits=Limits(seconds=0.2))
    assert found["sleep"][-1] == Ended("it took longer than 0.2 seconds, and was ended")


def test_a_file_cannot_grow_without_end(tmp_path: Path) -> None:
    assert "done" not in results(tmp_path, "file")["file"]
    assert (tmp_path / "large").stat().st_size <= 1 << 20


def test_secrets_do_not_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEPLOY_TOKEN", "canary")
    monkeypatch.setenv("LC_TIME", "C")
    _, names, _ = results(tmp_path, "environment")["environment"]
    assert "PATH" in str(names) and "LC_TIME" in str(names)
    assert set(str(names).split()) <= isolation.ALLOWED | {"LC_TIME", "LC_ALL", "LC_CTYPE"}


def test_a_site_that_takes_too_much_is_told_in_one_sentence_and_the_others_are_made(
    copy_of_small: Path, tmp_path: Path
) -> None:
    organization(copy_of_small, "")
    told: list[organizations.Outcome] = []
    order = organizations.Order(copy_of_small, tmp_path / "out")
    wanted: list[tuple[str, plan.Edition]] = [("acme", "learner"), ("acme", "facilitator")]
    failed = organizations.build_all(order, wanted, told.append, Limits(file=100))
    assert [(one.edition, one.faults, one.sort) for one in failed] == [
        ("learner", "it wrote a file that is too large, and was stopped", "machine"),
        ("facilitator", "it wrote a file that is too large, and was stopped", "machine"),
    ]
    assert told == list(failed)


def test_one_organization_is_built_with_the_codes_of_every_command(
    copy_of_small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = organization(copy_of_small, "")
    command = [
        "--root",
        str(copy_of_small),
        "build",
        "--org",
        "acme",
        "--edition",
        "all",
        "--out",
        str(tmp_path / "out"),
    ]
    assert cli.main(command) == 0
    said = capsys.readouterr().out
    assert said.count("built ") == 2 and str(tmp_path / "out/acme/learner/site/index.html") in said
    write(folder / "overlay.yaml", "schema: 1\n")
    assert cli.main(command) == 1
    told = capsys.readouterr().err
    assert told.count("'organization' is missing") == 1
    write(tmp_path / "file", "in the way")
    write(folder / "overlay.yaml", 'schema: 1\norganization: {id: acme, name: A}\nbase: "1.0.0"\n')
    assert cli.main([*command[:-1], str(tmp_path / "file")]) == 3
