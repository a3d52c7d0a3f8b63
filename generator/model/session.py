"""session.yaml: a session plan. All of it is the facilitator's; segments carry the times."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.authored import Authored, Id, Line, Minutes, Named, Prose, facilitator_only

Texts = tuple[Prose, ...]


class SegmentMinutes(Authored):
    """How long a segment takes, in minutes: `min` <= `usual` <= `max`."""

    min: Minutes
    usual: Minutes
    max: Minutes


class Ask(Authored):
    """A question to the room, what may come, and what to do when nothing comes."""

    question: Annotated[Prose, facilitator_only()]
    expected: Annotated[Texts, facilitator_only(min_length=1)]
    if_silent: Annotated[Prose, facilitator_only()]


class IfLate(Authored):
    """What to cut a segment to when the session runs late, and the sentence to say."""

    cut_to: Annotated[int, Field(ge=0, le=480)]
    """Minutes; 0 drops the segment."""
    say: Annotated[Prose, facilitator_only()]


class Segment(Named):
    """One part of a session."""

    id: Id
    title: Line
    minutes: SegmentMinutes
    priority: Literal["must", "should", "could"]
    mode: Literal["plenary", "pair", "solo", "group"]
    objective: Id | None = None
    purpose: Annotated[Prose, facilitator_only()]
    say: Annotated[Prose, facilitator_only()]
    do: Annotated[Texts, facilitator_only(min_length=1)]
    ask: tuple[Ask, ...] = ()
    watch_for: Annotated[Texts, facilitator_only()] = ()
    if_late: IfLate | None = None
    handouts: tuple[Id, ...] = ()


class Material(Authored):
    """Something to bring; counted for the room, or per person, pair or group of four."""

    text: Annotated[Line, facilitator_only()]
    count: Annotated[int, Field(ge=1, le=99)] = 1
    per: Literal["room", "person", "pair", "group"] = "room"


class Handout(Authored):
    """A sheet to print."""

    id: Id
    title: Line
    text: Prose
    cards: tuple[Id, ...] = ()
    """Sets of cards from cards.yaml, below the text."""
    after: Prose | None = None
    """What stands below the cards."""
    per: Literal["person", "pair", "group"] = "person"
    later: bool = False
    """True for what people must not read before its segment comes: it is printed apart from their packet."""


class Adaptation(Authored):
    """How the session changes for one type of dyad."""

    dyad_type: Id
    text: Annotated[Prose, facilitator_only()]


class TicketItem(Authored):
    """A line of the exit ticket: a scale from 1 to 5, yes or no, or room for words."""

    text: Annotated[Line, facilitator_only()]
    answer: Literal["scale", "yes-no", "words"]


class Session(Authored):
    """The whole of session.yaml; the shared kit comes on top."""

    lengths: Annotated[tuple[Minutes, ...], Field(min_length=1)]
    pre_task: Annotated[Prose, facilitator_only()]
    prepare: Annotated[Texts, facilitator_only()] = ()
    materials: tuple[Material, ...] = ()
    room: Annotated[Prose, facilitator_only()]
    virtual: Annotated[Prose, facilitator_only()]
    opening: Annotated[Prose, facilitator_only()]
    segments: Annotated[tuple[Segment, ...], Field(min_length=1)]
    prompts: Annotated[Texts, facilitator_only()] = ()
    pitfalls: Annotated[Texts, facilitator_only()] = ()
    debrief: Annotated[Prose, facilitator_only()]
    handouts: tuple[Handout, ...] = ()
    evaluation: TicketItem
    """The last line of its exit ticket."""
    adaptations: tuple[Adaptation, ...] = ()
