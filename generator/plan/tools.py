"""Tools for two: an overview, and a page for each tool with its paper form, its rules in words and its sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.model import Module, Tool
from generator.model.fields import TableField, Written
from generator.model.tools import Band, Dimension, Finding, ToolItem
from generator.plan import rules, tool_data
from generator.plan.compact import COMPACT
from generator.plan.page import Nav, Page, Texts, texts_of, tool_path

TOOLS = "tools.md"


@dataclass(frozen=True)
class Card:
    """A behavior, style or point of a module, as a tool names it."""

    name: str
    text: str
    path: str
    """Its page below the pages folder, or nothing where it is not there to be linked."""
    anchor: str


@dataclass(frozen=True)
class ItemView:
    """An item as a form shows it: `group` is the title of the dimension that begins with it."""

    item: ToolItem
    number: int
    group: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class DimensionView:
    """A dimension with the numbers of its items, those that are reversed marked."""

    dimension: Dimension
    items: tuple[tuple[int, bool], ...]
    readings: tuple[tuple[Band, str], ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class FieldView:
    """A field as a form shows it; `marks` names the variants that require it, where not all do."""

    field: Written
    marks: str
    rows: tuple[tuple[object, str], ...] = ()
    """The rows of a table, each with the variants that have it."""
    options: tuple[str, ...] = ()
    joined: tuple[FieldView, ...] = ()


@dataclass(frozen=True)
class Level:
    """What is compared: items or dimensions, each with its number and title, and what may be found in them."""

    of: str
    rows: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]


def pages(texts: Texts) -> Iterator[Page]:
    """The overview and the tools, in their order; nothing where the curriculum has none."""
    listed = texts.curriculum.spine.tools
    if listed is None:
        return
    values = {"listed": listed, "tools": [(tool, _talk(tool)) for tool in texts.curriculum.tools]}
    cited = [listed.text, listed.status, listed.stored, *(tool.summary for tool in texts.curriculum.tools)]
    yield Page.planned(texts, TOOLS, listed.title, template="tools", values=values, cited=cited)
    for tool in texts.curriculum.tools:
        yield _tool(texts, tool)


def nav(texts: Iterable[Page]) -> Nav:
    """The part of the navigation that leads to the tools, and to the working agreement."""
    made = tuple(
        (page.title, page.path) for page in texts if page.path in (TOOLS, COMPACT) or page.path.startswith("tools/")
    )
    return ((made[0][0], made),) if made else ()


def of_module(texts: Texts, module: Module) -> tuple[tuple[str, str], ...]:
    """Titles and paths of the tools that a module works with."""
    tools = texts.curriculum.tool_ids
    return tuple((tools[name].title, tool_path(name)) for name in module.tools if name in tools)


def _modules(texts: Texts, tool: Tool) -> list[tuple[Module, str]]:
    """The modules that work with a tool, with their pages where there are any."""
    found = (content.module for content in texts.curriculum.modules if tool.id in content.module.tools)
    return [(module, texts.path_of("module", module.id)) for module in found]


def _tool(texts: Texts, tool: Tool) -> Page:
    spine = texts.curriculum.spine
    shown = [_field(tool, field) for field in tool.fields if not field.joins]
    items = tuple(_items(texts, tool))
    values = {
        "tool": tool,
        "data": tool_data.data(texts, tool) if texts.edition == "learner" else "",
        "listed": spine.tools,
        "spine": spine,
        "modules": _modules(texts, tool),
        "items": items,
        "labeled": any(mark.label for mark in tool.scale.marks) if tool.scale else False,
        "dimensions": tuple(_dimensions(texts, tool, items)),
        "fields": [view for view in shown if not view.field.after],
        "later": [view for view in shown if view.field.after],
        "apart": ", ".join(dict.fromkeys(_apart(tool))),
        "levels": tuple(_levels(tool)),
        "counting": rules.counting(tool, texts.language),
        "bands": rules.limits(tool, texts.language),
        "findings": [(finding, rules.condition(tool, finding, texts.language)) for finding in tool.comparison.findings],
        "priority": rules.priority(tool, texts.language),
        "talked": [
            finding for name in tool.comparison.order for finding in tool.comparison.findings if finding.id == name
        ],
        "talk_minutes": _talk(tool),
        "changes": rules.changes(tool, texts.language),
        "sheets": [card for view in items for card in view.cards] if tool.card_sheet else [],
        "checked": _variant(tool),
    }
    cited = list(_read(texts, tool, values["sheets"]))  # type: ignore[arg-type]
    return Page.planned(texts, tool_path(tool.id), tool.title, template="tool", values=values, cited=cited)


@dataclass(frozen=True)
class Form:
    """A tool as a form on paper: what is rated, and what is written before and after the two compare."""

    tool: Tool
    items: tuple[ItemView, ...]
    fields: tuple[FieldView, ...]
    later: tuple[FieldView, ...]
    counting: tuple[str, ...]
    levels: tuple[Level, ...]


def form(texts: Texts, tool: Tool) -> Form:
    """The form of a tool."""
    shown = [_field(tool, field) for field in tool.fields if not field.joins]
    first, later = (tuple(view for view in shown if view.field.after is after) for after in (False, True))
    counting = tuple(rules.counting(tool, texts.language))
    return Form(tool, tuple(_items(texts, tool)), first, later, counting, tuple(_levels(tool)))


def _talk(tool: Tool) -> int:
    """How many minutes the talk takes."""
    return sum(step.minutes for step in tool.talk.steps)


def _read(texts: Texts, tool: Tool, sheets: Iterable[Card]) -> Iterator[str]:
    """The texts of a tool's page, in about the order in which they are read."""
    listed = texts.curriculum.spine.tools
    yield from (tool.summary, tool.purpose, tool.when, tool.together, *(card.text for card in sheets))
    yield from (listed.status, listed.stored, listed.help) if listed else ()
    yield from texts_of(tool)


