"""A case as a path: how it begins, where the reader decides, and what is told only then."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.diagram import layout
from generator.diagram.shapes import NARROW, WIDE, Drawing, Entry, Picture, Shape, View
from generator.model import Section
from generator.model.records import Decision
from generator.words import word

SENTENCE = re.compile(r"(?<![A-Z][a-z])[.!?…][”’]? (?=\S)")
"""Where a sentence ends and another begins; the period behind Dr or Ms ends none."""
FORK = 44
"""The height of a fork."""
SIDE = 26
"""From the path to the words beside it."""


@dataclass(frozen=True)
class Stop:
    """A place on the path: what happens, what is asked or told there, and how many ways lead on."""

    said: str
    href: str
    happens: str = ""
    number: int = 0
    ways: int = 1
    later: bool = False
    """True where the reader opens it only after the decisions."""


def picture(sections: Sequence[Section], decisions: Sequence[Decision], view: View) -> Picture:
    """The way through a case: the sections before its decisions, the decisions, and the sections that open later."""
    stops = tuple(_stops(sections, decisions, view))
    return Picture(
        title=word(view.language, "The path of this case"),
        narrow=_drawing(stops, NARROW),
        wide=_drawing(stops, WIDE),
        entries=tuple(_entries(sections, decisions, view)),
    )


def _around(sections: Sequence[Section]) -> tuple[list[Section], list[Section]]:
    """The sections before the one with the decisions, and those behind it that the reader opens by choice."""
    at = next(number for number, section in enumerate(sections) if section.shows == "decisions")
    return list(sections[:at]), [section for section in sections[at + 1 :] if section.reveal]


def _stops(sections: Sequence[Section], decisions: Sequence[Decision], view: View) -> Iterator[Stop]:
    before, later = _around(sections)
    for section in before:
        yield Stop(view.line(section.title), f"#{section.id}")
    for number, decision in enumerate(decisions, 1):
        happens, asked = apart(view.prose(decision.question))
        yield Stop(asked, f"#{decision.id}", happens, number, len(decision.options))
    for section in later:
        yield Stop(view.line(section.title), f"#{section.id}", later=True)


def apart(text: str) -> tuple[str, str]:
    """All sentences but the last, and the last."""
    start = max((match.end() for match in SENTENCE.finditer(text)), default=0)
    return text[:start].strip(), text[start:]


def _entries(sections: Sequence[Section], decisions: Sequence[Decision], view: View) -> Iterator[Entry]:
    before, later = _around(sections)
    for section in before:
        yield Entry(title=section.title, href=f"#{section.id}")
    for number, decision in enumerate(decisions, 1):
        title = word(view.language, "Decision %(number)s", number=number)
        tag = word(view.language, "%(number)s options", number=len(decision.options))
        yield Entry(title=title, text=decision.question, href=f"#{decision.id}", tag=tag)
    for section in later:
        tag = word(view.language, "open it when you have decided")
        yield Entry(title=section.title, href=f"#{section.id}", tag=tag)


def _drawing(stops: Sequence[Stop], width: int) -> Drawing:
    """The path runs down the middle, with what happens on its left; where that is too narrow, down the left side."""
    strand = 30 if width > NARROW else 16
    x = width // 2 if width > NARROW else max(16, 6 + strand // 2 * (max(stop.ways for stop in stops) - 1))
    lines, marks, top, last = list[Shape](), list[Shape](), 0, 0
    for stop in stops:
        beside = _beside(stop, x, top, width)
        y = beside[-1].y + 13
        if marks:
            lines.append(Shape(look="line later" if stop.later else "line", d=f"M{x} {last}V{y}"))
        marks += [*beside, _mark(stop, x, y)]
        last, top = y, layout.floor(beside) + 14
        if stop.ways > 1:
            lines += [Shape(look="line", d=f"M{x} {y}V{top}"), *_fork(stop.ways, strand, x, top)]
            last, top = top + FORK, top + FORK + 6
    return Drawing(width, layout.floor(marks), (*lines, *marks))


def _beside(stop: Stop, x: int, top: int, width: int) -> list[Shape]:
    """What happens at a stop, and last what is asked or told there."""
    room, found = width - x - SIDE, list[Shape]()
    if stop.happens:
        right = width == NARROW
        anchor, at = ("start", x + SIDE) if right else ("end", x - SIDE)
        found.append(layout.said(layout.words(stop.happens, x=at, top=top + 4, room=room, anchor=anchor)))
        top = found[0].bottom if right else top
    look = "title" if stop.number else "text"
    return [*found, layout.link(stop.said, stop.href, x=x + SIDE, top=top, room=room, look=look)]


def _mark(stop: Stop, x: int, y: int) -> Shape:
    if stop.number:
        number = layout.words(str(stop.number), x=x, top=y - 9, room=2 * SIDE, look="title", anchor="middle")
        return Shape(look="badge", d=f"M{x} {y - 16}l16 16-16 16-16-16z", words=(number,))
    return layout.dot(x, y, 7, look="dot later" if stop.later else "dot")


def _fork(ways: int, apart: int, x: int, top: int) -> Iterator[Shape]:
    """Ways that part and meet again, each with a dot on it."""
    half = FORK // 2
    for number in range(ways):
        aside = apart * number - apart * (ways - 1) // 2
        curve = f"M{x} {top}c0 {half - 8} {aside} 4 {aside} {half}c0 {half - 4} {-aside} 8 {-aside} {half}"
        yield Shape(look="line", d=curve)
        yield layout.dot(x + aside, top + half, 4)
