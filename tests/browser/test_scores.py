"""Counting and comparing in the browser: the worked examples to the number, and what holds for all answers."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from tests.browser import scripts
from tests.sites import ROOT

TOOLS = scripts.tools()
FORMS = """
([tool, forms]) => forms.map(answers => {
  const s = window.dyad.score, made = s.form(tool, answers), exact = {};
  for (const [id, one] of Object.entries(made.dimensions)) {
    exact[id] = one && {n: one.result.n, d: one.result.d, exact: s.exact(one.result), band: one.band, sum: one.sum,
                        of: one.of, shown: s.shown(one.result, tool.scoring.decimals)};
  }
  const whole = made.overall;
  return {dimensions: exact, overall: whole && {exact: s.exact(whole.result), shown: s.shown(whole.result, 1),
                                                band: whole.band}};
})
"""
COMPARED = """
([tool, pairs]) => pairs.map(([a, b]) => {
  const s = window.dyad.score, made = s.compare(tool, a, b);
  const told = one => one && s.exact(one);
  for (const side of made.sides) {
    for (const pair of [...side.items, ...side.dimensions]) {
      Object.assign(pair, {gap: told(pair.gap), own: told(pair.own), other: told(pair.other), pair: told(pair.pair)});
    }
  }
  return JSON.parse(JSON.stringify(made));
})
"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield scripts.loaded(context.new_page())


def case(tool: str, name: str) -> Any:
    worked = yaml.safe_load((ROOT / f"tests/tools/{tool}.yaml").read_text(encoding="utf-8"))
    return next(one for one in worked["cases"] if one["id"] == name)


def form(answers: Any = None, notes: Any = None, variant: str = "") -> dict[str, Any]:
    return {"answers": answers or {}, "notes": notes or {}, "variant": variant}


def compared(page: Page, tool: str, a: Any, b: Any) -> Any:
    return page.evaluate(COMPARED, [TOOLS[tool], [[a, b]]])[0]


def found(parts: list[Any]) -> dict[str, list[str]]:
    """The ids of what was found, by finding."""
    made: dict[str, list[str]] = {}
    for one in parts:
        for name in one["findings"]:
            made.setdefault(name, []).append(one["id"])
    return made


def about(answers: Any) -> tuple[Any, Any]:
    """The forms of two of whom the first is looked at."""
    return form({"self": answers["self"]}), form({"partner": answers.get("partner", {})})


def test_the_worked_pair_of_the_audit(page: Page) -> None:
    worked = case("partnership-audit", "worked-pair")
    answers, expected = worked["answers"], worked["expected"]
    for role, one in zip("AB", page.evaluate(FORMS, [TOOLS["partnership-audit"], list(answers.values())]), strict=True):
        assert {name: part["exact"] for name, part in one["dimensions"].items()} == expected["dimensions"][role]
        assert one["overall"] == expected["overall"][role]
    made = compared(page, "partnership-audit", form(answers["A"]), form(answers["B"]))
    side = made["sides"][0]
    assert {one["id"]: one["gap"].lstrip("−") for one in side["dimensions"]} == expected["gaps"]
    assert {one["id"]: one["pair"] for one in side["dimensions"]} == expected["pairs"]
    assert made["priority"] == expected["priority"]
    seen = found([*side["dimensions"], *side["items"]])
    assert {name: seen.get(name, []) for name in expected["findings"]} == expected["findings"]


def test_answers_left_out_of_the_audit(page: Page) -> None:
    worked = case("partnership-audit", "answers-left-out")
    made = page.evaluate(FORMS, [TOOLS["partnership-audit"], [worked["answers"]["A"]]])[0]
    knowing = worked["expected"]["dimensions"]["A"].pop("knowing")
    assert {name: str(value) for name, value in made["dimensions"]["knowing"].items() if name in knowing} == {
        name: str(value) for name, value in knowing.items()
    }
    assert {made["dimensions"][name] for name in worked["expected"]["dimensions"]["A"] if name != "knowing"} == {None}
    assert made["overall"] is None


