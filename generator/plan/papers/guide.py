"""The facilitator guide: sections in the order in which a person prepares, runs and closes a session."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.agenda import late, slot
from generator.model import Module, ModuleContent, Segment, Spine
from generator.plan import facilitator, lists
from generator.plan.page import texts_of
from generator.plan.papers.document import Document, Ordered, Section, anchor, made, mode_words, rows
from generator.words import word

LONG = 34
"""From about so many lines on, a segment is set smaller, so that it stays on one page."""
LENGTHS = (15, 45, 60, 75, 90)
"""The lengths that a guide offers besides its own, in minutes."""


def document(ordered: Ordered) -> Document:
    """The guide of a session."""
    label = word(ordered.language, "Facilitator guide")
    sections = tuple(_sections(ordered))
    return made(ordered, "guide", label, sections, cited=_read(ordered), values=_values(ordered), contents=True)


def _values(ordered: Ordered) -> Mapping[str, object]:
    curriculum = ordered.texts.curriculum
    pairs = (ordered.order.pairs,)
    kit = curriculum.kit
    counted = [
        (
            content,
            tuple(facilitator.materials(ordered.texts, content.session, pairs)),
            tuple(facilitator.sheets(ordered.texts, content, content.session, pairs)),
        )
        for content in ordered.contents
        if content.session
    ]
    return {
        "spine": curriculum.spine,
        "kit": kit,
        "kinds": lists.kinds(curriculum.spine),
        "contents": ordered.contents,
        "rows": tuple(rows(ordered)),
        "modes": mode_words(ordered.language),
        "counted": counted,
        "card": late.card(ordered.slot),
        "others": tuple(_others(ordered)),
        "neighbors": {content.module.id: neighbors(curriculum.spine, content.module) for content in ordered.contents},
        "people": 2 * ordered.order.pairs,
        "objectives": {one.id: one for content in ordered.contents for one in content.module.objectives},
        "handouts": {
            (content.module.id, sheet.id): sheet
            for content in ordered.contents
            for sheet in (content.session.handouts if content.session else ())
        },
    }


def _sections(ordered: Ordered) -> Iterator[Section]:
    """The sections; what belongs to the session as a whole stands once, what belongs to a module once for each."""
    said, several = ordered.language, len(ordered.contents) > 1
    prefix = ordered.contents[0].module.id

    def section(name: str, title: str, *, page: bool = False) -> Section:
        return Section(anchor(prefix, name), title, f"print/guide/{name}.html.j2", starts_page=page)

    yield section("glance", word(said, "At a glance"))
    yield section("place", word(said, "Why this, and where it sits"), page=True)
    yield section("prepare", word(said, "Prepare"))
    yield section("room", word(said, "Room, remote and hybrid"))
    yield section("agenda", word(said, "Agenda"), page=True)
    yield section("opening", word(said, "Opening and ground rules"))
    for part, content in enumerate(ordered.contents):
        yield from _of_module(ordered, part, content, several)
    yield section("watch", word(said, "When it gets hard"))
    if late.card(ordered.slot):
        yield section("late", word(said, "Running late"))
    yield section("debrief", word(said, "Debrief and commitments"))
    yield section("check", word(said, "Check of learning"))
    yield section("measure", word(said, "Measure"))
    yield section("copies", word(said, "Sheets and copies"))
    yield section("after", word(said, "After"))
    yield section("sources", word(said, "Sources"))


def _of_module(ordered: Ordered, part: int, content: ModuleContent, several: bool) -> Iterator[Section]:
    said, own = ordered.language, content.module
    lines = [line for line in ordered.slot.lines if line.part == part and line.entry]
    below = tuple((f"{own.id}-{line.entry.segment.id}", line.entry.segment.title) for line in lines if line.entry)
    title = ordered.texts.plain(own.title)
    values = {
        "content": content,
        "lines": tuple(lines),
        "long": frozenset(line.entry.segment.id for line in lines if line.entry and _is_long(line.entry.segment)),
        "advice": tuple(_advice(ordered, content)),
    }
    run = word(said, "Segments: %(title)s", title=title) if several else word(said, "Segments")
    yield Section(anchor(own.id, "segments"), run, "print/guide/segments.html.j2", values, below, starts_page=True)
    if content.exercises:
        name = word(said, "Pair sheets: %(title)s", title=title) if several else word(said, "Pair sheets")
        yield Section(anchor(own.id, "pairs"), name, "print/guide/pairs.html.j2", values)
    if content.briefs:
        name = word(said, "The case from two chairs")
        yield Section(anchor(own.id, "case"), name, "print/guide/case.html.j2", values)


def _advice(ordered: Ordered, content: ModuleContent) -> Iterator[facilitator.Advice]:
    curriculum = ordered.texts.curriculum
    if content.session:
        yield from facilitator.advice(curriculum.spine.dyad_types, content.session, curriculum.kit)


def _others(ordered: Ordered) -> Iterator[slot.Slot]:
    """The same session in other lengths."""
    for length in LENGTHS if len(ordered.sessions) == 1 else ():
        found = slot.slot(ordered.sessions, length)
        if isinstance(found, slot.Slot) and length != ordered.slot.length:
            yield found


def _is_long(segment: Segment) -> bool:
    texts = [segment.purpose, segment.say, *segment.do, *segment.watch_for]
    texts += [text for ask in segment.ask for text in (ask.question, *ask.expected, ask.if_silent)]
    texts += [segment.if_late.say] if segment.if_late else []
    labels = 3 * len(segment.ask) + 2 * bool(segment.if_late) + bool(segment.handouts)
    return sum(-(-len(text) // 90) for text in texts) + labels >= LONG


def neighbors(spine: Spine, own: Module) -> tuple[Module | None, Module | None]:
    """The modules before and after this one in the curriculum."""
    ready = [one for one in spine.modules if one.status == "ready"]
    place = ready.index(own)
    return (ready[place - 1] if place else None, ready[place + 1] if place + 1 < len(ready) else None)


def _read(ordered: Ordered) -> Iterator[str]:
    """The texts of the guide, in about the order in which they are read."""
    kit = ordered.texts.curriculum.kit
    yield "[@own]"
    yield from texts_of(kit) if kit else ()
    for content in ordered.contents:
        yield content.module.care or ""
        yield content.module.summary
        yield from texts_of(content.session) if content.session else ()
        for exercise in content.exercises:
            yield from texts_of(exercise)
        yield from texts_of(content.briefs) if content.briefs else ()
