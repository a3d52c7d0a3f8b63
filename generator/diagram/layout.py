"""Putting words and shapes in their places: columns of words, cards side by side or one below the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from generator.diagram import measure
from generator.diagram.shapes import SIZES, Shape, Words

GAP = 12
"""Between the edge of a shape and its words, and between shapes one below the other."""
ASIDE = 8
"""Between shapes side by side."""
BADGE = 13
"""The radius of a badge."""
Card = Callable[[int, int, int], tuple[Shape, ...]]
"""Makes a card from its x, top and width: its ground, then what stands on it."""


def words(text: str, *, x: int, top: int, room: int, look: str = "text", anchor: str = "start") -> Words:
    """A text in lines no wider than the room."""
    made = measure.lines(text, room, SIZES[look], bold=look == "title")
    return Words(lines=made, x=x, top=top, look=look, anchor=anchor)


def column(
    texts: Iterable[tuple[str, str]], *, x: int, top: int, room: int, anchor: str = "start"
) -> tuple[Words, ...]:
    """Texts with their looks, one below the other; those that are empty are left out."""
    made: list[Words] = []
    for text, look in texts:
        if text:
            start = made[-1].bottom + 2 if made else top
            made.append(words(text, x=x, top=start, room=room, look=look, anchor=anchor))
    return tuple(made)


def foot(said: Sequence[Words], top: int) -> int:
    """Where a column of words that begins at `top` ends."""
    return said[-1].bottom if said else top


def each(width: int, count: int) -> int:
    """How wide each of so many cards is, side by side."""
    return (width - ASIDE * (count - 1)) // max(count, 1)


def fits(texts: Iterable[str], room: int, look: str = "text") -> bool:
    """True where no word of the texts is wider than the room."""
    return measure.fits(texts, room, SIZES[look], bold=look == "title")


def cards(made: Sequence[Card], *, x: int = 0, top: int = 0, width: int, abreast: bool) -> tuple[Shape, ...]:
    """Cards side by side, all as high as the highest, or one below the other."""
    if not abreast:
        shapes: list[Shape] = []
        for card in made:
            placed = card(x, top, width)
            top = placed[0].bottom + GAP
            shapes += placed
        return tuple(shapes)
    one = each(width, len(made))
    row = [card(x + (one + ASIDE) * number, top, one) for number, card in enumerate(made)]
    bottom = floor(shape for placed in row for shape in placed[:1])
    return tuple(shape for ground, *rest in row for shape in (replace(ground, height=bottom - ground.y), *rest))


def floor(shapes: Iterable[Shape], least: int = 0) -> int:
    """Where the lowest of the shapes ends."""
    return max((shape.bottom for shape in shapes), default=least)


def said(*texts: Words) -> Shape:
    """Words by themselves."""
    top, bottom = texts[0].top, texts[-1].bottom
    return Shape(look="bare", y=top, height=bottom - top, words=texts)


def link(text: str, href: str, *, x: int, top: int, room: int, look: str = "text") -> Shape:
    """Words that lead somewhere, with as much room around them as a finger needs."""
    made = words(text, x=x, top=top + 4, room=room, look=look)
    height = made.bottom + 4 - top
    return Shape(look="bare", x=x - 6, y=top, width=room + 6, height=height, words=(made,), href=href, name=text)


def badge(text: str, *, x: int, y: int, look: str = "badge") -> Shape:
    """A circle around a number or a letter, with its middle at x, y."""
    said = Words(lines=(text,), x=x, top=y - 9, look="title", anchor="middle")
    return replace(dot(x, y, BADGE, look=look), words=(said,))


def arrow(x: int, y: int, height: int) -> Shape:
    """An arrow up, with its tip at x, y."""
    shaft = height - 8
    return Shape(look="arrow", d=f"M{x} {y}l7 8h-4v{shaft}h-6v-{shaft}h-4z")


def dot(x: int, y: int, radius: int, *, look: str = "dot") -> Shape:
    """A dot with its middle at x, y."""
    return Shape(look=look, x=x - radius, y=y - radius, width=2 * radius, height=2 * radius, radius=radius)
