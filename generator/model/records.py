"""What some kinds of module carry besides a lesson: behaviors, styles, and the briefs of a case."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.authored import Authored, Id, Line, Prose


class Behavior(Authored):
    """A trust behavior: what it means, how it sounds, what only looks like it, how to practice."""

    id: Id
    number: Annotated[int, Field(ge=1, le=99)]
    name: Line
    meaning: Prose
    sounds: Prose
    counterfeit: Prose
    practice: Prose
    seen: Prose | None = None
    """Where the reader meets it again. Shown on the behavior's own page alone."""


class Behaviors(Authored):
    """The whole of behaviors.yaml."""

    behaviors: Annotated[tuple[Behavior, ...], Field(min_length=1)]


class Style(Authored):
    """A leadership style and what two leaders make of it."""

    id: Id
    name: Line
    note: Prose | None = None
    idea: Prose
    strengths: Prose
    risks: Prose
    trust: Prose
    effect: Literal["builds", "mixed", "strains"]
    """What `trust` says, in a word."""
    dyad: Prose
    watch: Prose


class Styles(Authored):
    """The whole of styles.yaml."""

    styles: Annotated[tuple[Style, ...], Field(min_length=1)]


class Point(Authored):
    """One of a set that is learned as a set: a key to success, an attribute of a partner."""

    id: Id
    name: Line
    meaning: Prose
    sign: Prose
    """How one sees it in a dyad."""


class PointGroup(Authored):
    """Points that belong under one heading."""

    id: Id
    title: Line
    points: Annotated[tuple[Point, ...], Field(min_length=1)]


class Points(Authored):
    """The whole of points.yaml."""

    groups: Annotated[tuple[PointGroup, ...], Field(min_length=1)]


class Option(Authored):
    """A way to go at a decision point, and what there is to say about it."""

    id: Id
    text: Prose
    consider: Prose


class Decision(Authored):
    """A point where the reader of a case stops and chooses."""

    id: Id
    question: Prose
    options: Annotated[tuple[Option, ...], Field(min_length=2)]


class Brief(Authored):
    """What one of the two partners knows at the start of a case; the other does not."""

    role: Line
    text: Prose


class Joint(Authored):
    """What the two do once both have read their briefs."""

    questions: Annotated[tuple[Prose, ...], Field(min_length=1)]
    agree_on: Prose


class Briefs(Authored):
    """The whole of briefs.yaml: decision points, and a two-chair case with a brief for A and for B."""

    decisions: Annotated[tuple[Decision, ...], Field(min_length=1)]
    a: Brief
    b: Brief
    joint: Joint
