"""Cards are dealt: each set belongs to a module with a session, and a sheet of that session shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.checks.named import ids, not_known, twice
from generator.model import CardSet, Curriculum, ModuleContent
from generator.problems import Problem


def cards_have_names(curriculum: Curriculum) -> Iterator[Problem]:
    if curriculum.cards is None:
        return
    yield from twice("kind of card", ids(curriculum.cards.kinds))
    yield from twice("set of cards", ids(curriculum.cards.sets))
    kinds = {kind.id for kind in curriculum.cards.kinds}
    for cards in curriculum.cards.sets:
        yield from twice("card", ids(cards.cards))
        yield from _numbers(cards)
        yield from not_known(cards, "kind", "kind of card", kinds)
        yield from not_known(cards, "module", "module", curriculum.module_ids)


def _numbers(cards: CardSet) -> Iterator[Problem]:
    told = Counter[int]()
    for card in cards.cards:
        if card.number is None:
            continue
        told[card.number] += 1
        if told[card.number] > 1:
            yield Problem(card.at.of("number"), f"two cards of '{cards.id}' have the number {card.number}")


def sheets_show_cards(curriculum: Curriculum) -> Iterator[Problem]:
    """A sheet shows sets of its own module, and every set of a ready module is on a sheet."""
    if not curriculum.cards_whole:
        return
    for content in curriculum.modules:
        own = [cards for cards in curriculum.card_sets.values() if cards.module == content.module.id]
        yield from _sheets(content, {cards.id for cards in own})
        if content.module.status == "ready" and content.whole:
            shown = {name for sheet in content.session.handouts for name in sheet.cards} if content.session else set()
            for cards in own:
                if cards.id not in shown:
                    what = f"no sheet of '{content.module.id}' shows the cards '{cards.id}'"
                    yield Problem(cards.at.of("id"), what, "name them under 'cards' of a handout in its session.yaml")


def _sheets(content: ModuleContent, known: set[str]) -> Iterator[Problem]:
    for sheet in content.session.handouts if content.session else ():
        yield from not_known(sheet, "cards", "set of cards of this module", known)
        if sheet.after is not None and not sheet.cards:
            yield Problem(sheet.at.of("after"), f"the sheet '{sheet.id}' has no cards", "put it into 'text'")


RULES = (cards_have_names, sheets_show_cards)
