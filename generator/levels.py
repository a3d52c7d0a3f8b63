"""The levels of objectives: the verbs that fit each, and which of them people have to practice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator import source

FILE = Path(__file__).with_name("levels.yaml")


@dataclass(frozen=True)
class Level:
    """A level of Bloom's taxonomy; `practiced` where answering a question is not enough."""

    verbs: frozenset[str]
    such_as: tuple[str, ...]
    """A few of them, to offer to an author."""
    practiced: bool


@dataclass(frozen=True)
class Levels:
    """All levels by name, and the verbs that nobody can observe."""

    by_name: Mapping[str, Level]
    vague: frozenset[str]

    def fitting(self, verb: str) -> tuple[str, ...]:
        """The levels at which a verb may stand."""
        return tuple(name for name, level in self.by_name.items() if verb in level.verbs)

    def verb(self, text: str) -> str:
        """The verb that an objective begins with, in lower case; its first word, where no level knows it."""
        words = text.lower().split()
        known = self.vague.union(*(level.verbs for level in self.by_name.values()))
        beginnings = (" ".join(words[:2]).strip(",;:"), words[0].strip(",;:"))
        return next((verb for verb in beginnings if verb in known), beginnings[1])


@cache
def levels() -> Levels:
    """The levels as the file beside this one has them."""
    table = source.settings(FILE)
    found = {
        name: Level(frozenset(level["verbs"]), level["such_as"], level["practiced"])
        for name, level in table["levels"].items()
    }
    return Levels(found, frozenset(table["vague"]))
