"""Cards to cut: fronts and, on the next page, their backs in mirrored places, so that both sides meet in duplex."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.model import ModuleContent, Session
from generator.model.cards import Card
from generator.model.session import Handout, TicketItem
from generator.plan import cards, facilitator
from generator.plan.page import texts_of
from generator.plan.papers.document import Document, Ordered, Paper, Section, made
from generator.words import word

SIZES: Mapping[Paper, tuple[int, int]] = {"letter": (216, 279), "a4": (210, 297)}
"""Width and height of the paper, in whole millimeters."""
HEIGHT = 240
"""The millimeters that cards may take of a page's height; above and below stand cut marks and a line of words."""
COLUMNS: Mapping[str, int] = {"role": 2, "card": 2, "strip": 1, "wide": 1, "ticket": 1}
WIDTHS: Mapping[int, int] = {1: 180, 2: 90}
"""The width of a card by the columns of its page, in millimeters: the same on both papers."""
ROWS = (8, 6, 5, 4, 3, 2, 1)
BLANK = "___"
"""Where people write, in the text of a sheet."""
LINE, LETTER = 5.2, 2.05
"""What a line and a letter of a card's text take, in millimeters: rather more than they do."""


@dataclass(frozen=True)
class Piece:
    """A card: what its front shows, and whose back it has."""

    sort: Literal["role", "brief", "card", "ticket"]
    title: str
    card: Card | None = None
    letter: str = ""
    text: str = ""
    items: tuple[TicketItem, ...] = ()


@dataclass(frozen=True)
class Spot:
    """Where a card lies on its page, in millimeters from the upper left corner of the paper."""

    left: int
    top: int
    piece: Piece


