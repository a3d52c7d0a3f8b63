"""Sessions can be held in the lengths that they offer, and the days of the kit hold together."""

from __future__ import annotations

from collections.abc import Iterator

from generator import agenda
from generator.agenda import late
from generator.checks.named import ids, twice
from generator.model import Curriculum, Segment
from generator.model.kit import Day, DayPart
from generator.problems import Problem, unknown


def lengths_can_be_met(curriculum: Curriculum) -> Iterator[Problem]:
    """The authored length, the first, is told where it does not add up."""
    for content in curriculum.modules:
        if not content.session or not _in_order(content.session.segments):
            continue
        for number, length in enumerate(content.session.lengths[1:], 1):
            found = agenda.agenda(content.session.segments, length)
            if isinstance(found, agenda.Refusal):
                what = f"the session of '{content.module.id}' cannot be held in {length} minutes"
                yield Problem(content.session.at.entry("lengths", number), what, found.reason)


def objectives_keep_an_activity(curriculum: Curriculum) -> Iterator[Problem]:
    """Whoever runs late cuts what should and could be; each objective that the session serves keeps what must."""
    for content in curriculum.modules:
        session = content.session
        for name in late.without_must(content.module, session) if session else ():
            served = [segment for segment in session.segments if segment.objective == name] if session else []
            if served:
                what = f"no segment that serves the objective '{name}' must be: a late session loses all of it"
                yield Problem(served[0].at.of("priority"), what, "give one of them 'priority: must'")


def _in_order(segments: tuple[Segment, ...]) -> bool:
    times = (segment.minutes for segment in segments)
    return all(time.min <= time.usual <= time.max for time in times)


def days_can_be_held(curriculum: Curriculum) -> Iterator[Problem]:
    days = curriculum.kit.days if curriculum.kit else ()
    yield from twice("day", ids(days))
    for day in days:
        for part in day.parts:
            yield from _part(curriculum, day, part)


def _part(curriculum: Curriculum, day: Day, part: DayPart) -> Iterator[Problem]:
    if (part.session is None) == (part.pause is None):
        yield Problem(part.at.whole, f"a part of the day '{day.id}' is unclear", "expected 'session' or 'pause'")
    if part.session is None:
        return
    content = curriculum.module_ids.get(part.session)
    if content is None:
        yield unknown(part.at.of("session"), "module", part.session, curriculum.module_ids)
    elif content.module.status == "ready" and content.session is None and content.whole:
        yield Problem(part.at.of("session"), f"the module '{part.session}' has no session yet", "choose another one")
    elif content.session and _in_order(content.session.segments):
        found = agenda.agenda(content.session.segments, part.minutes)
        if isinstance(found, agenda.Refusal):
            what = f"the session of '{part.session}' cannot be held in {part.minutes} minutes"
            yield Problem(part.at.of("minutes"), what, found.reason)


def adaptations_name_types(curriculum: Curriculum) -> Iterator[Problem]:
    known = {dyad_type.id for dyad_type in curriculum.spine.dyad_types}
    for adaptation in curriculum.kit.adaptations if curriculum.kit else ():
        if adaptation.dyad_type not in known:
            yield unknown(adaptation.at.of("dyad_type"), "type of dyad", adaptation.dyad_type, known)


RULES = (lengths_can_be_met, objectives_keep_an_activity, days_can_be_held, adaptations_name_types)
