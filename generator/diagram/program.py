"""The program month by month on a time line: what happens, for whom, what comes of it, and what is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.diagram import layout
from generator.diagram.layout import BADGE, GAP
from generator.diagram.shapes import NARROW, WIDE, Drawing, Entry, Picture, Shape, View
from generator.model.spine import Month, Program
from generator.words import word

SIDE = 2 * BADGE + GAP
"""From the left to the words of a month."""


def picture(program: Program, titles: Mapping[str, str], view: View) -> Picture:
    """The program; `titles` are those of all modules."""
    half = -(-len(program.months) // 2)
    halves = [program.months[:half], program.months[half:]]
    return Picture(
        title=program.title,
        text=program.text,
        narrow=_drawing([program.months], titles, NARROW, view),
        wide=_drawing(halves, titles, WIDE, view),
        entries=tuple(_entry(month, titles, view) for month in program.months),
    )


def _entry(month: Month, titles: Mapping[str, str], view: View) -> Entry:
    return Entry(
        title=word(view.language, "Month %(number)s: %(title)s", number=month.month, title=month.title),
        tag=_small(view) if month.small else "",
        below=(
            *(Entry(title=text) for text in (month.who, _product(month)) if text),
            *(Entry(title=titles[name], href=view.href(name, "")) for name in month.modules),
        ),
    )


def _product(month: Month) -> str:
    return f"→ {month.product}" if month.product else ""


def _small(view: View) -> str:
    return word(view.language, "part of the small version")


def _drawing(halves: Sequence[Sequence[Month]], titles: Mapping[str, str], width: int, view: View) -> Drawing:
    """The months down one line, or each half down a line of its own."""
    each = layout.each(width, len(halves))
    shapes = [
        shape
        for number, months in enumerate(halves)
        for shape in _line(months, titles, (each + layout.ASIDE) * number, each - GAP, view)
    ]
    if any(month.small for months in halves for month in months):
        top = layout.floor(shapes) + GAP
        shapes.append(layout.dot(BADGE, top + 9, 7, look="badge small"))
        shapes.append(layout.said(layout.words(_small(view), x=SIDE, top=top, room=width - SIDE, look="note")))
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
    yield layout.badge(str(month.month), x=x + BADGE, y=top + BADGE, look="badge small" if month.small else "badge")
    read = "; ".join(view.line(titles[name]).partition(": ")[0] for name in month.modules)
    texts = [(month.title, "title"), (month.who, "text"), (_product(month), "text")]
    said = [(view.line(text), look) for text, look in texts]
    said += [(word(view.language, "Read: %(titles)s", titles=read), "note")] if read else []
    yield layout.said(*layout.column(said, x=x + SIDE, top=top + 4, room=width - SIDE))