@dataclass(frozen=True)
class Side:
    """A page of cards, all of one size; `marks` are the lines to cut along, across and down, in millimeters."""

    spots: tuple[Spot, ...]
    width: int
    height: int
    across: tuple[int, ...] = ()
    down: tuple[int, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A page to print on both sides, so many times."""

    title: str
    front: Side
    back: Side
    copies: int


@dataclass(frozen=True)
class Group:
    """The sheets of a set of cards, and how many sets the session needs."""

    title: str
    each: str
    number: int
    pieces: int
    sheets: tuple[Sheet, ...]
    deck: cards.Deck | None = None


def document(ordered: Ordered) -> Document:
    """The cards of a session: what each person draws, and what they are dealt."""
    said = ordered.language
    groups = tuple(_groups(ordered))
    sheets = [sheet for content in ordered.contents if content.session for sheet in content.session.handouts]
    later = [(one, facilitator.count(one.per, ordered.order.pairs)) for one in sheets if _is_page(one)]
    sections = [
        Section("cards-list", word(said, "What to print and cut"), "print/cards/list.html.j2"),
        Section("cards-sheets", "", "print/cards/sheets.html.j2"),
    ]
    if later:
        sections.append(Section("cards-later", word(said, "Sheets to hand out"), "print/cards/later.html.j2"))
    values = {
        "groups": groups,
        "later": later,
        "dealt": [one for one in sheets if one.cards and not _is_page(one)],
        "size": SIZES[ordered.order.paper],
    }
    label = word(said, "Cards to cut")
    return made(ordered, "cards", label, sections, cited=_read(ordered), values=values, cover=False)


def _is_page(sheet: Handout) -> bool:
    """True for a sheet that comes later than the packet, or that has more to read or to fill in than its cards."""
    if not sheet.cards:
        return sheet.later
    return bool(sheet.after) or BLANK in sheet.text or "\n\n" in sheet.text.strip()


def _groups(ordered: Ordered) -> Iterator[Group]:
    for content in ordered.contents:
        yield from (_roles(ordered, content, letter) for letter in ("A", "B"))
        for deck in cards.decks(ordered.texts.curriculum, content.session) if content.session else ():
            yield _dealt(ordered, deck)
        if content.session:
            yield _tickets(ordered, content, content.session)


def _roles(ordered: Ordered, content: ModuleContent, letter: str) -> Group:
    said, pairs = ordered.language, ordered.order.pairs
    own = ordered.texts.plain(content.module.title)
    title = word(said, "Role cards %(letter)s: %(title)s", letter=letter, title=own)
    pieces = [_role(content, letter)] * pairs
    sheets = _sheets(ordered, title, pieces, 2, 2 if content.briefs else 4, 1)
    return Group(title, word(said, "one for each pair"), pairs, pairs, sheets)


def _tickets(ordered: Ordered, content: ModuleContent, session: Session) -> Group:
    said, people = ordered.language, 2 * ordered.order.pairs
    title = word(said, "Exit tickets: %(title)s", title=ordered.texts.plain(content.module.title))
    kit = ordered.texts.curriculum.kit
    items = (*(kit.exit_ticket.items if kit else ()), session.evaluation)
    pieces = [Piece("ticket", title, items=items)] * 2
    return Group(
        title, word(said, "one for each person"), people, 2, _sheets(ordered, title, pieces, 1, 2, people // 2)
    )


def _dealt(ordered: Ordered, deck: cards.Deck) -> Group:
    title = ordered.texts.plain(deck.cards.title)
    pieces = [Piece("card", title, card) for card in deck.cards.cards]
    columns = COLUMNS[deck.kind.shape]
    rows = _rows(ordered, deck, columns)
    number = facilitator.count(deck.sheet.per, ordered.order.pairs)
    each = facilitator.each(ordered.language, deck.sheet.per)
    return Group(title, each, number, len(pieces), _sheets(ordered, title, pieces, columns, rows, number), deck)


def _role(content: ModuleContent, letter: str) -> Piece:
    if content.briefs:
        brief = content.briefs.a if letter == "A" else content.briefs.b
        return Piece("brief", brief.role, letter=letter, text=brief.text)
    begins = content.exercises[0].who_starts if content.exercises else ""
    return Piece("role", content.module.title, letter=letter, text=begins)


def _rows(ordered: Ordered, deck: cards.Deck, columns: int) -> int:
    """As many rows as leave room for the longest card."""
    most = max(_lines(ordered, deck, card, WIDTHS[columns] - 12) for card in deck.cards.cards)
    return next((rows for rows in ROWS if most * LINE + 8 <= HEIGHT // rows), 1)


def _lines(ordered: Ordered, deck: cards.Deck, card: Card, width: int) -> int:
    texts = [card.title or "", *card.text.splitlines()]
    lines = sum(-(-int(len(ordered.texts.plain(text)) * LETTER) // width) for text in texts)
    return lines + len(deck.cards.blanks) + 2 + deck.cards.made_up


def _sheets(
    ordered: Ordered, title: str, pieces: Sequence[Piece], columns: int, rows: int, copies: int
) -> tuple[Sheet, ...]:
    page = columns * rows
    return tuple(
        Sheet(title, *_sides(ordered.order.paper, pieces[first : first + page], columns, rows), copies)
        for first in range(0, len(pieces), page)
    )


def _sides(paper: Paper, pieces: Sequence[Piece], columns: int, rows: int) -> tuple[Side, Side]:
    """Front and back; the paper is turned over its long edge, so the back has its columns in the opposite order."""
    across, down = SIZES[paper]
    width, height = WIDTHS[columns], HEIGHT // rows
    left, top = (across - width * columns) // 2, (down - height * rows) // 2
    lefts = [left + width * column for column in range(columns + 1)]
    tops = [top + height * row for row in range(rows + 1)]
    front = tuple(Spot(lefts[n % columns], tops[n // columns], piece) for n, piece in enumerate(pieces))
    back = tuple(Spot(across - spot.left - width, spot.top, spot.piece) for spot in front)
    return Side(front, width, height, tuple(tops), tuple(lefts)), Side(back, width, height)


def _read(ordered: Ordered) -> Iterator[str]:
    for content in ordered.contents:
        yield from texts_of(content.briefs) if content.briefs else ()
        yield from (exercise.who_starts for exercise in content.exercises)
        yield from cards.read(cards.decks(ordered.texts.curriculum, content.session)) if content.session else ()
        for sheet in content.session.handouts if content.session else ():
            yield from texts_of(sheet)
