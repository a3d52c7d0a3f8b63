"""The working agreement of a pair: every line that an exercise fills, on one page, blank until the two write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model import Module
from generator.model.exercises import CompactField
from generator.plan.page import Page, Texts
from generator.words import word

COMPACT = "working-agreement.md"


@dataclass(frozen=True)
class CompactLine:
    """A line of the agreement, and where in its module it is worked out."""

    field: CompactField
    anchor: str


@dataclass(frozen=True)
class CompactPart:
    """The lines that one module fills, and the module's page."""

    module: Module
    path: str
    lines: tuple[CompactLine, ...]


def pages(texts: Texts) -> Iterator[Page]:
    """The page of the agreement; nothing where no exercise fills a line of it."""
    parts = tuple(_parts(texts))
    if parts:
        spine = texts.curriculum.spine
        values = {"parts": parts, "listed": spine.tools, "spine": spine}
        status = [spine.tools.status, spine.tools.help] if spine.tools else []
        title = word(texts.language, "Our working agreement")
        yield Page.planned(texts, COMPACT, title, template="compact", values=values, cited=status)


def _parts(texts: Texts) -> Iterator[CompactPart]:
    """A line that several exercises fill stands once, where it is filled first."""
    known: set[str] = set()
    for content in texts.curriculum.modules:
        if content.module.status != "ready":
            continue
        lines = []
        for exercise in content.exercises:
            lines += [CompactLine(field, exercise.id) for field in exercise.compact_fields if field.id not in known]
            known |= {field.id for field in exercise.compact_fields}
        if lines:
            yield CompactPart(content.module, texts.path_of("module", content.module.id), tuple(lines))
