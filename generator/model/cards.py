"""cards.yaml: what is cut out and handed round in sessions. All of it is the facilitator's."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.authored import Authored, Id, Line, Prose, facilitator_only


class CardKind(Authored):
    """A sort of card: `card` stands in a grid, a `strip` fills a line, and what is `wide` is read like a page."""

    id: Id
    one: Line
    other: Line
    shape: Literal["card", "strip", "wide"]


class Card(Authored):
    """One thing to cut out."""

    id: Id
    number: Annotated[int, Field(ge=1, le=99)] | None = None
    """Printed on the card, where session plans speak of it by number."""
    title: Line | None = None
    text: Prose
    key: Annotated[Prose | None, facilitator_only()] = None
    """What the facilitator knows and the card does not say."""


class CardSet(Authored):
    """Cards that are dealt together, for a session of one module."""

    id: Id
    module: Id
    kind: Id
    title: Line
    made_up: bool = False
    """True where stories, people and numbers are invented; each card says so."""
    blanks: tuple[Line, ...] = ()
    """What people write on each card."""
    key: Annotated[Prose | None, facilitator_only()] = None
    cards: Annotated[tuple[Card, ...], Field(min_length=1)]


class Cards(Authored):
    """The whole of cards.yaml."""

    kinds: Annotated[tuple[CardKind, ...], Field(min_length=1)]
    sets: Annotated[tuple[CardSet, ...], Field(min_length=1)]
