"""The facilitator edition: session plans with computed times, the shared kit, and the ways to find a session."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from generator import agenda
from generator.model import Curriculum, Day, Kit, Module, ModuleContent, Session
from generator.model.session import Adaptation
from generator.model.spine import DyadType
from generator.plan import cards, coverage, debrief, lists, module, pdfs, tools
from generator.plan.page import STATEMENTS, Nav, Page, Texts, session_path, texts_of
from generator.words import word

HOME, LENGTHS, DAYS, KIT, OBSERVER = "index.md", "lengths.md", "days.md", "kit.md", "observer-checklist.md"
PAIRS = (3, 6, 8)
"""For how many pairs materials are counted where the kit does not say."""
GROUP = 4
"""People in a group."""
Per = Literal["room", "person", "pair", "group"]


@dataclass(frozen=True)
class Count:
    """Something to bring or print: how many of it for each number of pairs, in the order of the page."""

    text: str
    each: str
    numbers: tuple[int, ...]
    anchor: str = ""
    """The place of the sheet on the page."""


@dataclass(frozen=True)
class Advice:
    """How a session changes for one type of dyad: in general, and in this session."""

    dyad_type: DyadType
    general: str
    special: str


@dataclass(frozen=True)
class Plan:
    """A session of a ready module, as the lists show it."""

    module: Module
    lengths: tuple[int, ...]


@dataclass(frozen=True)
class Row:
    """A line of a day's table: what begins when, and how long it takes in minutes; `entries` are timed by the clock."""

    time: str
    minutes: int
    module: Module | None
    pause: str
    entries: tuple[tuple[str, agenda.Entry], ...]


def pages(texts: Texts) -> tuple[Page, ...]:
    """Every page of the facilitator edition, in reading order."""
    kit = texts.curriculum.kit
    return (
        _home(texts),
        _lengths(texts),
        *((_days(texts, kit.days),) if kit and kit.days else ()),
        *((_kit(texts, kit), _observer(texts, kit)) if kit else ()),
        *((cards.bank(texts),) if texts.curriculum.cards else ()),
        *(_session(texts, content, content.session) for content in _planned(texts.curriculum) if content.session),
        *pdfs.pages(texts),
        *debrief.pages(texts),
        coverage.page(texts),
        *tools.pages(texts),
        *(_statement(texts, page.id) for page in texts.curriculum.pages if page.id in STATEMENTS),
    )


def nav(curriculum: Curriculum, made: Iterable[Page]) -> Nav:
    """The navigation of the facilitator edition: finding a session, the kit, and the sessions by kind."""
    pages = tuple(made)
    titles = {page.path: page.title for page in pages}
    sessions = _listed(curriculum)
    kinds = tuple(
        (kind.other[0].upper() + kind.other[1:], tuple((titles[path], path) for path in paths))
        for kind in curriculum.spine.kinds
        if (paths := [session_path(one.module.id) for one in sessions if one.module.kind == kind.id])
    )
    start = tuple((titles[path], path) for path in (HOME, LENGTHS, DAYS) if path in titles)
    kit = tuple(
        (titles[path], path) for path in (KIT, OBSERVER, debrief.DEBRIEF, cards.CARDS, pdfs.PAGE) if path in titles
    )
    about = (coverage.COVERAGE, *(f"{name}.md" for name in STATEMENTS))
    statements = tuple((titles[path], path) for path in about if path in titles)
    language = curriculum.spine.language
    groups = (
        (word(language, "Find a session"), start),
        (word(language, "Shared kit"), kit),
        *kinds,
        *tools.nav(pages),
        (word(language, "About this site"), statements),
    )
    return tuple((title, below) for title, below in groups if below)


def _planned(curriculum: Curriculum) -> list[ModuleContent]:
    """The ready modules that have a session."""
    return [content for content in curriculum.ready if content.session]


