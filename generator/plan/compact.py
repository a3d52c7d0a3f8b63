"""The working agreement of a pair: every line that an exercise fills, on one page, blank until the two write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model import Curriculum, Exercise
from generator.model.exercises import AgreementLine
from generator.plan.page import Page, Texts
from generator.words import word

COMPACT = "working-agreement.md"


@dataclass(frozen=True)
class CompactLine:
    """A line of the agreement, and the place where it is worked out: a page and an anchor on it, if any."""

    field: AgreementLine
    path: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class CompactPart:
    """The lines of one topic."""

    id: str
    title: str
    lines: tuple[CompactLine, ...]


def pages(texts: Texts) -> Iterator[Page]:
    """The page of the agreement; nothing where no exercise fills a line of it."""
    if any(exercise.compact_fields for _, exercise in _exercises(texts.curriculum)):
        spine = texts.curriculum.spine
        values = {"parts": tuple(_parts(texts)), "listed": spine.tools, "spine": spine}
        status = [spine.tools.status, spine.tools.help] if spine.tools else []
        title = word(texts.language, "Our working agreement")
        yield Page.planned(texts, COMPACT, title, template="compact", values=values, cited=status)


def _parts(texts: Texts) -> Iterator[CompactPart]:
    """The topics that have lines, in their order; last what has no topic."""
    filled: dict[str | None, list[CompactLine]] = {}
    for module, exercise in _exercises(texts.curriculum):
        path = texts.path_of("module", module)
        for field in exercise.compact_fields:
            filled.setdefault(field.topic, []).append(CompactLine(field, path, exercise.id))
    for topic in texts.curriculum.spine.agreement:
        lines = (*filled.get(topic.id, ()), *map(CompactLine, topic.lines))
        if lines:
            yield CompactPart(topic.id, topic.title, lines)
    if None in filled:
        yield CompactPart("more", word(texts.language, "Also agreed"), tuple(filled[None]))


def _exercises(curriculum: Curriculum) -> Iterator[tuple[str, Exercise]]:
    for content in curriculum.modules:
        if content.module.status == "ready":
            yield from ((content.module.id, exercise) for exercise in content.exercises)
