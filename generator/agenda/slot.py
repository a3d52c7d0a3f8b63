"""What fills a slot in the calendar: the segments of one or several sessions, breaks, or a huddle of 15 minutes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal

from generator.agenda import Agenda, Entry, Refusal, agenda, authored, reached
from generator.model import Segment, Session

WITHOUT_BREAK = 90
"""A slot of so many minutes needs no break."""
STRETCH = 75
"""In a longer one, the most minutes from one break to the next."""
BREAK = 10
HUDDLE = 15
WELCOME, WORK = 1, range(10, 13)
"""In a huddle: a minute to begin with, what its one segment may take, and the rest to say what each will try."""
Sort = Literal["segment", "break", "welcome", "closing"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the agenda: what begins `start` minutes into the slot and takes `minutes`.

    `part` counts the sessions of the slot from 0. Only a segment has an `entry`, whose times are those of the slot.
    """

    sort: Sort
    start: int
    minutes: int
    part: int = 0
    entry: Entry | None = None

    @property
    def end(self) -> int:
        """Minutes into the slot at which it is over."""
        return self.start + self.minutes


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot of `length` minutes that its lines fill exactly; `objective` is the one that a huddle serves."""

    length: int
    lines: tuple[Line, ...]
    left_out: tuple[tuple[int, Segment], ...] = ()
    objective: str = ""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The segments with their times in the slot."""
        return tuple(line.entry for line in self.lines if line.entry)


def usual(sessions: Sequence[Session]) -> Slot:
    """The slot that the sessions need as they were written, with the breaks that so long a slot asks for."""
    entries: list[Entry] = []
    parts: list[int] = []
    for part, session in enumerate(sessions):
        entries += authored(session).entries
        parts += [part] * len(session.segments)
    pauses = _pauses(entries, parts, _fewest(entries, parts))
    return _slot(entries, parts, pauses)


def slot(sessions: Sequence[Session], length: int) -> Slot | Refusal:
    """What fills `length` minutes exactly, or why nothing can; a huddle is made of a single session."""
    if length == HUDDLE and len(sessions) == 1 and (huddle := _huddle(sessions[0])):
        return huddle
    totals = reached(_segments(sessions))
    return _filled(sessions, length, totals) or _refusal(sessions, length, totals)


def _segments(sessions: Sequence[Session]) -> list[Segment]:
    return [segment for session in sessions for segment in session.segments]


def _refusal(sessions: Sequence[Session], length: int, totals: frozenset[int]) -> Refusal:
    longest = max(totals)
    above = max(longest + BREAK * (longest // (STRETCH // 3) + 1), length)
    shorter = next((other for other in range(length - 1, 0, -1) if _filled(sessions, other, totals)), None)
    longer = next((other for other in range(length + 1, above + 1) if _filled(sessions, other, totals)), None)
    return Refusal(length, shorter, longer)


def _filled(sessions: Sequence[Session], length: int, totals: frozenset[int]) -> Slot | None:
    """The slot with as few breaks as its length needs: none up to 90 minutes."""
    segments = _segments(sessions)
    for breaks in (0,) if length <= WITHOUT_BREAK else range(1, length // (BREAK + 1) + 1):
        work = length - BREAK * breaks
        found = agenda(segments, work) if work > 0 and work in totals else None
        if not isinstance(found, Agenda):
            continue
        parts = [_part(sessions, entry.segment) for entry in found.entries]
        pauses = _pauses(found.entries, parts, breaks)
        if len(pauses) == breaks:
            left_out = tuple((_part(sessions, segment), segment) for segment in found.left_out)
            return replace(_slot(found.entries, parts, pauses), left_out=left_out)
    return None


def _part(sessions: Sequence[Session], segment: Segment) -> int:
    return next(part for part, session in enumerate(sessions) if any(one is segment for one in session.segments))


def _fewest(entries: Sequence[Entry], parts: Sequence[int]) -> int:
    """How many breaks these segments need: none in 90 minutes, else no stretch is longer than 75."""
    total = sum(entry.minutes for entry in entries)
    if total <= WITHOUT_BREAK:
        return 0
    return next((n for n in range(1, len(entries)) if len(_pauses(entries, parts, n)) == n), 0)


def _pauses(entries: Sequence[Entry], parts: Sequence[int], breaks: int) -> tuple[int, ...]:
    """Before which segments the breaks come, so that no stretch is longer than 75 minutes; nothing where they cannot.

    Breaks between two sessions come first, then stretches that are as even as can be.
    """
    ends = list(accumulate((entry.minutes for entry in entries), initial=0))
    best: dict[int, tuple[int, int, tuple[int, ...]]] = {0: (0, 0, ())}
    for _ in range(breaks):
        best = {here: min(found) for here in range(1, len(entries)) if (found := list(_steps(best, ends, parts, here)))}
    last = [
        (cost, uneven + (ends[-1] - ends[here]) ** 2, pauses)
        for here, (cost, uneven, pauses) in best.items()
        if ends[-1] - ends[here] <= STRETCH
    ]
    return min(last)[2] if breaks and last else ()


def _steps(
    best: dict[int, tuple[int, int, tuple[int, ...]]], ends: Sequence[int], parts: Sequence[int], here: int
) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    inside = int(parts[here] == parts[here - 1])
    for there, (cost, uneven, pauses) in best.items():
        if there < here and ends[here] - ends[there] <= STRETCH:
            yield cost + inside, uneven + (ends[here] - ends[there]) ** 2, (*pauses, here)


def _slot(entries: Sequence[Entry], parts: Sequence[int], pauses: Sequence[int]) -> Slot:
    lines: list[Line] = []
    now = 0
    for position, (entry, part) in enumerate(zip(entries, parts, strict=True)):
        if position in pauses:
            lines.append(Line("break", now, BREAK, part))
            now += BREAK
        lines.append(Line("segment", now, entry.minutes, part, replace(entry, start=now)))
        now += entry.minutes
    return Slot(now, tuple(lines))


def _huddle(session: Session) -> Slot | None:
    """One segment with an objective, best of all for pairs, between a word of welcome and what each will try."""
    fitting = [(segment, minutes) for segment in session.segments if (minutes := _short(segment))]
    if not fitting:
        return None
    segment, minutes = min(fitting, key=lambda one: one[0].mode != "pair")
    entry = Entry(segment, WELCOME, minutes)
    rest = HUDDLE - entry.end
    lines = (Line("welcome", 0, WELCOME), Line("segment", WELCOME, minutes, 0, entry), Line("closing", entry.end, rest))
    left_out = tuple((0, other) for other in session.segments if other is not segment)
    return Slot(HUDDLE, lines, left_out, segment.objective or "")


def _short(segment: Segment) -> int:
    """The minutes that a segment can take in a huddle; none where it cannot."""
    if segment.priority != "must" or not segment.objective:
        return 0
    least = min(segment.minutes.min, segment.if_late.cut_to or segment.minutes.min if segment.if_late else WORK[-1] + 1)
    return next((minutes for minutes in reversed(WORK) if least <= minutes <= segment.minutes.max), 0)
