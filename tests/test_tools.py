"""Tools for two: eight as data, a page and a paper form each, rules in words, and worked examples to score by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import plan, site
from generator.model import Curriculum, Tool
from generator.model.fields import Row, TableField
from generator.plan import rules
from tests.sites import ROOT, BuiltSite

WORKED = sorted((ROOT / "tests/tools").glob("*.yaml"))
NAMES = (
    "partnership-audit",
    "trust-inventory",
    "style-reflection",
    "partnering-attributes-check",
    "agreement-builder",
    "partner-interview",
    "program-calendar",
    "joint-dashboard",
)


@pytest.fixture(scope="module")
def curriculum() -> Curriculum:
    return site.curriculum(ROOT)


@pytest.fixture(scope="module")
def little() -> Curriculum:
    return site.curriculum(ROOT / "tests/curricula/small")


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def test_there_are_eight_tools(curriculum: Curriculum) -> None:
    assert tuple(tool.id for tool in curriculum.tools) == NAMES


@pytest.mark.parametrize(
    ("name", "items", "dimensions", "fields"),
    [
        ("partnership-audit", 20, 5, 3),
        ("trust-inventory", 13, 0, 0),
        ("style-reflection", 15, 5, 1),
        ("partnering-attributes-check", 6, 0, 0),
        ("agreement-builder", 0, 0, 18),
        ("partner-interview", 11, 0, 1),
        ("program-calendar", 0, 0, 4),
        ("joint-dashboard", 0, 0, 1),
    ],
)
def test_each_has_what_the_blueprint_counts(
    curriculum: Curriculum, name: str, items: int, dimensions: int, fields: int
) -> None:
    tool = curriculum.tool_ids[name]
    assert (len(tool.items), len(tool.dimensions)) == (items, dimensions)
    assert len([field for field in tool.fields if not field.joins and not field.after]) == fields


def test_the_thirteen_behaviors_and_five_styles_are_those_of_the_modules(curriculum: Curriculum) -> None:
    behaviors = [card.id for content in curriculum.modules for card in content.behaviors]
    styles = [card.id for content in curriculum.modules for card in content.styles]
    assert [card for item in curriculum.tool_ids["trust-inventory"].items for card in item.cards] == behaviors
    named = [card for one in curriculum.tool_ids["style-reflection"].dimensions for card in one.cards]
    assert sorted(named) == sorted(styles)


def test_names_of_behaviors_are_those_of_their_cards(curriculum: Curriculum) -> None:
    for item in curriculum.tool_ids["trust-inventory"].items:
        assert item.title == curriculum.records[item.cards[0]][1].name


def test_the_agreement_needs_eleven_fields_and_three_more_for_a_nurse_practitioner(curriculum: Curriculum) -> None:
    heads = [field for field in curriculum.tool_ids["agreement-builder"].fields if not field.joins]
    assert len([field for field in heads if field.required]) == 11
    assert [field.id for field in heads if field.required_in == ("type-c",)] == ["f6", "f7", "f9"]


def test_default_rows_follow_the_type(curriculum: Curriculum) -> None:
    tool = curriculum.tool_ids["agreement-builder"]
    duties = next(field for field in tool.fields if field.id == "f4")
    assert isinstance(duties, TableField)
    counts = {variant.id: sum(variant.id in row.variants for row in duties.rows) for variant in tool.variants}
    assert counts == {"type-a": 9, "type-b": 7, "type-c": 9}


def test_modules_and_tools_know_each_other(curriculum: Curriculum, shipped: BuiltSite) -> None:
    used = {name for content in curriculum.modules for name in content.module.tools}
    assert used == set(NAMES)
    for content in curriculum.modules:
        for name in content.module.tools:
            assert f"../tools/{name}.html" in shipped.page(f"modules/{content.module.id}.html").links
            assert f"../modules/{content.module.id}.html" in shipped.page(f"tools/{name}.html").links


def test_every_page_has_its_form_and_says_what_it_is(curriculum: Curriculum, shipped: BuiltSite) -> None:
    assert curriculum.spine.tools is not None
    status = curriculum.spine.tools.status
    for tool in curriculum.tools:
        page = shipped.page(f"tools/{tool.id}.html")
        text = page.text()
        assert {"use", "form", "compare", "basis"} <= set(page.ids)
        assert status in page.text(".dyad-status")
        assert text.count(status) == len(re.findall('class="dyad-form[ "]', page.source)) + 1
        assert f"Version {tool.version}" in page.text(".dyad-form__facts")
        for item in tool.items:
            assert plan.Texts(curriculum).plain(item.title or item.text) in text
        for field in tool.fields:
            assert plan.Texts(curriculum).plain(field.title) in text


def test_the_tools_are_in_the_navigation_of_both_editions(shipped: BuiltSite, shipped_plans: BuiltSite) -> None:
    for built in (shipped, shipped_plans):
        links = built.page("index.html").links
        assert {"tools.html", *(f"tools/{name}.html" for name in NAMES)} <= set(links)


def test_a_curriculum_without_tools_has_no_such_pages(copy_of_small: Path) -> None:
    for file in (copy_of_small / "content/tools").iterdir():
        file.unlink()
    spine = copy_of_small / "curriculum.yaml"
    text = spine.read_text(encoding="utf-8").replace("    tools: [pot-check]\n", "")
    spine.write_text(text[: text.index("\ntools:\n") + 1], encoding="utf-8")
    lesson = copy_of_small / "content/modules/market/lesson.md"
    lesson.write_text(
        lesson.read_text(encoding="utf-8").replace("(tool:water-plan#form)", "(#price)"), encoding="utf-8"
    )
    beans = copy_of_small / "content/modules/beans/lesson.md"
    beans.write_text(beans.read_text(encoding="utf-8").replace(' shows="program"', ""), encoding="utf-8")
    for edition in ("learner", "facilitator"):
        pages = site.build(copy_of_small, edition).pages
        assert not [path for path in pages if path.startswith("tools")]


def test_rules_are_said_from_the_data(curriculum: Curriculum) -> None:
    audit = curriculum.tool_ids["partnership-audit"]
    styles = curriculum.tool_ids["style-reflection"]
    limits = [limit for _, limit in rules.limits(audit, "en-US")]
    assert limits == ["below 2.5", "2.5 to below 3.5", "3.5 to below 4.3", "4.3 and above"]
    assert [limit for _, limit in rules.limits(styles, "en-US")] == ["3 to 6", "7 to 10", "11 to 15"]
    assert "write 6 minus the answer" in rules.counting(audit, "en-US")[1]
    assert rules.priority(audit, "en-US").startswith("The lowest average of the pair; on a tie, the widest gap.")
    gaps = curriculum.tool_ids["trust-inventory"]
    said = [rules.condition(gaps, finding, "en-US") for finding in gaps.comparison.findings]
    assert said == [
        "One of the two has no number",
        "A gap of −2 or lower",
        "A gap of +2 or higher",
        "Both 4 or higher",
        "Both 3 or lower",
        "Anything else",
    ]
    look = curriculum.tool_ids["partner-interview"].comparison.findings[1]
    told = rules.condition(curriculum.tool_ids["partner-interview"], look, "en-US")
    assert told == "One of the two 1 or lower; in number 2, 11 only"


def test_a_changed_limit_changes_the_words(copy_of_small: Path) -> None:
    file = copy_of_small / "content/tools/pot-check.yaml"
    before = words(site.build(copy_of_small).pages["tools/pot-check.md"])
    file.write_text(file.read_text(encoding="utf-8").replace("below: 2.5", "below: 2.25"), encoding="utf-8")
    after = words(site.build(copy_of_small).pages["tools/pot-check.md"])
    assert "1.5 to below 2.5" in before and "1.5 to below 2.25" in after and "2.25 and above" in after


def test_what_belongs_to_a_variant_is_marked_by_its_place(little: Curriculum) -> None:
    page = site.build(ROOT / "tests/curricula/small").pages["tools/water-plan.md"]
    assert '<tr class="dyad-in dyad-in-2"><th scope="row">Right</th>' in page
    assert 'value="2" checked' in page
    assert "dyad-form--wide" in page


def test_numbers_are_exact(curriculum: Curriculum) -> None:
    audit = curriculum.tool_ids["partnership-audit"]
    assert [str(band.below) for band in audit.bands] == ["2.5", "3.5", "4.3", "None"]
    flag = audit.comparison.findings[0].when
    assert flag is not None and str(flag.apart) == "1.0"
    assert audit.repeat is not None and str(audit.repeat.moved) == "0.5"


@pytest.mark.parametrize("file", WORKED, ids=lambda file: file.stem)
def test_a_worked_example_speaks_of_what_its_tool_has(file: Path, curriculum: Curriculum) -> None:
    worked = yaml.safe_load(file.read_text(encoding="utf-8"))
    tool = curriculum.tool_ids[worked["tool"]]
    assert worked["tool"] == file.stem
    known = set(_names(tool))
    for case in worked["cases"]:
        for answers in _answers(case.get("answers", {})):
            assert tool.scale is not None
            values = {mark.value for mark in tool.scale.marks} | ({tool.scale.skip.value} if tool.scale.skip else set())
            assert set(answers) <= {item.id for item in tool.items}
            assert set(answers.values()) <= values
        if "rows" in case["expected"]:
            assert [row.id for row in _months(tool, case["variant"])] == case["expected"]["rows"]
        found = case["expected"].get("findings", {})
        assert {one for one in _words(found) if "." not in one} <= known


def _months(tool: Tool, variant: str) -> list[Row]:
    """The rows of a calendar that a version of it has."""
    assert tool.program is not None
    return [row for row in tool.program.rows if not row.variants or variant in row.variants]


def test_the_program_of_a_year_stands_in_one_place(curriculum: Curriculum) -> None:
    calendar = curriculum.tool_ids["program-calendar"]
    assert [row.month for row in _months(calendar, "full")] == list(range(13))
    assert {row.month for row in _months(calendar, "full") if "backing" in row.required} >= {0, 4, 6, 12}
    read = {name for row in _months(calendar, "full") for name in row.modules}
    cases = {module.id for module in curriculum.spine.modules if module.kind == "case-study"}
    assert read | cases == set(curriculum.module_ids)


def _answers(answers: dict[str, Any]) -> Iterator[dict[str, int]]:
    """The forms with ratings: those whose answers are all whole numbers."""
    for form in answers.values():
        if isinstance(form, dict) and all(isinstance(value, int) for value in form.values()):
            yield form


def _names(tool: Tool) -> Iterator[str]:
    for part in (*tool.items, *tool.dimensions, *tool.bands, *tool.comparison.findings, *tool.fields, *tool.variants):
        yield part.id


def _words(value: Any) -> Iterator[str]:
    for part in value.items() if isinstance(value, dict) else [(one,) for one in value]:
        for one in part:
            if isinstance(one, str):
                yield one
            else:
                yield from _words(one)


def test_every_tool_has_a_worked_example() -> None:
    assert {file.stem for file in WORKED} == set(NAMES)