def _items(texts: Texts, tool: Tool) -> Iterator[ItemView]:
    groups = _groups(tool)
    for number, item in enumerate(tool.items, 1):
        yield ItemView(item, number, groups.get(item.id, ""), tuple(_cards(texts, item.cards)))


def _groups(tool: Tool) -> dict[str, str]:
    """The titles of dimensions by their first item, where the items stand in the order of the dimensions."""
    counted = [name for dimension in tool.dimensions for name in dimension.items]
    if counted != [item.id for item in tool.items]:
        return {}
    return {dimension.items[0]: dimension.title for dimension in tool.dimensions}


def _cards(texts: Texts, names: Iterable[str]) -> Iterator[Card]:
    for name in names:
        module, card = texts.curriculum.records[name]
        text = getattr(card, "meaning", "") or getattr(card, "idea", "")
        yield Card(card.name, text, texts.path_of("module", module.id), name if texts.edition == "learner" else "")


def _dimensions(texts: Texts, tool: Tool, items: Sequence[ItemView]) -> Iterator[DimensionView]:
    numbers = {view.item.id: (view.number, view.item.reversed) for view in items}
    bands = {band.id: band for band in tool.bands}
    for one in tool.dimensions:
        readings = tuple((bands[reading.band], reading.text) for reading in one.readings)
        yield DimensionView(one, tuple(numbers[name] for name in one.items), readings, tuple(_cards(texts, one.cards)))


def _field(tool: Tool, field: Written) -> FieldView:
    rows = tuple((row, _only(tool, row.variants)) for row in field.rows) if isinstance(field, TableField) else ()
    options = tuple(option.title for option in field.options) if field.kind == "choice" else ()
    if field.kind == "choice" and field.of:
        options = tuple(_titles(tool, field.of))
    joined = tuple(_field(tool, other) for other in tool.fields if other.joins == field.id)
    return FieldView(field, _only(tool, field.required_in), rows, options, joined)


def _apart(tool: Tool) -> Iterator[str]:
    """The titles of the columns that each of the two fills in alone."""
    for field in tool.fields:
        yield from (column.title for column in field.columns if column.apart) if isinstance(field, TableField) else ()


def _titles(tool: Tool, of: str) -> Iterator[str]:
    for part in getattr(tool, of):
        yield part.title or part.text


def _only(tool: Tool, variants: Iterable[str]) -> str:
    """The classes of what only some variants show: they are counted from 1 in the style sheet."""
    known = [variant.id for variant in tool.variants]
    numbers = sorted(known.index(name) + 1 for name in variants)
    return " ".join(["dyad-in", *(f"dyad-in-{number}" for number in numbers)]) if numbers else ""


def _variant(tool: Tool) -> str:
    """The id of the variant that is shown first; nothing where there are none."""
    return tool.variant or (tool.variants[0].id if tool.variants else "")


def _levels(tool: Tool) -> Iterator[Level]:
    found = tool.comparison.findings
    dimensions = tuple(finding for finding in found if finding.of == "dimension")
    items = tuple(finding for finding in found if finding.of == "item")
    if dimensions:
        yield Level("dimensions", tuple(("", one.title) for one in tool.dimensions), dimensions)
    if items:
        rows = tuple((str(number), item.title or item.text) for number, item in enumerate(tool.items, 1))
        yield Level("items", rows, items)