def _listed(curriculum: Curriculum) -> list[ModuleContent]:
    return [content for content in curriculum.listed if content.session]


def _home(texts: Texts) -> Page:
    spine, kit = texts.curriculum.spine, texts.curriculum.kit
    contents = texts.curriculum.module_ids
    groups = [
        (kind, [(one, _lengths_of(contents[one.id])) for one in spine.listed if one.kind == kind.id])
        for kind in spine.kinds
    ]
    values = {"groups": groups, "kit": kit, "has_days": bool(kit and kit.days), "spine": spine}
    title = word(texts.language, "All sessions")
    return Page.planned(texts, HOME, title, template="facilitator/home", values=values, cited=[kit.text] if kit else [])


def _lengths_of(content: ModuleContent) -> tuple[int, ...]:
    ready = content.session and content.module.status == "ready"
    return content.session.lengths if content.session and ready else ()


def _lengths(texts: Texts) -> Page:
    plans = [Plan(content.module, _lengths_of(content)) for content in _listed(texts.curriculum)]
    lengths = sorted({length for plan in plans for length in plan.lengths})
    groups = [(length, [plan for plan in plans if length in plan.lengths]) for length in lengths]
    values = {"groups": groups, "kinds": lists.kinds(texts.curriculum.spine)}
    title = word(texts.language, "Sessions by length")
    return Page.planned(texts, LENGTHS, title, template="facilitator/lengths", values=values)


def _days(texts: Texts, days: Iterable[Day]) -> Page:
    made = [(day, tuple(_rows(texts.curriculum, day))) for day in days]
    values = {"days": [(day, rows, _end(day)) for day, rows in made]}
    cited = [text for day, _ in made for text in texts_of(day)]
    title = word(texts.language, "Sessions by day")
    return Page.planned(texts, DAYS, title, template="facilitator/days", values=values, cited=cited)


def _end(day: Day) -> str:
    return agenda.clock(day.start, sum(part.minutes for part in day.parts))


def _rows(curriculum: Curriculum, day: Day) -> Iterator[Row]:
    passed = 0
    for part in day.parts:
        content = curriculum.module_ids[part.session] if part.session else None
        session = content.session if content and content.module.status == "ready" else None
        found = agenda.agenda(session.segments, part.minutes) if session else None
        entries = found.entries if isinstance(found, agenda.Agenda) else ()
        timed = tuple((agenda.clock(day.start, passed + entry.start), entry) for entry in entries)
        time = agenda.clock(day.start, passed)
        yield Row(time, part.minutes, content.module if content else None, part.pause or "", timed)
        passed += part.minutes


def _kit(texts: Texts, kit: Kit) -> Page:
    types = {dyad_type.id: dyad_type for dyad_type in texts.curriculum.spine.dyad_types}
    values = {"kit": kit, "types": types}
    title = word(texts.language, "The facilitator’s kit")
    return Page.planned(texts, KIT, title, template="facilitator/kit", values=values, cited=texts_of(kit))


def _observer(texts: Texts, kit: Kit) -> Page:
    values, cited = {"observer": kit.observer}, texts_of(kit.observer)
    title = word(texts.language, "Observer checklist")
    return Page.planned(texts, OBSERVER, title, template="facilitator/observer", values=values, cited=cited)


def _statement(texts: Texts, name: str) -> Page:
    page = next(page for page in texts.curriculum.pages if page.id == name)
    values = {"text": page.text}
    return Page.planned(
        texts, f"{name}.md", page.title, template="facilitator/statement", values=values, cited=[page.text]
    )


