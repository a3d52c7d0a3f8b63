"""The shipped curriculum, counted from its data: nothing that was promised is missing."""

from __future__ import annotations

import pytest

from generator import site
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
