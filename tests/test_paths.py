"""The plan of twelve weeks for pairs, as a pair finds it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator import site
from generator.model import Curriculum, Plan
from tests.organizations import organization
from tests.sites import ROOT, BuiltSite

PAGE = "paths/twelve-weeks.html"
PACE = {
    "1-2": ["start-here", "relational-ethics"],
    "3-4": ["partnering-mindset", "psychological-safety"],
    "5": [],
    "6-7": ["trust-openness", "trust-performance"],
    "8": ["trust-dependability"],
    "9": ["leadership-mastery", "organizational-infrastructure"],
    "10": ["styles-that-build", "styles-that-strain"],
    "11": ["sustaining-partnership", "partnership-outcomes", "keys-to-success"],
    "12": ["capstone-partnership-plan"],
}
"""What every pair reads, by week."""
WEEK = re.compile(r'<section class="dyad-week" aria-labelledby="weeks-([^"]*)">(.*?)</section>', re.S)


@pytest.fixture(scope="module")
def curriculum() -> Curriculum:
    return site.curriculum(ROOT)


@pytest.fixture(scope="module")
def plan(curriculum: Curriculum) -> Plan:
    assert curriculum.spine.plan
    return curriculum.spine.plan


def weeks(source: str) -> dict[str, tuple[list[str], list[str]]]:
    """By week, the modules that everybody reads and those of some paths."""
    found = {}
    for name, html in WEEK.findall(source):
        everybody, _, some = html.partition("If your path has it")
        found[str(name)] = linked(everybody), linked(some)
    return found


def linked(html: str) -> list[str]:
    return re.findall(r'href="\.\./modules/([^"]*)\.html"', html)


def test_the_weeks_run_from_one_to_twelve(plan: Plan) -> None:
    numbers = [list(map(int, week.weeks.split("-"))) for week in plan.weeks]
    assert [n for first, *last in numbers for n in range(first, (last or [first])[0] + 1)] == list(range(1, 13))


def test_every_module_of_every_path_has_one_week(plan: Plan, curriculum: Curriculum) -> None:
    placed = [name for week in plan.weeks for name in week.modules]
    assert sorted(placed) == sorted({name for path in curriculum.spine.paths for name in path.modules})
    assert len(placed) == 24


def test_no_week_asks_for_a_module_before_what_it_requires(plan: Plan, curriculum: Curriculum) -> None:
    number = {name: position for position, week in enumerate(plan.weeks) for name in week.modules}
    for module in curriculum.spine.modules:
        for required in module.requires:
            assert number[required] <= number[module.id], (module.id, required)


def test_each_week_shows_what_all_read_and_what_some_paths_add(shipped: BuiltSite, plan: Plan) -> None:
    found = weeks((shipped.site / PAGE).read_text(encoding="utf-8"))
    assert {week: everybody for week, (everybody, _) in found.items()} == PACE
    for week in plan.weeks:
        everybody, some = found[week.weeks]
        assert sorted([*everybody, *some]) == sorted(week.modules)


def test_what_only_some_read_names_their_paths(shipped: BuiltSite) -> None:
    source = (shipped.site / PAGE).read_text(encoding="utf-8")
    (story,) = re.findall(
        r'modules/case-locality-turnaround\.html".*?</li>', source[source.index("weeks-3-4") :], re.S
    )[:1]
    assert "On: Clinician and administrator" in " ".join(re.sub("<[^>]*>", " ", story).split())


def test_minutes_are_those_of_the_modules(shipped: BuiltSite, curriculum: Curriculum) -> None:
    text = shipped.page(PAGE).text()
    minutes = {module.id: module.minutes for module in curriculum.spine.modules}
    for name, modules in PACE.items():
        total = sum(minutes[module] for module in modules)
        said = f"{total // 60} h {total % 60} min" if total > 60 and total % 60 else f"{total} min"
        assert not total or f"{name.replace('-', '–')} · {said} of reading" in text


def test_a_pair_can_write_its_dates(shipped: BuiltSite, plan: Plan) -> None:
    page = shipped.page(PAGE)
    assert "our-dates" in page.ids
    assert all(week.title in page.text("table") for week in plan.weeks)


def test_the_plan_follows_an_organization(copy_of_small: Path) -> None:
    organization(copy_of_small, "modules: {beans: {set: {title: Peas on a roof}}}\n")
    assert "Peas on a roof" in site.build(copy_of_small, "learner", "acme").pages["paths/three-weeks.md"]
