"""Tools for two: what they name exists, their bands have no holes, and all that they count can be counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import PurePosixPath

from generator import prose
from generator.checks.named import ids, not_known, twice
from generator.model import Curriculum, Tool
from generator.model.fields import DateField, TableField
from generator.model.texts import Text, inside
from generator.model.tools import Anchor, Finding
from generator.problems import Problem

Rule = Callable[[Tool], Iterable[Problem]]

DESCRIBED = ("purpose", "when", "together", "basis")
"""Texts that have to say where they come from; `basis` says it for the form."""


def tools_are_listed(curriculum: Curriculum) -> Iterator[Problem]:
    listed = curriculum.spine.tools
    files = {tool.id: PurePosixPath(tool.at.whole.path).stem for tool in curriculum.tools}
    known = {*files, *files.values(), *curriculum.faulty_tools}
    if listed:
        yield from not_known(listed, "order", "tool", known)
        named = [(name, listed.at.entry("order", number)) for number, name in enumerate(listed.order)]
        yield from twice("tool", named)
    for tool in curriculum.tools:
        file = files[tool.id]
        if file != tool.id:
            what = f"the tool is called '{tool.id}', and its file '{file}'"
            yield Problem(tool.at.of("id"), what, "expected the same")
        elif not listed or tool.id not in listed.order:
            what = f"the tool '{tool.id}' is not in the order of tools"
            yield Problem(tool.at.of("id"), what, "add it to 'order' under 'tools' in curriculum.yaml")
    for module in curriculum.spine.modules:
        yield from not_known(module, "tools", "tool", known)


def tools_name_what_exists(curriculum: Curriculum) -> Iterator[Problem]:
    types = {dyad_type.id for dyad_type in curriculum.spine.dyad_types}
    modules = {module.id for module in curriculum.spine.modules}
    all_there = all(content.whole for content in curriculum.modules)
    for tool in curriculum.tools:
        for variant in tool.variants:
            yield from not_known(variant, "dyad_type", "type of dyad", types)
        for holder in (*tool.items, *tool.dimensions) if all_there else ():
            yield from not_known(holder, "cards", "card", curriculum.records)
        for field in tool.fields:
            for row in field.rows if isinstance(field, TableField) else ():
                yield from not_known(row, "modules", "module", modules)


def tools_are_sound(curriculum: Curriculum) -> Iterator[Problem]:
    for tool in curriculum.tools:
        for rule in TOOL_RULES:
            yield from rule(tool)


def _ids_stand_once(tool: Tool) -> Iterator[Problem]:
    for sort, named in (
        ("item or field", ids([*tool.items, *tool.fields])),
        ("dimension", ids(tool.dimensions)),
        ("band", ids(tool.bands)),
        ("variant", ids(tool.variants)),
        ("finding", ids(tool.comparison.findings)),
        ("step of the talk", ids(tool.talk.steps)),
        ("view", [(view.about, view.at.of("about")) for view in tool.views]),
        ("event", ids(tool.calendar.events if tool.calendar else ())),
    ):
        yield from twice(sort, named)


def _is_something_to_fill_in(tool: Tool) -> Iterator[Problem]:
    if not tool.items and not tool.fields:
        yield Problem(tool.at.whole, f"the tool '{tool.id}' has nothing to fill in", "add items or fields")
    if bool(tool.items) != bool(tool.scale):
        what = "the items have no scale" if tool.items else "the scale has no items"
        yield Problem(tool.at.of("scale"), what, "items and scale go together")
    if tool.choose and tool.choose > len(tool.items):
        expected = f"expected at most the {len(tool.items)} items that there are"
        yield Problem(tool.at.of("choose"), f"'choose' is {tool.choose}", expected)
    yield from not_known(tool, "variant", "variant", {variant.id for variant in tool.variants})


def _scales_rise(tool: Tool) -> Iterator[Problem]:
    if tool.scale is None:
        return
    values = [mark.value for mark in tool.scale.marks]
    for below, mark in zip(values, tool.scale.marks[1:], strict=False):
        if mark.value != below + 1:
            yield Problem(mark.at.of("value"), f"the scale goes from {below} to {mark.value}", f"expected {below + 1}")
    skip = tool.scale.skip
    if skip and skip.value in values:
        what = f"{skip.value} is a mark of the scale and the one to skip with"
        yield Problem(skip.at.of("value"), what, "choose a number outside of the scale")
    for item in tool.items:
        for anchor in item.anchors:
            yield from _on_the_scale(anchor, values)


def _on_the_scale(anchor: Anchor, values: list[int]) -> Iterator[Problem]:
    if anchor.value not in values:
        what = f"{anchor.value} is no mark of the scale"
        yield Problem(anchor.at.of("value"), what, f"expected {values[0]} to {values[-1]}")


def _views_are_two(tool: Tool) -> Iterator[Problem]:
    if tool.views and {view.about for view in tool.views} != {"self", "partner"}:
        what = "a tool with views has one of each"
        yield Problem(tool.at.of("views"), what, "expected 'about: self' and 'about: partner', or no views at all")


def _dimensions_hold_each_item_once(tool: Tool) -> Iterator[Problem]:
    items = [item.id for item in tool.items]
    for dimension in tool.dimensions:
        yield from not_known(dimension, "items", "item", items)
    counted = [
        (name, dimension.at.entry("items", number))
        for dimension in tool.dimensions
        for number, name in enumerate(dimension.items)
    ]
    yield from twice("item", counted)
    for item in tool.items if tool.dimensions else ():
        if item.id not in dict(counted):
            yield Problem(item.at.of("id"), f"the item '{item.id}' is in no dimension", "it would count nowhere")


def _what_is_counted_can_be(tool: Tool) -> Iterator[Problem]:
    scoring = tool.scoring
    if bool(scoring) != bool(tool.dimensions):
        what = "the dimensions have no scoring" if tool.dimensions else "the scoring has no dimensions"
        yield Problem(tool.at.of("scoring"), what, "dimensions and scoring go together")
    if scoring is None:
        return
    for dimension in tool.dimensions:
        if scoring.needs > len(dimension.items):
            what = f"'{dimension.id}' needs {scoring.needs} answers and has {len(dimension.items)} items"
            yield Problem(dimension.at.of("items"), what, "change 'needs', or add items")
        if scoring.result == "sum" and scoring.needs < len(dimension.items):
            what = f"a sum of '{dimension.id}' can miss an answer"
            yield Problem(scoring.at.of("needs"), what, f"expected {len(dimension.items)}, or 'result: mean'")
    if scoring.overall_needs and scoring.overall_needs > len(tool.dimensions):
        what = f"'overall_needs' is {scoring.overall_needs}"
        expected = f"expected at most the {len(tool.dimensions)} dimensions that there are"
        yield Problem(scoring.at.of("overall_needs"), what, expected)


def _bands_have_no_holes(tool: Tool) -> Iterator[Problem]:
    if not tool.bands:
        return
    if tool.scoring is None or tool.scale is None:
        yield Problem(tool.at.of("bands"), "the bands have nothing to be read from", "add dimensions and scoring")
        return
    low, high = reach(tool)
    *lower, last = tool.bands
    for band in lower:
        if band.below is None:
            yield Problem(band.at.whole, f"the band '{band.id}' has no end", "only the last band goes on: add 'below'")
        elif not low < band.below <= high:
            what = f"the band '{band.id}' ends at {band.below}"
            yield Problem(band.at.of("below"), what, f"expected more than {low}, and at most {high}")
        else:
            low = band.below
    if last.below is not None:
        what = f"the last band '{last.id}' ends, so higher results have no band"
        yield Problem(last.at.of("below"), what, "take 'below' away, or add a band")


def reach(tool: Tool) -> tuple[Decimal, Decimal]:
    """The lowest and the highest result that a dimension of a tool with a scale can have."""
    assert tool.scale and tool.scoring
    marks = [mark.value for mark in tool.scale.marks]
    counts = [len(dimension.items) for dimension in tool.dimensions] if tool.scoring.result == "sum" else [1]
    return Decimal(min(marks) * min(counts)), Decimal(max(marks) * max(counts))


def _bands_have_advice(tool: Tool) -> Iterator[Problem]:
    bands = {band.id for band in tool.bands}
    for dimension in tool.dimensions:
        for reading in dimension.readings:
            yield from not_known(reading, "band", "band", bands)
        yield from twice("reading", [(reading.band, reading.at.of("band")) for reading in dimension.readings])
    for band in tool.bands:
        without = [one.id for one in tool.dimensions if band.id not in {reading.band for reading in one.readings}]
        if band.advice is None and without:
            what = f"the band '{band.id}' has no advice"
            yield Problem(band.at.whole, what, f"add 'advice', or a reading to {', '.join(without)}")


def _findings_can_be_made(tool: Tool) -> Iterator[Problem]:
    comparison = tool.comparison
    found = {finding.id for finding in comparison.findings}
    yield from not_known(comparison, "order", "finding", found)
    for step in tool.talk.steps:
        yield from not_known(step, "findings", "finding", found)
    for finding in comparison.findings:
        yield from not_known(finding, "items", "item", {item.id for item in tool.items})
        yield from _of_what_is_there(tool, finding)
    for sort in ("item", "dimension", "cell"):
        same = [finding for finding in comparison.findings if finding.of == sort]
        for finding in same:
            last = comparison.exclusive and finding is same[-1]
            if finding.when is None and not last:
                what = f"nothing says when '{finding.id}' is found"
                yield Problem(finding.at.whole, what, "add 'when'; only the last of an exclusive list needs none")


def _of_what_is_there(tool: Tool, finding: Finding) -> Iterator[Problem]:
    tables = [field for field in tool.fields if isinstance(field, TableField)]
    there = {
        "item": bool(tool.items),
        "dimension": bool(tool.dimensions),
        "cell": any(column.apart for field in tables for column in field.columns),
    }
    if not there[finding.of]:
        what = f"'{finding.id}' is looked for in {finding.of}s, and the tool has none to compare"
        yield Problem(finding.at.of("of"), what, "a cell is compared where its column says 'apart: true'")
    when = finding.when
    if when is None:
        return
    given = [name for name in type(when).model_fields if name != "at" and getattr(when, name) not in (None, False)]
    if not given:
        yield Problem(when.at.whole, f"nothing says when '{finding.id}' is found", "expected one condition or more")
    if not tool.views and (when.gap_at_most is not None or when.gap_at_least is not None):
        what = f"'{finding.id}' looks at a gap, and the tool has no views"
        yield Problem(when.at.whole, what, "use 'apart', or add views of oneself and of the partner")
    if when.bands_apart and not (tool.bands and finding.of == "dimension"):
        what = f"'{finding.id}' compares bands, and there are none"
        yield Problem(when.at.of("bands_apart"), what, "bands are those of dimensions")
    if (finding.of == "cell") != (given == ["different"]):
        yield Problem(
            when.at.whole, f"the condition of '{finding.id}' does not fit", "cells can be 'different', no more"
        )


def _priority_names_each_dimension(tool: Tool) -> Iterator[Problem]:
    priority = tool.comparison.priority
    if priority is None:
        return
    known = [dimension.id for dimension in tool.dimensions]
    yield from not_known(priority, "order", "dimension", known)
    for name in known:
        if name not in priority.order:
            yield Problem(
                priority.at.of("order"), f"the order leaves out '{name}'", "it decides where all else is equal"
            )


def _changes_have_names(tool: Tool) -> Iterator[Problem]:
    repeat = tool.repeat
    if repeat and repeat.moved is not None:
        for key in ("up", "down", "same"):
            if getattr(repeat, key) is None:
                yield Problem(repeat.at.of("moved"), f"'{key}' is missing", "a change that is told needs a name")
        if not tool.dimensions:
            yield Problem(repeat.at.of("moved"), "nothing can move", "only dimensions are compared over time")
    if tool.chart and not getattr(tool, tool.chart):
        yield Problem(tool.at.of("chart"), f"the tool has no {tool.chart} to draw", "take 'chart' away")


def _calendars_have_days(tool: Tool) -> Iterator[Problem]:
    calendar = tool.calendar
    if calendar is None:
        return
    dates = [field.id for field in tool.fields if isinstance(field, DateField)]
    tables = [field.id for field in tool.fields if isinstance(field, TableField) and field.has_months]
    yield from not_known(calendar, "start", "date", dates)
    yield from not_known(calendar, "rows", "table with months", tables)
    for event in calendar.events:
        yield from not_known(event, "field", "date", dates)
        if (event.after_days is None) == (event.field is None):
            yield Problem(event.at.whole, f"'{event.id}' has no day", "expected one of 'after_days' and 'field'")


def _says_where_it_comes_from(tool: Tool) -> Iterator[Problem]:
    advised = [part for part in (tool.sharing, tool.repeat, tool.group) if part]
    described = [(tool.at.of(key), key) for key in DESCRIBED] + [(part.at.of("text"), "text") for part in advised]
    texts = {text.place: text for text in inside(tool)}
    for place, key in described:
        text: Text = texts[place]
        for paragraph in text.text.split("\n\n"):
            if not prose.citations(paragraph):
                what = f"'{key}' does not say where it comes from"
                expected = "end each paragraph with its source, or with [@own]"
                yield Problem(text.place, what, expected, needle=paragraph.strip()[:40])


TOOL_RULES: tuple[Rule, ...] = (
    _ids_stand_once,
    _is_something_to_fill_in,
    _scales_rise,
    _views_are_two,
    _dimensions_hold_each_item_once,
    _what_is_counted_can_be,
    _bands_have_no_holes,
    _bands_have_advice,
    _findings_can_be_made,
    _priority_names_each_dimension,
    _changes_have_names,
    _calendars_have_days,
    _says_where_it_comes_from,
)
RULES = (tools_are_listed, tools_name_what_exists, tools_are_sound)
