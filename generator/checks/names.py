"""Ids stand once, and every id that is named somewhere exists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.model import Authored, Curriculum, ModuleContent
from generator.model.questions import Scenario
from generator.problems import Place, Problem, unknown

RESERVED_PAGES = frozenset(
    "index modules paths behaviors styles two-chairs glossary sources search assets tags latest 404"
    " con prn aux nul sitemap robots".split()
)
RESERVED_ANCHORS = frozenset(
    "references words self-check reflection for-two two-chairs next objectives before evidence own-design".split()
)
RESERVED_BEGINNINGS = ("ref-", "word-")
ALWAYS_THERE = frozenset({"objectives", "self-check", "next"})
"""What every module's page has, so that links may lead there."""
HEADING_ID = re.compile(r"^#+ .*\{#([a-z][a-z0-9-]*)\}\s*$", re.M)

Named = tuple[str, Place]


def ids_stand_once(curriculum: Curriculum) -> Iterator[Problem]:
    spine = curriculum.spine
    for sort, named in (
        ("outcome", _ids(spine.outcomes)),
        ("kind", _ids(spine.kinds)),
        ("path", [*_ids(spine.paths), *_ids([spine.plan] if spine.plan else [])]),
        ("type of dyad", _ids(spine.dyad_types)),
        ("layer", _ids(spine.model.layers if spine.model else ())),
        ("module", _ids(spine.modules)),
        ("objective", _ids(objective for module in spine.modules for objective in module.objectives)),
        ("reference", _ids(curriculum.references)),
        ("gap", _ids(curriculum.gaps)),
        ("glossary entry", _ids(curriculum.glossary)),
        ("question", _ids(question for content in curriculum.modules for question in content.questions)),
        ("exercise", _ids(exercise for content in curriculum.modules for exercise in content.exercises)),
        ("behavior", _ids(behavior for content in curriculum.modules for behavior in content.behaviors)),
        ("style", _ids(style for content in curriculum.modules for style in content.styles)),
    ):
        yield from _twice(sort, named)


def ids_stand_once_below(curriculum: Curriculum) -> Iterator[Problem]:
    """Choices, steps, nodes and segments have ids of their own inside what holds them."""
    for content in curriculum.modules:
        for question in content.questions:
            for field in ("choices", "steps", "nodes"):
                yield from _twice(field.removesuffix("s"), _ids(getattr(question, field, ())))
            pairs, decoys = getattr(question, "pairs", ()), getattr(question, "decoys", ())
            yield from _twice("pair or decoy", _ids([*pairs, *decoys]))
            for node in getattr(question, "nodes", ()):
                yield from _twice("choice", _ids(node.choices))
        if content.session:
            yield from _twice("segment", _ids(content.session.segments))
            yield from _twice("handout", _ids(content.session.handouts))
        for decision in content.briefs.decisions if content.briefs else ():
            yield from _twice("option", _ids(decision.options))
        for exercise in content.exercises:
            yield from _twice("line of the agreement", _ids(exercise.compact_fields))


def anchors_stand_once(curriculum: Curriculum) -> Iterator[Problem]:
    """Everything on a module's page that has an id has one of its own."""
    for content in curriculum.modules:
        questions, exercises = _once(_ids(content.questions)), _once(_ids(content.exercises))
        named = [*_sections(content), *_headings(content), *questions, *exercises, *_cards(content)]
        first: dict[str, Place] = {}
        for name, place in named:
            if name in first:
                what, expected = f"the id '{name}' stands twice on the page", f"first at {first[name]}"
                yield Problem(place, what, expected, needle=f"{{#{name}")
            elif name in RESERVED_ANCHORS or name.startswith(RESERVED_BEGINNINGS):
                what = f"the id '{name}' is kept for the page itself"
                yield Problem(place, what, "choose another id", needle=f"{{#{name}")
            first.setdefault(name, place)


def pages_have_places_of_their_own(curriculum: Curriculum) -> Iterator[Problem]:
    for page in curriculum.pages:
        if page.id in RESERVED_PAGES:
            what = f"the page '{page.id}' collides with a page that is made for every curriculum"
            yield Problem(Place(page.place.path), what, "choose another file name")
    for module in curriculum.spine.modules:
        if module.id in RESERVED_PAGES:
            yield Problem(module.at.of("id"), f"the id '{module.id}' is reserved", "choose another id")


