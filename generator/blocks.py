"""Authored text cut into the parts that each say something, and those parts as a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from generator import prose

BLANK = re.compile(r"\n[ \t]*\n")
RULED = re.compile(r"[|\- ]*-[|\- ]*")
"""The line below the head of a table."""
ENTRY = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}\.)[ \t]+")
"""How an entry of a list begins."""
UNSEEN = re.compile(
    rf"\{{[^{{}}]*\}}|\]\([^()]*\)|<[^<>]*>|^#+ |^{ENTRY.pattern}|^[ \t]*> ?|[*_`\[\]]",
    re.M,
)
"""Marks of Markdown that no reader sees."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, an entry of a list or a row of a table, as it was written."""

    sort: Literal["paragraph", "list item", "table row"]
    text: str


def blocks(text: str) -> Iterator[Block]:
    """The parts of a text; headings, and the heads of tables, are left out."""
    for part in BLANK.split(text):
        lines = [line for line in part.strip("\n").split("\n") if not line.startswith("#")]
        if len(lines) > 1 and RULED.fullmatch(lines[1]):
            yield from (Block("table row", line) for line in lines[2:])
        else:
            yield from _entries(lines)


def _entries(lines: list[str]) -> Iterator[Block]:
    starts = [number for number, line in enumerate(lines) if not number or ENTRY.match(line)]
    for start, end in pairwise([*starts, len(lines)]):
        text = "\n".join(lines[start:end])
        if text.strip():
            yield Block("list item" if ENTRY.match(text) else "paragraph", text)


def bare(text: str) -> str:
    """The words of a text, terms filled in, as a reader sees them: no citations, ids, emphasis, addresses."""
    return UNSEEN.sub("", prose.CITATIONS.sub("", text)).strip()
