"""Pictures computed from the curriculum's data. Lengths are in units of the drawing, 400 across."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.spine import Layer, Model

WIDTH = 400
PAD = 12
LINE = 19
CENTER = 106
CHARACTER = 7.6
"""Average width of a character at the drawing's font size."""


@dataclass(frozen=True)
class Box:
    """A layer as it is drawn; `lines` are its label, the first baseline at `text_y`, centered at `text_x`."""

    layer: Layer
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    text_x: float
    text_y: float
    href: str

    @property
    def baselines(self) -> tuple[tuple[float, str], ...]:
        """Each line of the label with its baseline."""
        return tuple((self.text_y + LINE * number, line) for number, line in enumerate(self.lines))


@dataclass(frozen=True)
class Entry:
    """A layer in words: its modules with their links, where they can be opened."""

    layer: Layer
    modules: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Picture:
    """The layers of the model, outermost first, around one center."""

    title: str
    center: str
    center_y: float
    height: float
    boxes: tuple[Box, ...]
    entries: tuple[Entry, ...]
    width: int = WIDTH

    @property
    def text(self) -> str:
        """The picture in one sentence, for those who do not see it."""
        named = ", ".join(f"{entry.layer.number} {entry.layer.title}" for entry in self.entries)
        return f"At the center stands the {self.center}. Around it lie the layers: {named}."


def layers(model: Model, titles: Mapping[str, str], links: Mapping[str, str]) -> Picture:
    """The model drawn as nested rings on their supports, inside the edge."""
    by_place = {
        place: sorted((layer for layer in model.layers if layer.place == place), key=lambda layer: layer.number)
        for place in ("ring", "support", "edge")
    }
    rings, supports, edges = by_place["ring"], by_place["support"], by_place["edge"]
    boxes: list[Box] = []
    x, y, width = 0.0, 0.0, float(WIDTH)
    outside = [*edges, *reversed(rings)]
    below = _support_height(supports) + PAD if supports else 0.0
    bottom = _stack_height(outside) + below
    top = bottom
    for depth, layer in enumerate(outside):
        lines = _lines(layer, width)
        height = top - PAD * depth - y - (below if layer in rings else 0)
        boxes.append(Box(layer, x, y, width, height, lines, x + width / 2, y + 27, _href(layer, links)))
        x, y, width = x + PAD, y + _label_height(lines), width - 2 * PAD
    boxes += _supports(supports, links, at=bottom - PAD * len(edges) - _support_height(supports), edge=len(edges) * PAD)
    entries = tuple(
        Entry(layer, tuple((titles[name], links.get(name, "")) for name in layer.modules if name in titles))
        for layer in sorted(model.layers, key=lambda layer: layer.number)
    )
    return Picture(model.title, model.center, y + CENTER / 2 - 12, bottom, tuple(boxes), entries)


def _stack_height(outside: list[Layer]) -> float:
    labels = sum(_label_height(_lines(layer, WIDTH - 2 * PAD * depth)) for depth, layer in enumerate(outside))
    return labels + CENTER + PAD * max(len(outside) - 1, 0)


def _label_height(lines: tuple[str, ...]) -> float:
    return LINE * len(lines) + 18.0


def _lines(layer: Layer, width: float) -> tuple[str, ...]:
    characters = int((width - 2 * PAD) / CHARACTER)
    return tuple(textwrap.wrap(f"{layer.number} {layer.title}", characters, break_long_words=False))


def _support_width(count: int, edge: float = PAD) -> float:
    return (WIDTH - 2 * edge - 8 * (count - 1)) / max(count, 1)


def _support_height(supports: list[Layer]) -> float:
    width = _support_width(len(supports))
    return max((_label_height(_lines(layer, width + PAD)) for layer in supports), default=0.0)


def _supports(supports: list[Layer], links: Mapping[str, str], *, at: float, edge: float) -> list[Box]:
    width, height = _support_width(len(supports), edge), _support_height(supports)
    boxes = []
    for position, layer in enumerate(supports):
        x = edge + position * (width + 8)
        lines = _lines(layer, width + PAD)
        first = at + (height - LINE * len(lines)) / 2 + 15
        boxes.append(Box(layer, x, at, width, height, lines, x + width / 2, first, _href(layer, links)))
    return boxes


def _href(layer: Layer, links: Mapping[str, str]) -> str:
    return next((links[name] for name in layer.modules if links.get(name)), "")
