"""A cohort's sessions and its follow-ups as a calendar file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import icalendar

from generator.agenda import slot
from generator.model import Curriculum, ModuleContent
from generator.plan.page import Texts
from generator.words import word

FOLLOW_UPS = (30, 60, 90)
"""Days after the last session."""


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """When a cohort meets: every so many days from the first date on, at a time of day or all day long."""

    first: date
    every: timedelta
    start: str = ""
    minutes: int = 0


def calendar(curriculum: Curriculum, modules: Sequence[str], cohort: Cohort, stamp: int) -> bytes:
    """The .ics file for these sessions, one after the other, and for what comes 30, 60 and 90 days after the last.

    `stamp` is when it was made, in seconds since 1970. Times are those of wherever the reader is.
    """
    texts, language = Texts(curriculum, "facilitator"), curriculum.spine.language
    made = icalendar.Calendar()
    made.add("prodid", f"-//{curriculum.spine.id}//dyad//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", curriculum.spine.title)
    for event in _events(texts, [curriculum.module_ids[name] for name in modules], cohort, language):
        event.add("dtstamp", datetime.fromtimestamp(stamp, UTC))
        made.add_component(event)
    return bytes(made.to_ical())


def _events(
    texts: Texts, contents: Sequence[ModuleContent], cohort: Cohort, language: str
) -> Iterator[icalendar.Event]:
    day = cohort.first
    for number, content in enumerate(contents):
        day = cohort.first + number * cohort.every
        minutes = cohort.minutes or (slot.usual([content.session]).length if content.session else 60)
        title = word(language, "Session: %(title)s", title=texts.plain(content.module.title))
        event = _event(f"{content.module.id}-{day}", title, day, cohort.start, minutes)
        event.add("description", texts.plain(content.module.summary))
        address = texts.curriculum.spine.address
        if address:
            event.add("url", f"{address}modules/{content.module.id}.html")
        yield event
    for days in FOLLOW_UPS:
        title = word(language, "%(days)s days later: what has changed?", days=days)
        event = _event(f"follow-up-{days}-{day}", title, day + timedelta(days=days), "", 0)
        event.add(
            "description",
            word(language, "Partners look at the one behavior each took on, and at their agreement."),
        )
        yield event


def _event(name: str, title: str, day: date, start: str, minutes: int) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{name}@dyad")
    event.add("summary", title)
    if not start:
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        return event
    begins = datetime.combine(day, time.fromisoformat(start))
    event.add("dtstart", begins)
    event.add("dtend", begins + timedelta(minutes=minutes))
    return event
