"""Coverage of the objectives: computed from the curriculum, told on a page for facilitators and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator import coverage, site
from generator.levels import levels
from generator.plan import coverage as page_of
from generator.plan import pages
from tests.changes import CURRICULA, apply
from tests.sites import ROOT, BuiltSite


def gaps(root: Path) -> dict[str, tuple[str, ...]]:
    """What is missing, by objective."""
    curriculum = site.curriculum(root)
    covers = (cover for content in curriculum.ready for cover in coverage.covers(curriculum, content))
    return {cover.objective.id: cover.gaps for cover in covers if cover.gaps}


def test_each_objective_is_found_where_it_is_named() -> None:
    curriculum = site.curriculum(CURRICULA / "sound")
    found = {cover.objective.id: cover for cover in coverage.covers(curriculum, curriculum.ready[0])}
    wick = found["la-o2"]
    assert [one.id for one in wick.sections] == ["wick"]
    assert [one.id for one in wick.exercises] == ["wick-by-two"]
    assert [one.id for one in wick.items] == ["la-q5"]
    assert [one.id for one in wick.segments] == ["change-a-wick"]
    assert [one.id for one in found["la-o3"].activities] == ["look-at-two-lamps"]
    assert found["la-o1"].activities == ()


def test_a_kind_says_what_its_objectives_need(sound: Path) -> None:
    assert gaps(sound) == {}
    apply(sound, {"file": "curriculum.yaml", "find": "needs: [section, item]", "replace": "needs: [segment, exercise]"})
    assert gaps(sound) == {"fo-o1": ("segment", "exercise")}


def test_what_is_remembered_or_understood_is_practiced_by_answering() -> None:
    assert [name for name, level in levels().by_name.items() if not level.practiced] == ["remember", "understand"]


def test_every_level_has_verbs_and_offers_some_of_them() -> None:
    for name, level in levels().by_name.items():
        assert set(level.such_as) <= level.verbs, name
        assert not level.verbs & levels().vague, name


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Carry out a talk", "carry out"),
        ("Carry a lamp", "carry"),
        ("Tell apart two lamps", "tell apart"),
        ("Tell, in a word, what is wrong", "tell"),
        ("Fathom", "fathom"),
    ],
)
def test_the_verb_of_an_objective_may_be_two_words(text: str, verb: str) -> None:
    assert levels().verb(text) == verb


def test_the_page_names_every_gap_in_words(sound: Path) -> None:
    apply(sound, {"file": "curriculum.yaml", "find": "outcomes: [share]", "replace": "outcomes: [keep]"})
    apply(sound, {"file": "content/modules/lamp/session.yaml", "find": "mode: group", "replace": "mode: plenary"})
    curriculum = site.curriculum(sound)
    made = next(page for page in pages(curriculum, "facilitator") if page.path == page_of.COVERAGE)
    gaps = made.values["gaps"]
    assert isinstance(gaps, list)
    assert [(row.objective.id, cell.missing) for _, row, cell in gaps] == [("la-o3", "Gap: nobody practices it")]
    text = site.build(sound, "facilitator").pages["coverage.md"]
    assert text.count("Gap: nobody practices it") == 2
    assert "Gap: no objective leads to it" in text


def test_the_page_of_the_small_curriculum_links_to_what_it_names(small_plans: BuiltSite) -> None:
    document = small_plans.page("coverage.html")
    assert "https://balcony.example.org/course/modules/beans.html#needs" in document.links
    assert "https://balcony.example.org/course/modules/beans.html#watering-plan" in document.links
    assert "sessions/beans.html#segment-sow" in document.links
    assert "sessions/beans.html#key-be-q1" in document.links
    assert "#objective-be-o1" in document.links
    assert "coverage.html" in small_plans.page("index.html").links


def test_learners_do_not_see_it(small: BuiltSite) -> None:
    assert "coverage.html" not in small.pages


def test_the_shipped_page_holds_every_objective_and_outcome(shipped_plans: BuiltSite) -> None:
    curriculum = site.curriculum(ROOT)
    document = shipped_plans.page("coverage.html")
    objectives = [one.id for content in curriculum.ready for one in content.module.objectives]
    assert [name for name in document.ids if re.fullmatch(r"objective-[a-z]+-o\d", name)] == [
        f"objective-{name}" for name in objectives
    ]
    assert {f"outcome-{outcome.id}" for outcome in curriculum.spine.outcomes} <= set(document.ids)
    assert f"{len(objectives)} of {len(objectives)}" in document.text(".dyad-totals")
