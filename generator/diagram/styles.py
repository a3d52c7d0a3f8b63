"""Styles of leading and what each does to trust, in the words of their cards."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from generator.diagram import layout
from generator.diagram.layout import GAP
from generator.diagram.shapes import NARROW, WIDE, Drawing, Entry, Picture, Shape, View
from generator.model import ModuleContent, Style
from generator.words import word

Placed = tuple[Style, str]
"""A style with the link to its card."""
SIGNS = {
    "builds": "m0 14v-28m-8 9 8-9 8 9",
    "mixed": "m-14 0h28m-8-7 8 7-8 7m-12-14-8 7 8 7",
    "strains": "m0-14v28m-8-9 8 9 8-9",
}
"""Arrows up, both ways and down, from their middle."""
HEAD = 52


def picture(contents: Sequence[ModuleContent], view: View) -> Picture:
    """The styles of these modules, sorted by their effect."""
    styles = [(style, view.href(content.module.id, style.id)) for content in contents for style in content.styles]
    names = {
        "builds": word(view.language, "Builds trust"),
        "mixed": word(view.language, "Depends on how it is used"),
        "strains": word(view.language, "Strains trust"),
    }
    groups = [(effect, name, [one for one in styles if one[0].effect == effect]) for effect, name in names.items()]
    groups = [group for group in groups if group[2]]
    return Picture(
        title=word(view.language, "Styles and trust"),
        narrow=_drawing(groups, NARROW, view),
        wide=_drawing(groups, WIDE, view),
        entries=tuple(
            Entry(
                title=name,
                below=tuple(Entry(title=style.name, text=style.trust, href=href) for style, href in placed),
            )
            for _, name, placed in groups
        ),
    )


def _drawing(groups: Sequence[tuple[str, str, Sequence[Placed]]], width: int, view: View) -> Drawing:
    made = [partial(_group, effect, name, placed, view) for effect, name, placed in groups]
    shapes = layout.cards(made, width=width, abreast=width > NARROW)
    return Drawing(width, layout.floor(shapes), shapes)


def _group(
    effect: str, name: str, placed: Sequence[Placed], view: View, x: int, top: int, width: int
) -> tuple[Shape, ...]:
    """The styles with one effect, below its sign and its name."""
    room = width - HEAD - GAP
    lines = len(layout.words(name, x=0, top=0, room=room, look="title").lines)
    start = top + GAP + max(0, 18 - 9 * lines)
    said = layout.words(name, x=x + HEAD, top=start, room=room, look="title")
    sign = Shape(look="sign", d=f"M{x + HEAD // 2} {top + GAP + 18}{SIGNS[effect]}")
    y = max(said.bottom, top + GAP + 36) + GAP
    made = [partial(_card, style, href, view) for style, href in placed]
    cards = layout.cards(made, x=x + GAP, top=y, width=width - 2 * GAP, abreast=False)
    height = layout.floor(cards) + GAP - top
    return Shape(look="band", x=x, y=top, width=width, height=height, words=(said,)), sign, *cards


def _card(style: Style, href: str, view: View, x: int, top: int, width: int) -> tuple[Shape, ...]:
    name = view.line(style.name)
    texts = [(name, "title"), (view.marked(style.trust), "text")]
    said = layout.column(texts, x=x + GAP, top=top + 8, room=width - 2 * GAP)
    height = layout.foot(said, top) + 10 - top
    return (Shape(look="card", x=x, y=top, width=width, height=height, words=said, href=href, name=name),)
