"""The shipped curriculum, counted from its data: nothing that was promised is missing."""

from __future__ import annotations

import pytest

from generator import prose, site
from generator.model import Curriculum
from generator.model.questions import UNGRADED
from tests.sites import ROOT


@pytest.fixture(scope="module")
def curriculum() -> Curriculum:
    return site.curriculum(ROOT)


def points(curriculum: Curriculum, module: str) -> int:
    return sum(len(group.points) for group in curriculum.module_ids[module].points)


def test_every_module_is_ready(curriculum: Curriculum) -> None:
    assert len(curriculum.modules) == len(curriculum.ready) == 24


def test_objectives_and_outcomes(curriculum: Curriculum) -> None:
    assert sum(len(module.objectives) for module in curriculum.spine.modules) == 93
    assert len(curriculum.spine.outcomes) == 8


def test_graded_items(curriculum: Curriculum) -> None:
    items = [one for content in curriculum.modules for one in content.questions if one.kind not in UNGRADED]
    assert len(items) == 133


def test_trust_behaviors(curriculum: Curriculum) -> None:
    numbers = [one.number for content in curriculum.modules for one in content.behaviors]
    assert sorted(numbers) == list(range(1, 14))


def test_keys_to_success_and_attributes_of_partners(curriculum: Curriculum) -> None:
    assert points(curriculum, "keys-to-success") == 31
    assert points(curriculum, "partnering-mindset") == 6


def test_leadership_styles(curriculum: Curriculum) -> None:
    assert sum(len(content.styles) for content in curriculum.modules) == 5


def test_four_cases_and_the_story_of_a_service(curriculum: Curriculum) -> None:
    cases = [content for content in curriculum.modules if content.module.kind == "case-study"]
    assert len(cases) == 5
    assert all(case.briefs for case in cases)


def test_every_module_has_exercises_and_a_session(curriculum: Curriculum) -> None:
    assert all(content.exercises and content.session for content in curriculum.modules)


def test_the_core_path_has_fifteen_modules(curriculum: Curriculum) -> None:
    core = next(path for path in curriculum.spine.paths if path.id == "core")
    assert len(core.modules) == 15


FORMS = {
    "partnership-audit": ("case-locality-turnaround audit-form", "capstone-partnership-plan audit-form"),
    "trust-inventory": ("trust-dependability inventory-form",),
    "style-reflection": ("styles-that-strain style-reflection",),
    "partnering-attributes-check": ("partnering-mindset attribute-check",),
    "partner-interview": ("partnering-mindset interview-guide",),
}
"""Sheets of sessions that put a tool on paper for a room."""


@pytest.mark.parametrize("tool", FORMS)
def test_a_sheet_of_a_session_asks_what_its_tool_asks(curriculum: Curriculum, tool: str) -> None:
    for form in FORMS[tool]:
        module, name = form.split()
        session = curriculum.module_ids[module].session
        sheet = next(one for one in session.handouts if one.id == name) if session else None
        assert sheet is not None
        text = " ".join(sheet.text.split())
        for item in curriculum.tool_ids[tool].items:
            said = [words for words in (item.text, item.title or "") if words and words.rstrip(".") in text]
            assert said, f"{form} leaves out {item.id}"


def test_every_sheet_is_handed_out_and_has_something_on_it(curriculum: Curriculum) -> None:
    for content in curriculum.modules:
        if content.session:
            named = {name for segment in content.session.segments for name in segment.handouts}
            assert named == {sheet.id for sheet in content.session.handouts}
            for sheet in content.session.handouts:
                assert sheet.cards or len(sheet.text.split()) > 30, f"{content.module.id} {sheet.id}"


def test_what_is_said_aloud_can_be_said_in_one_breath_or_two(curriculum: Curriculum) -> None:
    for content in curriculum.modules:
        for segment in content.session.segments if content.session else ():
            assert prose.words(segment.say) <= 60
            for ask in segment.ask:
                assert ask.expected and ask.if_silent
