"""Objective by objective: where a module teaches it, has it practiced, checks it and serves it in a session."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.levels import levels
from generator.model import Curriculum, Exercise, ModuleContent, Objective, Question, Section, Segment
from generator.model.questions import UNGRADED
from generator.model.spine import Part

LISTENING = "plenary"
"""The mode of a segment in which people need not do anything themselves."""


@dataclass(frozen=True)
class Cover:
    """What a module has for one of its objectives, and what it lacks."""

    objective: Objective
    sections: tuple[Section, ...]
    exercises: tuple[Exercise, ...]
    items: tuple[Question, ...]
    """The questions with an answer."""
    segments: tuple[Segment, ...]
    needs: tuple[Part, ...]
    """What modules of this kind need for an objective of this level."""

    @property
    def activities(self) -> tuple[Segment, ...]:
        """The segments in which people practice it: alone, in pairs or in groups."""
        return tuple(segment for segment in self.segments if segment.mode != LISTENING)

    @property
    def gaps(self) -> tuple[Part, ...]:
        """What is needed and missing."""
        found = {
            "section": self.sections,
            "exercise": (*self.exercises, *self.activities),
            "item": self.items,
            "segment": self.segments,
        }
        return tuple(part for part in self.needs if not found[part])


def covers(curriculum: Curriculum, content: ModuleContent) -> Iterator[Cover]:
    """The objectives of a module, in their order, each with what serves it."""
    kind = next(kind for kind in curriculum.spine.kinds if kind.id == content.module.kind)
    for objective in content.module.objectives:
        practiced = levels().by_name[objective.level].practiced
        yield Cover(
            objective,
            sections=tuple(one for one in _sections(content) if objective.id in one.objectives),
            exercises=tuple(one for one in content.exercises if one.objective == objective.id),
            items=tuple(one for one in _items(content) if one.objective == objective.id),
            segments=tuple(one for one in _segments(content) if one.objective == objective.id),
            needs=tuple(part for part in kind.needs if practiced or part != "exercise"),
        )


def _sections(content: ModuleContent) -> tuple[Section, ...]:
    return content.lesson.sections if content.lesson else ()


def _items(content: ModuleContent) -> list[Question]:
    return [question for question in content.questions if question.kind not in UNGRADED]


def _segments(content: ModuleContent) -> tuple[Segment, ...]:
    return content.session.segments if content.session else ()
