"""A cohort's sessions and its follow-ups as a calendar file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import icalendar

from generator.agenda import slot
from generator.model import Curriculum, ModuleContent, Spine
from generator.plan import compact
from generator.plan.page import Texts, module_path
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

    `stamp` is when it was made, in seconds since 1970. Times are those of wherever the reader is. Where the site has an
    address, sessions lead to their modules and follow-ups to the pair's agreement.
    """
    texts = Texts(curriculum)
    made = icalendar.Calendar()
    made.add("prodid", f"-//{curriculum.spine.id}//dyad//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", curriculum.spine.title)
    for event in _events(texts, [curriculum.module_ids[name] for name in modules], cohort):
        event.add("dtstamp", datetime.fromtimestamp(stamp, UTC))
        made.add_component(event)
    return bytes(made.to_ical())


def _events(texts: Texts, contents: Sequence[ModuleContent], cohort: Cohort) -> Iterator[icalendar.Event]:
    spine, day = texts.curriculum.spine, cohort.first
    agreement = next((page.path for page in compact.pages(texts)), "")
    for number, content in enumerate(contents):
        day = cohort.first + number * cohort.every
        title = word(spine.language, "Session: %(title)s", title=texts.plain(content.module.title))
        event = _event(spine, f"{content.module.id}-{day}", title, module_path(content.module.id))
        event.add("description", texts.plain(content.module.summary))
        _timed(event, day, cohort.start, cohort.minutes or _usual(content))
        yield event
    for days in FOLLOW_UPS:
        title = word(spine.language, "%(days)s days later: what has changed?", days=days)
        event = _event(spine, f"follow-up-{days}-{day}", title, agreement)
        said = word(spine.language, "Partners look at the one behavior each took on, and at their agreement.")
        event.add("description", said)
        _timed(event, day + timedelta(days=days))
        yield event


def _usual(content: ModuleContent) -> int:
    return slot.usual([content.session] if content.session else []).length


def _event(spine: Spine, name: str, title: str, path: str) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{name}@{spine.id}.dyad")
    event.add("summary", title)
    if spine.address and path:
        event.add("url", f"{spine.address}{path.removesuffix('.md')}.html")
    return event


def _timed(event: icalendar.Event, day: date, start: str = "", minutes: int = 0) -> None:
    """Puts it on its day: at a time of day, or without one all day long."""
    if not start:
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        return
    begins = datetime.combine(day, time.fromisoformat(start))
    event.add("dtstart", begins)
    event.add("dtend", begins + timedelta(minutes=minutes))
