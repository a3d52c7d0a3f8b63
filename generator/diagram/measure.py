"""How wide words are in a picture, and how they break into lines. Widths are those of a wide common font, in pixels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

WIDTHS = {
    letter: width
    for width, letters in {
        0.30: "'ijlIJ",
        0.36: " \u00a0,.‘’·/:;|f-",
        0.42: "()[]tr!",
        0.55: '"“”*–sczç?',
        0.70: "KAVBRXZC",
        0.79: "UHNDGOQ&◇",
        0.86: "wM+=→",
        1.00: "mW%@—…",
    }.items()
    for letter in letters
}
"""Widths of letters in ems, rounded up; the others are OTHER."""
OTHER = 0.64
BOLD = 1.15
"""How much wider bold letters are."""
STEP = 4
"""By how much a line is made shorter until a text would need another one."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line is, at most, in letters of this size."""
    ems = sum(WIDTHS.get(letter, OTHER if letter < "\u2000" else 1) for letter in text)
    return ems * size * (BOLD if bold else 1)


def fits(texts: Iterable[str], room: float, size: float, *, bold: bool = False) -> bool:
    """True where no word is too long for a line of this width."""
    return all(width(word, size, bold=bold) <= room for text in texts for word in text.split(" "))


def lines(text: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in as few lines as the room allows, about as long as each other; a word too long for one is cut."""
    found = _lines(text, room, size, bold=bold)
    while fits([text], room - STEP, size, bold=bold):
        room -= STEP
        tighter = _lines(text, room, size, bold=bold)
        if len(tighter) > len(found):
            break
        found = tighter
    return found


def _lines(text: str, room: float, size: float, *, bold: bool) -> tuple[str, ...]:
    made: list[str] = []
    for part in (part for word in text.split(" ") for part in _parts(word, room, size, bold=bold)):
        longer = f"{made[-1]} {part}" if made else part
        if made and width(longer, size, bold=bold) <= room:
            made[-1] = longer
        else:
            made.append(part)
    return tuple(made)


def _parts(word: str, room: float, size: float, *, bold: bool) -> Iterator[str]:
    """The word; one that is too long for a line is cut, with hyphens."""
    while len(word) > 1 and width(word, size, bold=bold) > room:
        end = len(word) - 1
        while end > 1 and width(word[:end] + "-", size, bold=bold) > room:
            end -= 1
        yield word[:end].rstrip("-") + "-"
        word = word[end:]
    yield word
