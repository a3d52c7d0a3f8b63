"""facilitator-kit.yaml: what every session plan builds on. All of it is the facilitator's."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from generator.model.authored import Authored, Id, Line, Minutes, Prose, facilitator_only
from generator.model.session import Adaptation, Texts, TicketItem

Pairs = Annotated[int, Field(ge=1, le=99)]


class ObserverChecklist(Authored):
    """What an observer ticks while two people rehearse a conversation."""

    text: Annotated[Prose, facilitator_only()]
    points: Annotated[Texts, facilitator_only(min_length=1)]
    standard: Annotated[Prose, facilitator_only()]


class ExitTicket(Authored):
    """The half page that everybody fills in at the end; each session adds its own question."""

    items: Annotated[tuple[TicketItem, ...], Field(min_length=1)]
    text: Annotated[Prose, facilitator_only()]


class HardMoment(Authored):
    """A moment that asks for more than the plan, and what to do in it."""

    title: Annotated[Line, facilitator_only()]
    text: Annotated[Prose, facilitator_only()]


class DayPart(Authored):
    """A part of a day: the session of a module, or a pause; `minutes` is how long it takes that day."""

    session: Id | None = None
    pause: Annotated[Line | None, facilitator_only()] = None
    minutes: Minutes


class Day(Authored):
    """A day or half a day made of sessions. Times of day are computed from its start."""

    id: Id
    title: Annotated[Line, facilitator_only()]
    text: Annotated[Prose, facilitator_only()]
    start: Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
    parts: Annotated[tuple[DayPart, ...], Field(min_length=1)]


class Kit(Authored):
    """The whole of facilitator-kit.yaml; materials are counted for each number of `pairs`."""

    pairs: Annotated[tuple[Pairs, ...], Field(min_length=1)]
    text: Annotated[Prose, facilitator_only()]
    prepare: Annotated[Texts, facilitator_only(min_length=1)]
    room: Annotated[Prose, facilitator_only()]
    virtual: Annotated[Prose, facilitator_only()]
    ground_rules: Annotated[Texts, facilitator_only(min_length=1)]
    opening: Annotated[Prose, facilitator_only()]
    closing: Annotated[Prose, facilitator_only()]
    observer: ObserverChecklist
    exit_ticket: ExitTicket
    adaptations: tuple[Adaptation, ...] = ()
    when_hard: tuple[HardMoment, ...] = ()
    days: tuple[Day, ...] = ()
