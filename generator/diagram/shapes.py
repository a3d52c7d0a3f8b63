"""What a picture is: shapes with words in them, and the same in words. Lengths are in units of the drawing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.diagram import measure

NARROW, WIDE = 300, 640
"""How wide a drawing is for a phone, and for a page."""
LINE = 18
ASCENT = 14
"""From the top of a line to the foot of its letters."""
SIZES = {"title": 14, "text": 13, "note": 13}
"""Sizes of letters by their look; titles are bold."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """A text in lines, the first of which begins at `top`. `x` is where they begin, or their `middle`, or their end."""

    lines: tuple[str, ...]
    x: int
    top: int
    look: str = "text"
    anchor: str = "start"

    @property
    def bottom(self) -> int:
        """Where the last line ends."""
        return self.top + LINE * len(self.lines)

    @property
    def feet(self) -> tuple[tuple[int, str], ...]:
        """Each line with the height on which its letters stand."""
        return tuple((self.top + ASCENT + LINE * number, line) for number, line in enumerate(self.lines))

    @property
    def left(self) -> float:
        """Where the longest line begins."""
        return self.x - self.width * {"start": 0, "middle": 0.5, "end": 1}[self.anchor]

    @property
    def width(self) -> float:
        """The width of the longest line."""
        return max(measure.width(line, SIZES[self.look], bold=self.look == "title") for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A rectangle, or the path `d`, with words on it; a link called `name` where it leads somewhere."""

    look: str
    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0
    radius: int = 8
    d: str = ""
    words: tuple[Words, ...] = ()
    href: str = ""
    name: str = ""

    @property
    def bottom(self) -> int:
        """Where it ends."""
        return self.y + self.height


@dataclass(frozen=True)
class Drawing:
    """Shapes in the order in which they are painted."""

    width: int
    height: int
    shapes: tuple[Shape, ...]

    @property
    def has_links(self) -> bool:
        """True where something in it can be opened."""
        return any(shape.href for shape in self.shapes)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A part of a picture in words, as authored; `tag` says what its look says."""

    title: str
    text: str = ""
    href: str = ""
    tag: str = ""
    below: tuple[Entry, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture drawn for a phone and for a page, and the same in words. Texts are as authored."""

    title: str
    text: str = ""
    narrow: Drawing
    wide: Drawing
    entries: tuple[Entry, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Every authored text of the picture in words, in the order in which it is read."""
        return (self.text, *(text for entry in self.entries for text in _texts(entry)))


def _texts(entry: Entry) -> tuple[str, ...]:
    return (entry.text, *(text for inner in entry.below for text in _texts(inner)))


@dataclass(frozen=True)
class View:
    """How a page says authored texts in plain words, and links to a module or a place in it."""

    language: str
    line: Callable[[str], str]
    prose: Callable[[str], str]
    marked: Callable[[str], str]
    """Prose with the mark of our own design where it stands."""
    href: Callable[[str, str], str]
    """The link to a module and an anchor in it; nothing where the module cannot be opened."""
