"""Faults of form are told where an author would look for them, once, and in words an author knows."""

from __future__ import annotations

import json
import re
from typing import get_args

import pytest

from generator import model, parse, source
from generator.problems import Place
from generator.source import Sources, TextFile


def told(path: str, text: str) -> list[str]:
    """What is told about a file of a module."""
    name = f"content/modules/a/{path}"
    file = TextFile(name, text) if path.endswith(".md") else source.yaml_file(name, text)
    sources = Sources({}, {name: file}) if isinstance(file, TextFile) else Sources({name: file}, {})
    found = parse.curriculum(sources).problems
    return [str(problem).removeprefix("content/modules/a/") for problem in sorted(found)]


def lesson(text: str) -> model.Lesson:
    problems: list[object] = []
    return parse._lesson(TextFile("lesson.md", text), problems)  # type: ignore[arg-type]


CHOICES = "choices: [{id: a, text: b, feedback: c}, {id: d, text: e, feedback: f}]"


@pytest.mark.parametrize(
    ("question", "problems"),
    [
        ("5", ["an entry of 'questions' holds the number 5; expected keys and values"]),
        ("{id: a}", ["'kind' is missing"]),
        ("{id: a, kinds: scale}", ["key 'kinds' is unknown; did you mean 'kind'?"]),
    ],
)
def test_a_question_that_is_none_is_told_once(question: str, problems: list[str]) -> None:
    assert [problem.split(": ", 1)[1] for problem in told("quiz.yaml", f"questions:\n  - {question}\n")] == problems


def test_a_mistyped_key_is_not_told_as_missing_too() -> None:
    problems = told("quiz.yaml", f"questions: [{{id: a, kind: single-choice, promt: b, objective: c, {CHOICES}}}]")
    assert problems == ["quiz.yaml:1:42: key 'promt' is unknown; did you mean 'prompt'?"]


def test_a_list_is_not_told_as_too_short_where_its_entries_are_told() -> None:
    problems = told("behaviors.yaml", "behaviors: [a, b]")
    assert problems == [
        "behaviors.yaml:1:13: an entry of 'behaviors' holds the text 'a'; expected keys and values",
        "behaviors.yaml:1:16: an entry of 'behaviors' holds the text 'b'; expected keys and values",
    ]


def test_a_key_named_like_a_kind_of_question_is_only_a_key() -> None:
    question = (
        f"{{id: a, kind: single-choice, prompt: b, objective: c, {CHOICES}, single-choice: {{choices: [{{id: 1}}]}}}}"
    )
    assert told("quiz.yaml", f"questions: [{question}]") == [
        f"quiz.yaml:1:{12 + question.index(', single') + 3}: key 'single-choice' is unknown; did you mean 'choices'?"
    ]


def test_a_key_with_an_underscore_too_many_is_told_as_typed() -> None:
    problems = told("points.yaml", "groups: [{id_: a, title: b, points: [{id: c, name: d, meaning: e, sign: f}]}]")
    assert problems == ["points.yaml:1:11: key 'id_' is unknown; did you mean 'id'?"]


def test_every_pattern_of_the_formats_has_words_for_authors() -> None:
    schemas = json.dumps([cls.model_json_schema() for cls in model.Authored.__subclasses__()])
    patterns = {json.loads(found) for found in re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', schemas)}
    assert len(patterns) > 8
    assert {pattern for pattern in patterns if "[eE]" not in pattern} <= parse.PATTERNS.keys()  # numbers have none


def test_every_kind_of_question_is_known_to_the_reader_of_faults() -> None:
    assert {"kind", "prompt", "low_label", "blanks"} <= parse.KINDED_KEYS
    assert len(get_args(get_args(model.Question)[0])) == 10


def test_a_lesson_has_an_opening_and_sections() -> None:
    read = lesson('One.\n\n## A B {#a objectives="x y" shows="model" reveal="yes"}\n\nTwo.\n\n### C\n\n## D {#d}\n')
    assert read.opening == "One."
    first, second = read.sections
    assert (first.id, first.title, first.objectives) == ("a", "A B", ("x", "y"))
    assert (first.shows, first.reveal, first.text) == ("model", True, "Two.\n\n### C")
    assert (second.title, second.text, second.place) == ("D", "", Place("lesson.md", 9, 1))


def test_a_lesson_may_have_no_sections() -> None:
    assert lesson("One.\n") == model.Lesson("One.", (), Place("lesson.md", 1, 1))


@pytest.mark.parametrize("heading", ["## A {#a} ##", "##  A   {#a}  ", "## A{#a}"])
def test_a_heading_is_read_whatever_its_spaces(heading: str) -> None:
    assert [(section.id, section.title) for section in lesson(heading).sections] == [("a", "A")]


def test_a_heading_may_end_with_a_term() -> None:
    (section,) = lesson("## My {{ term.a.one }} {#a}").sections
    assert section.title == "My {{ term.a.one }}"
    assert told("lesson.md", "## My {{ term.a.one }}") == [
        "lesson.md:1:1: the section has no id; expected '## Heading {#section-id}'"
    ]


@pytest.mark.parametrize(
    ("attributes", "problem"),
    [
        ("", "the section has no id; expected '## Heading {#section-id}'"),
        ("{#A}", "the section's id 'A' is not usable; expected '## Heading {#section-id}'"),
        ("{#a #b}", "the attribute 'id' stands twice; keep one"),
        ('{#a shows="model" shows="points"}', "the attribute 'shows' stands twice; keep one"),
        ("{#a .b}", "attribute '.b' is unknown; known: objectives, override, renamed_from, reveal, shows, why"),
        ("{#a objectives=b}", "attribute 'objectives=b' is unknown; did you mean 'objectives'?"),
        ('{#a id="b"}', "attribute 'id' is unknown; known: objectives, override, renamed_from, reveal, shows, why"),
        ('{#a shows="modle"}', "figure 'modle' is unknown; did you mean 'model'?"),
        ('{#a reveal="no"}', "'reveal' holds 'no'; expected reveal=\"yes\" or nothing"),
    ],
)
def test_a_fault_in_the_heading_of_a_section_is_told(attributes: str, problem: str) -> None:
    assert told("lesson.md", f"One.\n\n## A {attributes}") == [f"lesson.md:3:1: {problem}"]


def test_a_module_called_pages_has_no_pages() -> None:
    name = "content/modules/pages/lesson.md"
    assert parse.curriculum(Sources({}, {name: TextFile(name, "One.\n")})).problems == ()
