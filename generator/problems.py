"""Places in authors' files, and what is wrong there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal, NamedTuple

SHOWN_AT_MOST = 200
Severity = Literal["fault", "warning"]
"""A fault stops every site; a warning is advice."""


class Place(NamedTuple):
    """A point in an author's file; `line` and `column` count from 1, 0 means the file as a whole."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        numbers = [str(n) for n in (self.line, self.column) if n]
        return ":".join([self.path, *numbers])

    def below(self, lines: int) -> Place:
        """The place `lines` lines further down, when a text spans several lines."""
        return Place(self.path, self.line + lines, 0) if lines else self


@dataclass(frozen=True, slots=True)
class Places:
    """Where one mapping of an author's file stands, and each of its keys, values and entries of lists."""

    whole: Place
    keys: Mapping[str, Place] = field(default_factory=dict)
    values: Mapping[str, Place] = field(default_factory=dict)
    entries: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)

    def of(self, key: str) -> Place:
        """Where the value of `key` stands; the mapping itself when the author left it out."""
        return self.values.get(key, self.whole)

    def entry(self, key: str, number: int) -> Place:
        """Where an entry of the list `key` stands, counted from 0; without a list, the value of `key`."""
        listed = self.entries.get(key, ())
        return listed[number] if number < len(listed) else self.of(key)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault or warning, worded for the person who made the file."""

    place: Place
    what: str
    expected: str = ""
    near: str = ""
    severity: Severity = "fault"
    needle: str = field(default="", compare=False, repr=False)
    """How the fault stands in the text that begins at `place`: its own place is found by this."""
    nth: int = field(default=0, compare=False, repr=False)
    """How often the needle stands in that text before the fault."""

    def __str__(self) -> str:
        hint = f"did you mean '{self.near}'?" if self.near else ""
        said = "; ".join(part for part in (self.what, self.expected, hint) if part)
        sort = "" if self.severity == "fault" else f"{self.severity}: "
        return visible(f"{self.place}: {sort}{said}")


class Faults(Exception):
    """Raised when an author's files cannot be used; carries every problem found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(report(self.problems))


class Refused(Exception):
    """What was asked for does not fit what is there; nothing was changed. The text says why and what to do."""


def unknown(place: Place, sort: str, name: str, known: Iterable[str]) -> Problem:
    """The problem for a name that nothing has, with the nearest name or the short list of all."""
    names = sorted(set(known))
    name = shortened(name)
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    listed = f"known: {', '.join(names)}" if names and len(names) <= 16 and not near else ""
    return Problem(place, f"{sort} '{name}' is unknown", listed, near[0] if near else "")


def report(problems: Iterable[Problem]) -> str:
    """The problems as lines, in stable order, at most 200 of them, then the count."""
    ordered = sorted(set(problems))
    return "\n".join([*_lines(ordered), counted(ordered)])


def counted(problems: Iterable[Problem]) -> str:
    """How many problems in how many files; warnings are called so where they are told alone."""
    found = set(problems)
    files = {problem.place.path for problem in found}
    noun = "problem" if not found or any(problem.severity == "fault" for problem in found) else "warning"
    return f"{_count(len(found), noun)} in {_count(len(files), 'file')}"


def _lines(ordered: list[Problem]) -> Iterator[str]:
    yield from (str(problem) for problem in ordered[:SHOWN_AT_MOST])
    if len(ordered) > SHOWN_AT_MOST:
        yield f"... and {len(ordered) - SHOWN_AT_MOST} more"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def shortened(text: str) -> str:
    """The beginning of an author's words, short enough for a line of a report."""
    return text if len(text) <= 63 else f"{text[:60]}..."


def visible(text: str) -> str:
    """The text with characters that would not show, or would play tricks on a terminal, escaped."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