def test_a_year_later(page: Page) -> None:
    worked = case("partnership-audit", "a-year-later")
    moved = page.evaluate(
        """([tool, before, after]) => Object.fromEntries(Object.keys(before).map(id => {
          const s = window.dyad.score;
          return [id, s.change(tool, s.less(s.fraction(after[id]), s.fraction(before[id])))];
        }))""",
        [TOOLS["partnership-audit"], worked["before"], worked["after"]],
    )
    assert moved == worked["expected"]["changes"]


def test_the_five_names_of_gaps(page: Page) -> None:
    worked = case("trust-inventory", "the-five-names")
    made = compared(page, "trust-inventory", *about(worked["answers"]))
    side = made["sides"][0]
    gaps = {one["id"]: one["gap"] and int(one["gap"].replace("−", "-")) for one in side["items"]}
    assert {name: gaps[name] for name in worked["expected"]["gaps"]} == worked["expected"]["gaps"]
    assert {one["id"]: one["findings"][0] for one in side["items"] if one["findings"]} == worked["expected"]["findings"]
    assert [[one["id"] for one in part["found"]] for part in made["talk"]] == worked["expected"]["talk"]


def test_styles_at_the_limits_of_their_bands(page: Page) -> None:
    worked = case("style-reflection", "limits-of-the-bands")
    expected = worked["expected"]
    forms = page.evaluate(FORMS, [TOOLS["style-reflection"], list(worked["answers"].values())])
    for view, one in zip(worked["answers"], forms, strict=True):
        assert {name: part["sum"] for name, part in one["dimensions"].items()} == expected["dimensions"][view]
        assert {name: part["band"] for name, part in one["dimensions"].items()} == expected["bands"][view]
    made = compared(page, "style-reflection", *about(worked["answers"]))
    assert {one["id"]: one["findings"][0] for one in made["sides"][0]["dimensions"]} == expected["findings"]
    missing = case("style-reflection", "an-answer-is-missing")
    made = page.evaluate(FORMS, [TOOLS["style-reflection"], [missing["answers"]["self"]]])[0]
    sums = {name: part and part["sum"] for name, part in made["dimensions"].items()}
    assert sums == missing["expected"]["dimensions"]["self"]


def test_attributes_have_gaps_and_extremes(page: Page) -> None:
    worked = case("partnering-attributes-check", "one-wide-gap")
    expected = worked["expected"]
    side = compared(page, "partnering-attributes-check", *about(worked["answers"]))["sides"][0]
    assert {one["id"]: int(one["gap"].replace("−", "-")) for one in side["items"]} == expected["gaps"]
    assert found(side["items"]) == expected["findings"]
    for view, answers in worked["answers"].items():
        tool = TOOLS["partnering-attributes-check"]
        assert (
            page.evaluate("([t, a]) => window.dyad.score.extremes(t, a)", [tool, answers]) == expected["extremes"][view]
        )


def test_interviewers_talk_through_what_is_far_apart(page: Page) -> None:
    worked = case("partner-interview", "six-questions")
    made = compared(page, "partner-interview", form(worked["answers"]["A"]), form(worked["answers"]["B"]))
    assert found(made["sides"][0]["items"]) == worked["expected"]["findings"]


def test_open_rows_and_what_each_variant_requires(page: Page) -> None:
    rows = case("agreement-builder", "rows-of-type-a")
    notes = [{f"f4.{row}.who": cell["who"] for row, cell in rows["answers"][role]["f4"].items()} for role in ("A", "B")]
    made = compared(page, "agreement-builder", *(form(notes=one, variant="type-a") for one in notes))
    different = [one["path"].removesuffix(".who") for one in made["cells"] if one["different"]]
    assert sorted(different) == sorted(rows["expected"]["findings"]["open-row"])
    assert {one["path"] for one in made["talk"][0]["found"]} == {f"{row}.who" for row in different}
    required = case("agreement-builder", "required-in-each-variant")["expected"]["required"]
    for variant, fields in required.items():
        asked = page.evaluate("([t, v]) => window.dyad.checks.required(t, v)", [TOOLS["agreement-builder"], variant])
        assert asked == fields


