"""exercises.yaml: what two people do together: apart, compare, one product."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.model.authored import Authored, Id, Line, Minutes, Named, Prose


class AgreementLine(Authored):
    """A line of the pair's working agreement."""

    id: Id
    label: Line


class CompactField(AgreementLine):
    """A line of the agreement that this exercise fills."""

    topic: Id | None = None
    """The topic of the agreement below which it stands; without one, it stands below the last."""


class Exercise(Named):
    """An exercise for two, with what to do alone, without a partner yet, or as three."""

    id: Id
    title: Line
    minutes: Minutes
    apart_minutes: Minutes
    objective: Id
    apart: Prose
    compare: Prose
    product: Prose
    who_starts: Prose
    turns: Prose
    solo: Prose
    vacant_partner: Prose
    triad: Prose
    compact_fields: tuple[CompactField, ...] = ()


class Exercises(Authored):
    """The whole of exercises.yaml."""

    exercises: Annotated[tuple[Exercise, ...], Field(min_length=1)]
