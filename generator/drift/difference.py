"""Two texts side by side, word by word: what is gone from the one, and what is new in the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

WORD = re.compile(r"[\w’'-]+[^\S\n]*\n?|[^\w\s]\s*|\s+")
AROUND = 2
"""How many unchanged lines stand before and after a change, where a text is long."""
LONG = 40
"""From how many lines on unchanged stretches are left out."""
LEFT_OUT = "…\n"


@dataclass(frozen=True)
class Run:
    """Some words in a row; those that the other text does not have are `marked`."""

    text: str
    marked: bool = False


def runs(before: str, after: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Both texts in runs; white space never counts as a change."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    short = max(len(old), len(new)) < LONG
    matcher = SequenceMatcher(None, [_words(line) for line in old], [_words(line) for line in new], autojunk=False)
    left: list[Run] = []
    right: list[Run] = []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            ends = (i1 == 0, i2 == len(old))
            left.append(Run(_shown(old[i1:i2], ends, short=short)))
            right.append(Run(_shown(new[j1:j2], ends, short=short)))
        else:
            found = _by_word("".join(old[i1:i2]), "".join(new[j1:j2]))
            left += found[0]
            right += found[1]
    return tuple(_joined(left)), tuple(_joined(right))


def _words(line: str) -> str:
    return " ".join(line.split())


def _by_word(before: str, after: str) -> tuple[list[Run], list[Run]]:
    old, new = WORD.findall(before), WORD.findall(after)
    matcher = SequenceMatcher(None, [one.strip() for one in old], [one.strip() for one in new], autojunk=False)
    left, right = [], []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        left.append(Run("".join(old[i1:i2]), kind != "equal"))
        right.append(Run("".join(new[j1:j2]), kind != "equal"))
    return left, right


def _shown(lines: Sequence[str], ends: tuple[bool, bool], *, short: bool) -> str:
    """Unchanged lines; where the text is long, only those next to a change."""
    head, tail = (0 if at_end else AROUND for at_end in ends)
    if short or len(lines) <= head + tail + 1:
        return "".join(lines)
    return "".join([*lines[:head], LEFT_OUT, *(lines[-tail:] if tail else ())])


def _joined(found: Sequence[Run]) -> Iterator[Run]:
    """The runs with white space at their ends outside of the marks, neighbors of one kind together."""
    pieces = [piece for run in found for piece in _trimmed(run) if piece.text]
    for marked, group in groupby(pieces, key=lambda piece: piece.marked):
        yield Run("".join(piece.text for piece in group), marked)


def _trimmed(run: Run) -> tuple[Run, ...]:
    core = run.text.strip()
    if not run.marked or not core:
        return (Run(run.text),)
    start = run.text.index(core)
    return Run(run.text[:start]), Run(core, True), Run(run.text[start + len(core) :])