def test_dates(page: Page) -> None:
    worked = case("agreement-builder", "review-date")
    judged = """([tool, id, notes, today]) =>
      window.dyad.checks.date(tool.fields.find(one => one.id === id), notes, today)"""
    for day, expected in worked["expected"]["f17"].items():
        given = [TOOLS["agreement-builder"], "f17", {"f17": day}, worked["today"]]
        assert page.evaluate(judged, given) == expected, day
    year = case("program-calendar", "a-year-from-february")
    late = [
        name
        for name in ("feedback-one", "feedback-two")
        if page.evaluate(judged, [TOOLS["program-calendar"], name, year["answers"], "2026-01-01"]) == "too-late"
    ]
    assert late == year["expected"]["too-late"]
    events = page.evaluate(
        "([t, n]) => window.dyad.checks.events(t, n, 'small')", [TOOLS["program-calendar"], year["answers"]]
    )
    dates = {one["id"]: one["date"] for one in events}
    assert {name: dates[name] for name in year["expected"]["events"]} == year["expected"]["events"]
    small = case("program-calendar", "rows-of-the-small-version")["expected"]["rows"]
    assert [one["id"] for one in events if one["id"] in small] == small
    assert not {"m0", "m3"} & set(dates)


def test_a_dashboard_says_which_rows_do_not_count(page: Page) -> None:
    worked = case("joint-dashboard", "families-and-belief")
    names = {"r1": "own-1", "r2": "own-2", "r3": "own-3"}
    notes = [
        {
            f"measures.{names[row['id']]}.{column}": value
            for row in worked["answers"][role]
            for column, value in row.items()
            if column != "id" and value
        }
        for role in ("A", "B")
    ]
    made = page.evaluate(
        "([tool, a, b]) => window.dyad.checks.table(tool.fields[0], a, [b])",
        [TOOLS["joint-dashboard"], form(notes=notes[0]), form(notes=notes[1])],
    )
    expected = worked["expected"]
    assert made["unused"]["family"] == expected["missing-families"]
    assert made["tooFew"] is expected["too-few-rows"]
    assert made["unsettled"] == [names[row] for row in expected["definition-open"]]
    assert made["incomplete"] == {names[row]: lacks for row, lacks in expected["incomplete"].items()}


def test_a_quotient_is_exact_where_it_can_be(page: Page) -> None:
    worked = case("joint-dashboard", "worked-row")
    told = page.evaluate(
        "texts => texts.map(window.dyad.score.quotient)",
        [
            "{total} / {visits}".format(**worked["answers"]),
            "1,200.5 ÷ 2",
            "1/3",
            "2/3",
            "-1 / 8",
            "0.1 : 0.3",
            "7 / 0",
            "360",
            "a / b",
            "",
            "1e9/2",
        ],
    )
    assert told == [
        f" = {worked['expected']['baseline']}",
        " = 600.25",
        " ≈ 0.3333",
        " ≈ 0.6667",
        " = −0.125",
        " ≈ 0.3333",
        "",
        "",
        "",
        "",
        "",
    ]


def answers(tool: Any) -> st.SearchStrategy[dict[str, int]]:
    """Forms with some, all or no answers."""
    values = [mark["value"] for mark in tool["scale"]["marks"]]
    if tool["scale"]["skip"]:
        values.append(tool["scale"]["skip"]["value"])
    return st.dictionaries(st.sampled_from([one["id"] for one in tool["items"]]), st.sampled_from(values))


