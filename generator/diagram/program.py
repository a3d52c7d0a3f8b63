"""A program month by month on a time line, as the table of a calendar has it: what happens, and what is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.diagram import layout
from generator.diagram.layout import BADGE, GAP
from generator.diagram.shapes import NARROW, WIDE, Drawing, Entry, Picture, Shape, View
from generator.model import Tool
from generator.model.fields import Row
from generator.words import word

SIDE = 2 * BADGE + GAP
"""From the left to the words of a month."""


@dataclass(frozen=True)
class Month:
    """A row of the calendar in plain words; `tag` names the shorter versions that keep it."""

    number: int
    title: str
    said: tuple[str, ...]
    modules: tuple[str, ...]
    tag: str


def picture(tool: Tool, titles: Mapping[str, str], view: View) -> Picture:
    """The table that a tool's calendar is made of; `titles` are those of all modules."""
    months = list(_months(tool, view))
    half = -(-len(months) // 2)
    return Picture(
        title=tool.title,
        text=tool.summary,
        narrow=_drawing([months], titles, NARROW, view),
        wide=_drawing([months[:half], months[half:]], titles, WIDE, view),
        entries=tuple(_entry(month, titles, view) for month in months),
    )


def _months(tool: Tool, view: View) -> Iterator[Month]:
    """What is given in the table: the first column says what happens, each other one stands below under its name."""
    table = tool.program
    rows = [row for row in table.rows if row.month is not None] if table else []
    columns = [column for column in table.columns if column.kind == "given"] if table else []
    for row in rows:
        said = [(column.title, view.prose(row.cells[column.id])) for column in columns]
        below = tuple(f"{view.line(title)}: {text}" for title, text in said[1:])
        yield Month(row.month or 0, said[0][1] if said else row.title, below, row.modules, _tag(tool, row, rows, view))


def _tag(tool: Tool, row: Row, rows: Sequence[Row], view: View) -> str:
    """The versions that leave something out and keep this month."""
    short = [one for one in tool.variants if any(not _in(one.id, other) for other in rows) and _in(one.id, row)]
    return "; ".join(view.line(one.title) for one in short)


def _in(variant: str, row: Row) -> bool:
    return not row.variants or variant in row.variants


def _entry(month: Month, titles: Mapping[str, str], view: View) -> Entry:
    return Entry(
        title=word(view.language, "Month %(number)s: %(title)s", number=month.number, title=month.title),
        tag=month.tag,
        below=(
            *(Entry(title=text) for text in month.said),
            *(Entry(title=titles[name], href=view.href(name, "")) for name in month.modules),
        ),
    )


def _drawing(halves: Sequence[Sequence[Month]], titles: Mapping[str, str], width: int, view: View) -> Drawing:
    """The months down one line, or each half down a line of its own; below them, what their looks mean."""
    each = layout.each(width, len(halves))
    shapes = [
        shape
        for number, months in enumerate(halves)
        for shape in _line(months, titles, (each + layout.ASIDE) * number, each - GAP, view)
    ]
    for tag in dict.fromkeys(month.tag for months in halves for month in months if month.tag):
        top = layout.floor(shapes) + GAP
        shapes.append(layout.dot(BADGE, top + 9, 7, look="badge small"))
        shapes.append(layout.said(layout.words(tag, x=SIDE, top=top, room=width - SIDE, look="note")))
    return Drawing(width, layout.floor(shapes), tuple(shapes))


def _line(months: Sequence[Month], titles: Mapping[str, str], x: int, width: int, view: View) -> Iterator[Shape]:
    """A part of the time line: the line itself, and the months along it."""
    made, tops, top = list[Shape](), list[int](), 0
    for month in months:
        made += _month(month, titles, x, top, width, view)
        tops.append(top)
        top = layout.floor(made) + 20
    if made:
        yield Shape(look="line", d=f"M{x + BADGE} {BADGE}V{tops[-1] + BADGE}")
    yield from made


def _month(month: Month, titles: Mapping[str, str], x: int, top: int, width: int, view: View) -> Iterator[Shape]:
    """A month with its words; titles of modules stand there up to their colon."""
    yield layout.badge(str(month.number), x=x + BADGE, y=top + BADGE, look="badge small" if month.tag else "badge")
    read = "; ".join(view.line(titles[name]).partition(": ")[0] for name in month.modules)
    said = [(month.title, "title"), *((text, "text") for text in month.said)]
    said += [(word(view.language, "Read: %(titles)s", titles=read), "note")] if read else []
    yield layout.said(*layout.column(said, x=x + SIDE, top=top + 4, room=width - SIDE))
