"""Faulty input is told to its author: every case has its exact report, and nothing is written for it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import cli, exits, findings, site
from generator.model.questions import FillIn, MultipleChoice
from generator.problems import Faults, Place
from tests.changes import PROBLEMS, apply, changed, copy_of_small

QUIZ = "content/modules/beans/quiz.yaml"
CASES = sorted(case.name for case in PROBLEMS.iterdir())
LONGEST = 2.0
"""Seconds of work that a report may take."""


def report_of(name: str) -> str:
    return (PROBLEMS / name / "report.txt").read_text(encoding="utf-8")


def test_the_small_curriculum_has_no_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--root", str(copy_of_small(tmp_path)), "check"]) == exits.OK
    told = capsys.readouterr()
    assert told.out == "no faults: 4 modules, 3 of them ready\n"
    assert all(" warning" in line for line in told.err.splitlines())


@pytest.mark.parametrize("name", CASES)
def test_a_fault_is_told_and_nothing_is_written(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root, out = changed(copy_of_small(tmp_path), PROBLEMS / name), tmp_path / "out"
    start = time.process_time()
    assert cli.main(["--root", str(root), "build", "--out", str(out)]) == exits.FAULTS
    assert time.process_time() - start < LONGEST
    assert capsys.readouterr() == ("", report_of(name))
    assert not out.exists()


@pytest.mark.parametrize("name", CASES[::20])
def test_a_check_tells_the_same(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = changed(copy_of_small(tmp_path), PROBLEMS / name)
    assert cli.main(["--root", str(root), "check"]) == exits.FAULTS
    assert capsys.readouterr() == ("", report_of(name))


@pytest.mark.parametrize("name", CASES)
def test_a_report_speaks_to_an_author(name: str) -> None:
    *problems, count = report_of(name).splitlines()
    assert all(problem.startswith(("curriculum.yaml", "content/")) for problem in problems)
    assert count.startswith(f"{len(problems)} problem")
    for word in ("Traceback", "pydantic", "tuple", "dict", "str ", "None", "/tmp"):
        assert word not in report_of(name)


SEVERAL = (
    "citation-broken",
    "missing-feedback",
    "unknown-icon",
    "twice-word",
    "page-collides",
    "section-shows-unknown",
)
TOLD = """\
content/glossary.yaml:10:12: the word 'Seedling' is explained twice; first at content/glossary.yaml:4:11
content/modules/beans/lesson.md:3:53: '[@almanac1950.' is not a citation; expected [@id] or [@id via @id]
content/modules/beans/lesson.md:37:1: figure 'point' is unknown; did you mean 'points'?
content/modules/beans/quiz.yaml:16:9: 'feedback' is missing
content/pages/glossary.md: the page 'glossary' collides with a page that is made for every curriculum; \
choose another file name
curriculum.yaml:47:11: icon 'paths' is unknown; did you mean 'path'?
6 problems in 5 files
"""


@pytest.mark.parametrize("seed", ["1", "2"])
def test_faults_in_several_files_are_told_in_one_run_in_one_order(seed: str, tmp_path: Path) -> None:
    root = copy_of_small(tmp_path)
    for name in SEVERAL if seed == "1" else reversed(SEVERAL):
        changed(root, PROBLEMS / name)
    command = [sys.executable, "-m", "generator", "--root", str(root), "check"]
    done = subprocess.run(
        command,
        cwd=Path(__file__).parents[1],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (exits.FAULTS, "", TOLD)


def test_a_file_with_a_thousand_faults_tells_the_first_200(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copy_of_small(tmp_path)
    apply(root, {"file": "content/glossary.yaml", "append": "".join(f"k{n}: 1\n" for n in range(1000))})
    assert cli.main(["--root", str(root), "check"]) == exits.FAULTS
    told = capsys.readouterr().err.splitlines()
    assert told[-2:] == ["... and 800 more", "1000 problems in 1 file"]
    assert len(told) == 202


TYPED = ("no", "on", "off", "Yes", "True", "NULL", "1.10", "2026-01-01", "12:30", "1e5", "0x1F", "007", "+5", "1_000")


@pytest.mark.parametrize("typed", TYPED)
def test_a_word_where_text_is_meant_stays_what_was_typed(typed: str, tmp_path: Path) -> None:
    root = copy_of_small(tmp_path)
    apply(root, {"file": "curriculum.yaml", "find": "title: Tides", "replace": f"title: {typed}"})
    apply(root, {"file": QUIZ, "find": "accept: [April]", "replace": f"accept: [{typed}]"})
    curriculum = site.curriculum(root)
    blank = next(question for question in curriculum.modules[0].questions if isinstance(question, FillIn)).blanks[0]
    assert curriculum.modules[3].module.title == typed
    assert blank.wrong[0].accept == (typed,)


def test_a_word_where_prose_is_meant_stays_what_was_typed(tmp_path: Path) -> None:
    root = copy_of_small(tmp_path)
    apply(root, {"file": QUIZ, "find": "text: A spoon", "replace": "text: no"})
    question = site.curriculum(root).modules[0].questions[1]
    assert isinstance(question, MultipleChoice)
    assert question.choices[2].text == "no"


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.data())
def test_whatever_happens_to_a_file_is_told_or_does_no_harm(data: st.DataObject) -> None:
    """A line lost, doubled or filled with something else: faults in places that exist, or pages, and warnings."""
    with TemporaryDirectory() as folder:
        root = copy_of_small(Path(folder))
        path = data.draw(st.sampled_from(sorted(file.relative_to(root) for file in root.rglob("*.*"))))
        lines = (root / path).read_text(encoding="utf-8").split("\n")
        number = data.draw(st.integers(0, len(lines) - 1))
        lines[number : number + 1] = data.draw(damage(lines[number]))
        (root / path).write_text("\n".join(lines), encoding="utf-8")
        try:
            site.build(root)
            told = findings.findings(root, [], today=date(2026, 11, 22)).problems
        except Faults as faults:
            told = frozenset(faults.problems)
        for problem in told:
            assert stands_in_a_file(root, problem.place), problem


def damage(line: str) -> st.SearchStrategy[list[str]]:
    """What may become of a line of a file."""
    key = re.match(r"[ -]*(?:\w+: )?", line)
    start = key[0] if key else ""
    token = st.sampled_from(TOKENS) | st.text(max_size=5).filter(lambda text: "\r" not in text)
    filled = token.map(lambda text: [start + text])
    put_in = st.tuples(st.integers(0, len(line)), token).map(lambda at: [line[: at[0]] + at[1] + line[at[0] :]])
    return st.sampled_from([[], [line, line], [" " + line], [line[1:]]]) | filled | put_in


TOKENS = (
    *"no true 5 -1 [] {} [a] ' \" : # - ? & * ! % @ | > |- << {#x} [[1]] [[3]] {{ }} 1.10 1e400".split(),
    *"[@own] [@ [x](module:beans) [x](module:tides#a) [x](page:privacy#z) [x](#needs) <b> </b> <div> &# ` *a*".split(),
    *"2026-02-30 own beans be-q1 ready planned fill-in ![x](y)".split(),
    *("[@own via @own]", "## A {#a}", "# B", "[x]: y", "{{ term.pair.one }}", "### C {#needs}"),
)


def stands_in_a_file(root: Path, place: Place) -> bool:
    if not place.line:
        return not place.column
    lines = (root / place.path).read_text(encoding="utf-8").split("\n")
    return place.line <= len(lines) and place.column <= len(lines[place.line - 1]) + 1