def _session(texts: Texts, content: ModuleContent, session: Session) -> Page:
    spine, kit, own = texts.curriculum.spine, texts.curriculum.kit, content.module
    decks = cards.decks(texts.curriculum, session)
    pairs = kit.pairs if kit else PAIRS
    values = {
        "module": own,
        "kind": lists.kinds(spine)[own.kind],
        "spine": spine,
        "content": content,
        "session": session,
        "kit": kit,
        "agenda": agenda.authored(session),
        "others": tuple(_others(session)),
        "pairs": pairs,
        "materials": tuple(materials(texts, session, pairs)),
        "sheets": tuple(sheets(texts, content, session, pairs)),
        "advice": tuple(advice(spine.dyad_types, session, kit)),
        "objectives": {objective.id: objective for objective in own.objectives},
        "decks": cards.by_sheet(decks),
        "keys": [deck for deck in decks if deck.has_key],
        "handouts": {handout.id: handout for handout in session.handouts},
        "questions": module.graded(content),
        "reflections": module.ungraded(content),
        "tools": tools.of_module(texts, own),
        "pdfs": pdfs.of_module(texts, own.id),
    }
    cited = (*_read(content, session, kit), *cards.read(decks))
    path = session_path(own.id)
    return Page.planned(
        texts, path, own.title, template="facilitator/session", values=values, cited=cited, keeps_anchors=False
    )


def _others(session: Session) -> Iterator[agenda.Agenda]:
    """The agendas for all lengths but the authored one."""
    for length in session.lengths[1:]:
        found = agenda.agenda(session.segments, length)
        if isinstance(found, agenda.Agenda):
            yield found


def materials(texts: Texts, session: Session, pairs: Iterable[int]) -> Iterator[Count]:
    for material in session.materials:
        numbers = tuple(count(material.per, number) * material.count for number in pairs)
        yield Count(texts.plain(material.text), each(texts.language, material.per, material.count), numbers)


def sheets(texts: Texts, content: ModuleContent, session: Session, pairs: Iterable[int]) -> Iterator[Count]:
    """The sheets of a session, the briefs of its case among them."""
    for handout in session.handouts:
        numbers = tuple(count(handout.per, number) for number in pairs)
        yield Count(texts.plain(handout.title), each(texts.language, handout.per), numbers, f"handout-{handout.id}")
    for letter, brief in (("a", content.briefs.a), ("b", content.briefs.b)) if content.briefs else ():
        role = texts.plain(brief.role)
        text = word(texts.language, "Brief %(letter)s: %(role)s", letter=letter.upper(), role=role)
        yield Count(text, each(texts.language, "pair"), tuple(pairs), f"brief-{letter}")


def count(per: Per, pairs: int) -> int:
    """How many of something are needed for so many pairs, at one per room, person, pair or group of four."""
    people = 2 * pairs
    return {"room": 1, "person": people, "pair": pairs, "group": -(-people // GROUP)}[per]


def each(language: str, per: Per, number: int = 1) -> str:
    said = {
        "room": word(language, "%(number)s for the room", number=number),
        "person": word(language, "%(number)s per person", number=number),
        "pair": word(language, "%(number)s per pair", number=number),
        "group": word(language, "%(number)s per group of four", number=number),
    }
    return said[per]


def advice(types: Iterable[DyadType], session: Session, kit: Kit | None) -> Iterator[Advice]:
    general, special = _by_type(kit.adaptations if kit else ()), _by_type(session.adaptations)
    for dyad_type in types:
        if dyad_type.id in general or dyad_type.id in special:
            yield Advice(dyad_type, general.get(dyad_type.id, ""), special.get(dyad_type.id, ""))


def _by_type(adaptations: Iterable[Adaptation]) -> Mapping[str, str]:
    return {adaptation.dyad_type: adaptation.text for adaptation in adaptations}


def _read(content: ModuleContent, session: Session, kit: Kit | None) -> Iterator[str]:
    """The texts of a session's page; citations are numbered by their order."""
    yield content.module.care or ""
    yield content.module.summary
    yield from texts_of(session)
    yield from texts_of(kit) if kit else ()
    if content.briefs:
        for value in (content.briefs.a, content.briefs.b, content.briefs.joint):
            yield from texts_of(value)
    yield from module.asked(content)
