"""The layers of the model: rings around one center, what carries them from below, and what lies around everything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from generator.diagram import layout
from generator.diagram.layout import GAP
from generator.diagram.shapes import NARROW, WIDE, Drawing, Entry, Picture, Shape, View, Words
from generator.model.spine import Layer, Model
from generator.words import word

RISE = 26
"""The height of the arrows between what carries and what is carried."""


def picture(model: Model, titles: Mapping[str, str], view: View) -> Picture:
    """The model; `titles` are those of all modules. Only the wide drawing has room for what the layers are about."""
    return Picture(
        title=model.title,
        text=model.text,
        narrow=_drawing(model, NARROW, view, explained=False),
        wide=_drawing(model, WIDE, view, explained=True),
        entries=(Entry(title=model.center), *(_entry(layer, titles, view) for layer in _numbered(model))),
    )


def _numbered(model: Model, *places: str) -> list[Layer]:
    found = (layer for layer in model.layers if not places or layer.place in places)
    return sorted(found, key=lambda layer: layer.number)


def _entry(layer: Layer, titles: Mapping[str, str], view: View) -> Entry:
    below = []
    for name in layer.modules:
        href = view.href(name, "")
        below.append(Entry(title=titles[name], href=href, tag="" if href else word(view.language, "planned")))
    return Entry(title=f"{layer.number} {layer.title}", text=layer.text, below=tuple(below))


def _drawing(model: Model, width: int, view: View, *, explained: bool) -> Drawing:
    """Boxes in one another from the outside in, the star in the innermost; supports stand below the rings."""
    edges, rings = _numbered(model, "edge"), _numbered(model, "ring")[::-1]
    labels, top = list[tuple[Words, ...]](), 0
    for depth, layer in enumerate([*edges, *rings], 1):
        labels.append(_said(layer, width // 2, top + 10, width - 2 * GAP * depth, view, explained=explained))
        top = layout.foot(labels[-1], top) + 10
    inset, inmost = GAP * len(edges), width - 2 * GAP * (len(edges) + len(rings))
    star = _star(view.line(model.center), width // 2, top, inmost)
    bottom = star.words[0].bottom + GAP * max(len(rings), 1)
    carried = _supports(model, inset, bottom + RISE, width - 2 * inset, view, explained=explained)
    ground = layout.floor(carried, bottom)
    boxes = []
    for depth, (layer, said) in enumerate(zip([*edges, *rings], labels, strict=True)):
        look = "ring-inner" if layer in rings[-1:] else layer.place
        foot = ground + inset - GAP * depth if layer in edges else bottom + inset - GAP * depth
        place = (GAP * depth, said[0].top - 10, width - 2 * GAP * depth, foot - said[0].top + 10)
        boxes.append(_box(layer, look, place, said, view))
    return Drawing(width, ground + inset, (*boxes, star, *_arrows(carried, bottom), *carried))


def _said(layer: Layer, x: int, top: int, room: int, view: View, *, explained: bool) -> tuple[Words, ...]:
    texts = [(f"{layer.number} {view.line(layer.title)}", "title")]
    texts += [(view.prose(layer.text), "text")] if explained else []
    return layout.column(texts, x=x, top=top, room=room, anchor="middle")


def _box(layer: Layer, look: str, place: tuple[int, int, int, int], said: tuple[Words, ...], view: View) -> Shape:
    x, y, width, height = place
    href = next((link for name in layer.modules if (link := view.href(name, ""))), "")
    title = view.line(layer.title)
    name = word(view.language, "%(number)s %(title)s: open the module", number=layer.number, title=title)
    look += "" if href else " planned"
    return Shape(look=look, x=x, y=y, width=width, height=height, words=said, href=href, name=name)


def _supports(model: Model, x: int, top: int, width: int, view: View, *, explained: bool) -> tuple[Shape, ...]:
    """What carries the rings: side by side where the words are short enough, else one below the other."""
    supports = _numbered(model, "support")
    titles = (view.line(layer.title) for layer in supports)
    abreast = layout.fits(titles, layout.each(width, len(supports)) - 2 * GAP, "title")
    made = [partial(_support, layer, view, explained) for layer in supports]
    return layout.cards(made, x=x, top=top, width=width, abreast=abreast)


def _support(layer: Layer, view: View, explained: bool, x: int, top: int, width: int) -> tuple[Shape, ...]:
    said = _said(layer, x + width // 2, top + 10, width - 2 * GAP, view, explained=explained)
    return (_box(layer, "support", (x, top, width, layout.foot(said, top) + 10 - top), said, view),)


def _arrows(carried: Sequence[Shape], top: int) -> Iterator[Shape]:
    """An arrow up from each support that stands right below the rings."""
    for shape in carried:
        if shape.y == carried[0].y:
            yield layout.arrow(shape.x + shape.width // 2, top + 4, RISE - 8)


def _star(name: str, x: int, top: int, room: int) -> Shape:
    said = layout.words(name, x=x, top=top + 64, room=room, look="title", anchor="middle")
    return Shape(look="star", d=f"M{x} {top + 2}l6 24 24 6-24 6-6 24-6-24-24-6 24-6z", words=(said,))
