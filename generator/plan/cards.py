"""Cards as facilitators find them: on the sheets of a session, with the keys apart, and listed in one bank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model import CardKind, CardSet, Curriculum, Session
from generator.model.session import Handout
from generator.plan.page import Page, Texts, texts_of
from generator.words import word

CARDS = "cards.md"


@dataclass(frozen=True)
class Deck:
    """A set of cards, its kind, and the sheet that it is printed on."""

    cards: CardSet
    kind: CardKind
    sheet: Handout

    @property
    def has_key(self) -> bool:
        """True where there is something that the cards do not say."""
        return bool(self.cards.key) or any(card.key for card in self.cards.cards)


def decks(curriculum: Curriculum, session: Session) -> tuple[Deck, ...]:
    """The cards of a session, in the order of its sheets."""
    kinds = {kind.id: kind for kind in curriculum.cards.kinds} if curriculum.cards else {}
    shown = [(curriculum.card_sets[name], sheet) for sheet in session.handouts for name in sheet.cards]
    return tuple(Deck(cards, kinds[cards.kind], sheet) for cards, sheet in shown)


def by_sheet(found: tuple[Deck, ...]) -> Mapping[str, list[Deck]]:
    """Decks by the id of their sheet."""
    return {deck.sheet.id: [other for other in found if other.sheet is deck.sheet] for deck in found}


def read(found: tuple[Deck, ...]) -> Iterator[str]:
    """The texts of the cards; what is made up is our own design."""
    for deck in found:
        yield from texts_of(deck.cards)
        yield "[@own]" if deck.cards.made_up else ""


def bank(texts: Texts) -> Page:
    """The list of all cards that the sessions of ready modules use."""
    groups = [
        (content.module, found)
        for content in texts.curriculum.modules
        if content.session and content.module.status == "ready"
        if (found := decks(texts.curriculum, content.session))
    ]
    made_up = ["[@own]" for _, found in groups for deck in found if deck.cards.made_up]
    title = word(texts.language, "Card bank")
    return Page.planned(texts, CARDS, title, template="facilitator/cards", values={"groups": groups}, cited=made_up)
