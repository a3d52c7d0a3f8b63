"""Ids stand once, and every id that is named somewhere exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.model import Authored, Curriculum, ModuleContent
from generator.problems import Place, Problem, unknown

RESERVED_PAGES = frozenset(
    "index modules paths glossary sources search assets tags latest 404 con prn aux nul sitemap robots".split()
)
RESERVED_ANCHORS = frozenset(
    "references words self-check reflection for-two two-chairs next objectives before evidence own-design".split()
)
RESERVED_BEGINNINGS = ("ref-", "word-")
ALWAYS_THERE = frozenset({"objectives", "self-check", "next"})
"""What every module's page has, so that links may lead there."""

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
        ("glossary entry", _ids(curriculum.glossary)),
        ("question", _ids(question for content in curriculum.modules for question in content.questions)),
        ("exercise", _ids(exercise for content in curriculum.modules for exercise in content.exercises)),
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
        named = anchors(content)
        questions = {place for _, place in _ids((*content.questions, *content.exercises))}
        for problem in _twice("id on this page", named):
            if problem.place not in questions:
                yield problem
        for name, place in named:
            if name in RESERVED_ANCHORS or name.startswith(RESERVED_BEGINNINGS):
                yield Problem(place, f"the id '{name}' is kept for the page itself", "choose another id")


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
    for holder in (*spine.paths, *layers, *weeks):
        yield from _unknown(holder, "modules", "module", modules)
    for dyad_type in spine.dyad_types:
        yield from _unknown(dyad_type, "path", "path", {path.id for path in spine.paths})
        yield from _unknown(dyad_type, "sources", "reference", works)
    for reference in curriculum.references:
        yield from _unknown(reference, "via", "reference", works)
    for entry in curriculum.glossary:
        yield from _unknown(entry, "module", "module", modules)
    for content in curriculum.modules:
        yield from _content_names(content, works, {dyad_type.id for dyad_type in spine.dyad_types})


def _content_names(content: ModuleContent, works: set[str], dyad_types: set[str]) -> Iterator[Problem]:
    objectives = {objective.id for objective in content.module.objectives}
    for question in content.questions:
        yield from _unknown(question, "objective", "objective", objectives)
        yield from _unknown(question, "sources", "reference", works | {"own"})
        for node in getattr(question, "nodes", ()):
            for choice in node.choices:
                yield from _unknown(choice, "to", "node", {node.id for node in question.nodes})
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


def anchors(content: ModuleContent) -> list[Named]:
    """The ids on a module's page that its authors chose, with their places."""
    sections = content.lesson.sections if content.lesson else ()
    decisions = content.briefs.decisions if content.briefs else ()
    points = [value for group in content.points for value in (group, *group.points)]
    authored = (*content.questions, *content.exercises, *content.behaviors, *content.styles, *decisions, *points)
    return [*((section.id, section.place) for section in sections), *_ids(authored)]


def _ids(values: Iterable[Authored]) -> list[Named]:
    return [(str(getattr(value, "id", "")), value.at.of("id")) for value in values]


def _twice(sort: str, named: Iterable[Named]) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for name, place in named:
        if name in first:
            yield Problem(place, f"the {sort} '{name}' stands twice", f"first at {first[name]}")
        first.setdefault(name, place)


def _unknown(holder: Authored, field: str, sort: str, known: Iterable[str]) -> Iterator[Problem]:
    value = getattr(holder, field, None)
    for name in (value,) if isinstance(value, str) else value or ():
        if name not in known:
            found = unknown(holder.at.of(field), sort, name, known)
            yield Problem(found.place, found.what, found.expected, found.near, needle=name)


RULES = (
    ids_stand_once,
    ids_stand_once_below,
    anchors_stand_once,
    pages_have_places_of_their_own,
    named_things_exist,
)