def named_things_exist(curriculum: Curriculum) -> Iterator[Problem]:
    spine = curriculum.spine
    modules = {module.id for module in spine.modules}
    outcomes = {outcome.id for outcome in spine.outcomes}
    works = {reference.id for reference in curriculum.references}
    for module in spine.modules:
        yield from _unknown(module, "kind", "kind", {kind.id for kind in spine.kinds})
        yield from _unknown(module, "requires", "module", modules)
        yield from _unknown(module, "sources", "reference", works | {"own"})
        for objective in module.objectives:
            yield from _unknown(objective, "outcomes", "outcome", outcomes)
    layers = spine.model.layers if spine.model else ()
    weeks = spine.plan.weeks if spine.plan else ()
    months = spine.program.months if spine.program else ()
    for holder in (*spine.paths, *layers, *weeks, *months):
        yield from _unknown(holder, "modules", "module", modules)
    for dyad_type in spine.dyad_types:
        yield from _unknown(dyad_type, "path", "path", {path.id for path in spine.paths})
        yield from _unknown(dyad_type, "sources", "reference", works)
    for reference in curriculum.references:
        yield from _unknown(reference, "via", "reference", works)
        if reference.via == reference.id:
            yield Problem(reference.at.of("via"), "a work cannot be known through itself", "name another work")
        if reference.id == "own":
            yield Problem(reference.at.of("id"), "the id 'own' is kept for own design", "choose another id")
    for gap in curriculum.gaps:
        yield from _unknown(gap, "works", "reference", works)
    for entry in curriculum.glossary:
        yield from _unknown(entry, "module", "module", modules)
    for content in curriculum.modules:
        yield from _content_names(content, works, {dyad_type.id for dyad_type in spine.dyad_types})


def _content_names(content: ModuleContent, works: set[str], dyad_types: set[str]) -> Iterator[Problem]:
    objectives = {objective.id for objective in content.module.objectives}
    for question in content.questions:
        yield from _unknown(question, "objective", "objective", objectives)
        yield from _unknown(question, "sources", "reference", works | {"own"})
        nodes = question.nodes if isinstance(question, Scenario) else ()
        for choice in (choice for node in nodes for choice in node.choices):
            yield from _unknown(choice, "to", "node", {node.id for node in nodes})
    for exercise in content.exercises:
        yield from _unknown(exercise, "objective", "objective", objectives)
    for section in content.lesson.sections if content.lesson else ():
        for name in section.objectives:
            if name not in objectives:
                yield unknown(section.place, "objective", name, objectives)
    if content.session:
        handouts = {handout.id for handout in content.session.handouts}
        for segment in content.session.segments:
            yield from _unknown(segment, "objective", "objective", objectives)
            yield from _unknown(segment, "handouts", "handout", handouts)
        for adaptation in content.session.adaptations:
            yield from _unknown(adaptation, "dyad_type", "type of dyad", dyad_types)


def anchors(content: ModuleContent) -> frozenset[str]:
    """The ids on a module's page that links may lead to."""
    named = [*_sections(content), *_ids((*content.questions, *content.exercises)), *_cards(content)]
    return frozenset(name for name, _ in named) | ALWAYS_THERE


def _sections(content: ModuleContent) -> list[Named]:
    return [(section.id, section.place) for section in content.lesson.sections] if content.lesson else []


def _headings(content: ModuleContent) -> Iterator[Named]:
    """Small headings with an id, with the section they stand in."""
    for section in content.lesson.sections if content.lesson else ():
        for match in HEADING_ID.finditer(section.text):
            yield match[1], section.place.below(1)


def _cards(content: ModuleContent) -> list[Named]:
    """What the sections of a lesson show."""
    shown = {section.shows for section in content.lesson.sections} if content.lesson else set()
    cards: dict[str, Iterable[Authored]] = {
        "behaviors": content.behaviors,
        "styles": content.styles,
        "points": [value for group in content.points for value in (group, *group.points)],
        "decisions": content.briefs.decisions if content.briefs else (),
    }
    return [named for name, values in cards.items() if name in shown for named in _ids(values)]


def _ids(values: Iterable[Authored]) -> list[Named]:
    return [(str(getattr(value, "id", "")), value.at.of("id")) for value in values]


def _once(named: list[Named]) -> list[Named]:
    """The first of each name: the others are told as questions or exercises that stand twice."""
    return list(dict(reversed(named)).items())


def _twice(sort: str, named: Iterable[Named]) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for name, place in named:
        if name in first:
            yield Problem(place, f"the {sort} '{name}' stands twice", f"first at {first[name]}")
        first.setdefault(name, place)


def _unknown(holder: Authored, field: str, sort: str, known: Iterable[str]) -> Iterator[Problem]:
    value = getattr(holder, field, None)
    for number, name in enumerate((value,) if isinstance(value, str) else value or ()):
        if name not in known:
            yield unknown(holder.at.entry(field, number), sort, name, known)


def words_are_explained_once(curriculum: Curriculum) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for entry in curriculum.glossary:
        places = (entry.at.of("term"), *(entry.at.entry("also", number) for number in range(len(entry.also))))
        for form, place in zip((entry.term, *entry.also), places, strict=True):
            if form.casefold() in first:
                yield Problem(place, f"the word '{form}' is explained twice", f"first at {first[form.casefold()]}")
            first.setdefault(form.casefold(), place)


RULES = (
    ids_stand_once,
    ids_stand_once_below,
    anchors_stand_once,
    pages_have_places_of_their_own,
    named_things_exist,
    words_are_explained_once,
)
