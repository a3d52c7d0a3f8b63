"""The behaviors in their groups: one group for each module that has some, with their numbers and names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from generator.diagram import layout
from generator.diagram.layout import BADGE, GAP
from generator.diagram.shapes import NARROW, WIDE, Drawing, Entry, Picture, Shape, View
from generator.model import Behavior, ModuleContent
from generator.words import word

LABEL = GAP + 2 * BADGE + 6
"""Where the name of a behavior begins, behind its number."""


def picture(groups: Sequence[ModuleContent], here: str, view: View) -> Picture:
    """The behaviors of these modules; `here` is the module on whose page the picture stands."""
    return Picture(
        title=word(view.language, "The groups of behaviors"),
        narrow=_drawing(groups, here, NARROW, view),
        wide=_drawing(groups, here, WIDE, view),
        entries=tuple(_entry(content, here, view) for content in groups),
    )


def _entry(content: ModuleContent, here: str, view: View) -> Entry:
    name, is_here = content.module.id, content.module.id == here
    return Entry(
        title=content.module.title,
        href="" if is_here else view.href(name, ""),
        tag=word(view.language, "this page") if is_here else "",
        below=tuple(Entry(title=f"{one.number} {one.name}", href=view.href(name, one.id)) for one in content.behaviors),
    )


def _drawing(groups: Sequence[ModuleContent], here: str, width: int, view: View) -> Drawing:
    names = (view.line(one.name) for content in groups for one in content.behaviors)
    abreast = layout.fits(names, layout.each(width, len(groups)) - LABEL - 6)
    abreast = abreast and width > NARROW
    room = (layout.each(width, len(groups)) if abreast else width) - 2 * GAP
    titles = [layout.words(view.line(content.module.title), x=0, top=0, room=room, look="title") for content in groups]
    head = max(title.bottom for title in titles) if abreast else 0
    made = [partial(_group, content, content.module.id == here, head, view) for content in groups]
    shapes = layout.cards(made, width=width, abreast=abreast)
    return Drawing(width, layout.floor(shapes), shapes)


def _group(
    content: ModuleContent, here: bool, head: int, view: View, x: int, top: int, width: int
) -> tuple[Shape, ...]:
    """A group below its title, for which there are at least `head` units; that of the page says so at its foot."""
    title, room = view.line(content.module.title), width - 2 * GAP
    said = [layout.words(title, x=x + GAP, top=top + 10, room=room, look="title")]
    rows, y = list[Shape](), max(said[0].bottom, top + 10 + head) + 8
    for one in content.behaviors:
        rows += _row(one, view.href(content.module.id, one.id), view, x, y, width)
        y = layout.floor(rows) + 6
    if here:
        said.append(layout.words(word(view.language, "this page"), x=x + GAP, top=y + 2, room=room, look="note"))
    height = said[-1].bottom + 10 - top if here else y + 4 - top
    href = "" if here else view.href(content.module.id, "")
    look = "card here" if here else "card"
    words = tuple(said)
    ground = Shape(look=look, x=x, y=top, width=width, height=height, words=words, href=href, name=title)
    return ground, *rows


def _row(one: Behavior, href: str, view: View, x: int, top: int, width: int) -> tuple[Shape, ...]:
    """The number of a behavior and its name, which leads to its card."""
    number = layout.badge(str(one.number), x=x + GAP + BADGE, y=top + 2 + BADGE)
    return number, layout.link(view.line(one.name), href, x=x + LABEL, top=top + 2, room=width - LABEL - 6)