AUDIT, STYLES, TRUST = (TOOLS[name] for name in ("partnership-audit", "style-reflection", "trust-inventory"))
MANY = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
"""Each example is a hundred forms, in one call of the browser."""


def reference(tool: Any, one: dict[str, int]) -> dict[str, Fraction | None]:
    """The results of dimensions, counted once more in Python."""
    marks = [mark["value"] for mark in tool["scale"]["marks"]]
    skip = tool["scale"]["skip"]["value"] if tool["scale"]["skip"] else None
    turned = {item["id"] for item in tool["items"] if item["reversed"]}
    made: dict[str, Fraction | None] = {}
    for dimension in tool["dimensions"]:
        given = [(name, one[name]) for name in dimension["items"] if one.get(name, skip) not in (None, skip)]
        values = [min(marks) + max(marks) - value if name in turned else value for name, value in given]
        is_sum = tool["scoring"]["result"] == "sum"
        enough = len(values) >= (len(dimension["items"]) if is_sum else tool["scoring"]["needs"])
        made[dimension["id"]] = Fraction(sum(values), 1 if is_sum else len(values)) if enough else None
    return made


@pytest.mark.parametrize("tool", [AUDIT, STYLES], ids=lambda tool: str(tool["id"]))
@MANY
@given(data=st.data())
def test_results_are_exact_and_inside_the_scale(page: Page, tool: Any, data: st.DataObject) -> None:
    forms = data.draw(st.lists(answers(tool), min_size=60, max_size=100))
    below = [Fraction(band["below"]) for band in tool["bands"] if band["below"]]
    times = len(tool["dimensions"][0]["items"]) if tool["scoring"]["result"] == "sum" else 1
    for one, made in zip(forms, page.evaluate(FORMS, [tool, forms]), strict=True):
        for name, expected in reference(tool, one).items():
            result = made["dimensions"][name]
            assert (result is None) == (expected is None)
            if expected is not None:
                assert Fraction(result["n"], result["d"]) == expected
                assert times <= expected <= 5 * times
                assert result["band"] == tool["bands"][sum(limit <= expected for limit in below)]["id"]


@pytest.mark.parametrize("tool", [AUDIT, TRUST, STYLES], ids=lambda tool: str(tool["id"]))
@MANY
@given(data=st.data())
def test_a_gap_turns_round_when_the_partners_change_places(page: Page, tool: Any, data: st.DataObject) -> None:
    def whole() -> Any:
        one = data.draw(answers(tool))
        return form({"self": one, "partner": data.draw(answers(tool))} if tool["views"] else one)

    pairs = [(whole(), whole()) for _ in range(15)]
    both = page.evaluate(COMPARED, [tool, [*pairs, *((b, a) for a, b in pairs)]])
    for there, back in zip(both[:15], both[15:], strict=True):
        sides = list(zip(there["sides"], reversed(back["sides"]), strict=True))
        for left, right in sides:
            for one, other in zip(
                left["items"] + left["dimensions"], right["items"] + right["dimensions"], strict=True
            ):
                assert bool(one["gap"]) == bool(other["gap"]) == one["both"]
                if one["gap"]:
                    ours, theirs = (part["gap"].replace("−", "-") for part in (one, other))
                    assert Fraction(ours) == (Fraction(theirs) if tool["views"] else -Fraction(theirs))
                    assert abs(Fraction(ours)) <= 12
                assert one["findings"] == other["findings"]
                assert not tool["comparison"]["exclusive"] or len(one["findings"]) <= 1


def test_numbers_are_shown_with_a_half_rounded_up(page: Page) -> None:
    given = {"3.85": "3.9", "2.5": "2.5", "0.05": "0.1", "0.04": "0.0", "-0.25": "−0.3", "-0.04": "0.0", "4": "4.0"}
    shown = page.evaluate(
        "all => all.map(one => window.dyad.score.shown(window.dyad.score.fraction(one), 1))", list(given)
    )
    assert dict(zip(given, shown, strict=True)) == given
