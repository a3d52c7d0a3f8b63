"""Ids stand once, and every id that is named somewhere exists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.checks.named import Named, ids, not_known, twice
from generator.model import Authored, Curriculum, Exercise, ModuleContent, Spine
from generator.model.exercises import AgreementLine
from generator.model.questions import Scenario
from generator.problems import Place, Problem, unknown

RESERVED_PAGES = frozenset(
    "index modules paths behaviors styles two-chairs tools glossary sources progress review search assets tags"
    " latest 404 con prn aux nul sitemap robots".split()
)
RESERVED_ANCHORS = frozenset(
    "references words self-check summary reflection for-two two-chairs next objectives before evidence"
    " own-design".split()
)
RESERVED_BEGINNINGS = ("ref-", "word-")
ALWAYS_THERE = frozenset({"objectives", "self-check", "next"})
"""What every module's page has, so that links may lead there."""
HEADING_ID = re.compile(r"^#+ .*\{#([a-z][a-z0-9-]*)\}\s*$", re.M)


def ids_stand_once(curriculum: Curriculum) -> Iterator[Problem]:
    spine = curriculum.spine
    exercises = [exercise for content in curriculum.modules for exercise in content.exercises]
    for sort, named in (
        ("outcome", ids(spine.outcomes)),
        ("kind", ids(spine.kinds)),
        ("path", [*ids(spine.paths), *ids([spine.plan] if spine.plan else [])]),
        ("type of dyad", ids(spine.dyad_types)),
        ("layer", ids(spine.model.layers if spine.model else ())),
        ("module", ids(spine.modules)),
        ("objective", ids(objective for module in spine.modules for objective in module.objectives)),
        ("reference", ids(curriculum.references)),
        ("gap", ids(curriculum.gaps)),
        ("glossary entry", ids(curriculum.glossary)),
        ("question", ids(question for content in curriculum.modules for question in content.questions)),
        ("exercise", ids(exercises)),
        ("topic of the agreement", ids(spine.agreement)),
        ("line of the agreement", ids(_lines(spine, exercises))),
        ("behavior", ids(behavior for content in curriculum.modules for behavior in content.behaviors)),
        ("style", ids(style for content in curriculum.modules for style in content.styles)),
    ):
        yield from twice(sort, named)


def _lines(spine: Spine, exercises: Iterable[Exercise]) -> Iterator[AgreementLine]:
    for holder in spine.agreement:
        yield from holder.lines
    for exercise in exercises:
        yield from exercise.compact_fields


def ids_stand_once_below(curriculum: Curriculum) -> Iterator[Problem]:
    """Choices, steps, nodes and segments have ids of their own inside what holds them."""
    for content in curriculum.modules:
        for question in content.questions:
            for field in ("choices", "steps", "nodes"):
                yield from twice(field.removesuffix("s"), ids(getattr(question, field, ())))
            pairs, decoys = getattr(question, "pairs", ()), getattr(question, "decoys", ())
            yield from twice("pair or decoy", ids([*pairs, *decoys]))
            for node in getattr(question, "nodes", ()):
                yield from twice("choice", ids(node.choices))
        if content.session:
            yield from twice("segment", ids(content.session.segments))
            yield from twice("handout", ids(content.session.handouts))
        for decision in content.briefs.decisions if content.briefs else ():
            yield from twice("option", ids(decision.options))


def anchors_stand_once(curriculum: Curriculum) -> Iterator[Problem]:
    """Everything on a module's page that has an id has one of its own."""
    for content in curriculum.modules:
        questions, exercises = _once(ids(content.questions)), _once(ids(content.exercises))
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
        yield from not_known(module, "kind", "kind", {kind.id for kind in spine.kinds})
        yield from not_known(module, "requires", "module", modules)
        yield from not_known(module, "sources", "reference", works | {"own"})
        for objective in module.objectives:
            yield from not_known(objective, "outcomes", "outcome", outcomes)
    layers = spine.model.layers if spine.model else ()
    weeks = spine.plan.weeks if spine.plan else ()
    for holder in (*spine.paths, *layers, *weeks):
        yield from not_known(holder, "modules", "module", modules)
    for dyad_type in spine.dyad_types:
        yield from not_known(dyad_type, "path", "path", {path.id for path in spine.paths})
        yield from not_known(dyad_type, "sources", "reference", works)
    for reference in curriculum.references:
        yield from not_known(reference, "via", "reference", works)
        if reference.via == reference.id:
            yield Problem(reference.at.of("via"), "a work cannot be known through itself", "name another work")
        if reference.id == "own":
            yield Problem(reference.at.of("id"), "the id 'own' is kept for own design", "choose another id")
    for gap in curriculum.gaps:
        yield from not_known(gap, "works", "reference", works)
    for entry in curriculum.glossary:
        yield from not_known(entry, "module", "module", modules)
    for content in curriculum.modules:
        yield from _content_names(content, works, {dyad_type.id for dyad_type in spine.dyad_types})
        for field in (field for exercise in content.exercises for field in exercise.compact_fields):
            yield from not_known(field, "topic", "topic", {topic.id for topic in spine.agreement})


def _content_names(content: ModuleContent, works: set[str], dyad_types: set[str]) -> Iterator[Problem]:
    objectives = {objective.id for objective in content.module.objectives}
    for question in content.questions:
        yield from not_known(question, "objective", "objective", objectives)
        yield from not_known(question, "sources", "reference", works | {"own"})
        nodes = question.nodes if isinstance(question, Scenario) else ()
        for choice in (choice for node in nodes for choice in node.choices):
            yield from not_known(choice, "to", "node", {node.id for node in nodes})
    for exercise in content.exercises:
        yield from not_known(exercise, "objective", "objective", objectives)
    for section in content.lesson.sections if content.lesson else ():
        for name in section.objectives:
            if name not in objectives:
                yield unknown(section.place, "objective", name, objectives)
    if content.session:
        handouts = {handout.id for handout in content.session.handouts}
        for segment in content.session.segments:
            yield from not_known(segment, "objective", "objective", objectives)
            yield from not_known(segment, "handouts", "handout", handouts)
        for adaptation in content.session.adaptations:
            yield from not_known(adaptation, "dyad_type", "type of dyad", dyad_types)


def anchors(content: ModuleContent) -> frozenset[str]:
    """The ids on a module's page that links may lead to."""
    named = [*_sections(content), *ids((*content.questions, *content.exercises)), *_cards(content)]
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
    return [named for name, values in cards.items() if name in shown for named in ids(values)]


def _once(named: list[Named]) -> list[Named]:
    """The first of each name: the others are told as questions or exercises that stand twice."""
    return list(dict(reversed(named)).items())


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
