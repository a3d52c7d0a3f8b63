"""The types of pairs: two people side by side, joined by the letter of their type."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from generator.diagram import layout
from generator.diagram.layout import GAP
from generator.diagram.shapes import NARROW, WIDE, Drawing, Entry, Picture, Shape, View
from generator.model.spine import DyadType
from generator.words import word

FIGURE = 44
"""The height of a person."""


def picture(types: Sequence[DyadType], view: View) -> Picture:
    """All types, in their order."""
    return Picture(
        title=word(view.language, "The types of pairs"),
        narrow=_drawing(types, NARROW, view),
        wide=_drawing(types, WIDE, view),
        entries=tuple(
            Entry(title=f"{one.letter} {one.title}", below=tuple(Entry(title=side) for side in one.sides))
            for one in types
        ),
    )


def _drawing(types: Sequence[DyadType], width: int, view: View) -> Drawing:
    sides = (view.line(side) for one in types for side in one.sides)
    abreast = layout.fits(sides, layout.each(width, len(types)) // 2 - 4)
    shapes = layout.cards([partial(_card, one, view) for one in types], width=width, abreast=abreast)
    return Drawing(width, layout.floor(shapes), shapes)


def _card(one: DyadType, view: View, x: int, top: int, width: int) -> tuple[Shape, ...]:
    middle, half = x + width // 2, width // 2
    left, right = middle - half // 2, middle + half // 2
    text = view.line(one.title)
    title = layout.words(text, x=middle, top=top + 10, room=width - 2 * GAP, look="title", anchor="middle")
    y = title.bottom + GAP
    names = [
        layout.words(view.line(side), x=at, top=y + FIGURE + 2, room=half - 4, anchor="middle")
        for side, at in zip(one.sides, (left, right), strict=True)
    ]
    height = max(name.bottom for name in names) + GAP - top
    said = word(view.language, "Type %(letter)s: %(title)s", letter=one.letter, title=text)
    texts, href = (title, *names), f"#type-{one.id}"
    card = Shape(look="card", x=x, y=top, width=width, height=height, words=texts, href=href, name=said)
    line = Shape(look="line", d=f"M{left + 26} {y + 24}H{right - 26}")
    return card, line, _person(left, y, "one"), _person(right, y, "other"), layout.badge(one.letter, x=middle, y=y + 24)


def _person(x: int, top: int, look: str) -> Shape:
    head = f"M{x - 9} {top + 10}a9 9 0 1 1 18 0a9 9 0 1 1-18 0z"
    return Shape(look=f"person-{look}", d=f"{head}M{x - 20} {top + 41}v-3a16 16 0 0 1 16-16h8a16 16 0 0 1 16 16v3z")
