"""Agendas computed from a session's segments: for a length in minutes, what is done when, or why it cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.model import Segment, Session

IMPORTANCE = ("must", "should", "could")


@dataclass(frozen=True, slots=True)
class Entry:
    """A segment with its time: it begins `start` minutes into the session and takes `minutes`."""

    segment: Segment
    start: int
    minutes: int

    @property
    def end(self) -> int:
        """Minutes into the session at which it is over."""
        return self.start + self.minutes


@dataclass(frozen=True, slots=True)
class Agenda:
    """A session of `length` minutes: its entries fill it exactly; `left_out` are the segments without a place."""

    length: int
    entries: tuple[Entry, ...]
    left_out: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A length that cannot be met, with the nearest shorter and longer ones that can, all in minutes."""

    length: int
    shorter: int | None
    longer: int | None

    @property
    def reason(self) -> str:
        """Why, with the minutes that are missing or left over."""
        if self.longer is None and self.shorter is not None:
            return f"at their longest, the segments fill {self.shorter} minutes, {self.length - self.shorter} too few"
        if self.shorter is None and self.longer is not None:
            over = self.longer - self.length
            return f"at their shortest, the segments that must be take {self.longer} minutes, {over} too many"
        return f"the segments fill {self.shorter} minutes or {self.longer}, and nothing between"


def authored(session: Session) -> Agenda:
    """The agenda as it was written: every segment with its usual minutes."""
    return _timed(session.segments, [segment.minutes.usual for segment in session.segments])


def agenda(segments: Sequence[Segment], length: int) -> Agenda | Refusal:
    """The agenda that fills `length` minutes exactly, as near to the usual minutes as can be.

    What must be stays. Of the rest, a segment goes only where the length cannot be met with it, given what is more
    important: first by priority, then by place, the latest going first. What is then to gain or to give is shared out
    in proportion to the room that each segment has.
    """
    totals = reached(segments)
    if length not in totals:
        shorter = max((total for total in totals if total < length), default=None)
        return Refusal(length, shorter, min((total for total in totals if total > length), default=None))
    kept = _kept(segments, length)
    held = {id(segment) for segment in kept}  # two sessions may have segments that are equal
    left_out = tuple(segment for segment in segments if id(segment) not in held)
    return _timed(kept, _shared([segment.minutes.usual for segment in kept], _rooms(kept, length), length), left_out)


def _by_importance(segments: Sequence[Segment]) -> list[Segment]:
    return sorted(segments, key=lambda segment: IMPORTANCE.index(segment.priority))


def reached(segments: Iterable[Segment]) -> frozenset[int]:
    """Every total in minutes that some choice of these segments can have; what must be is in each choice."""
    totals = frozenset({0})
    for segment in segments:
        times = range(segment.minutes.min, segment.minutes.max + 1)
        with_it = frozenset(total + minutes for total in totals for minutes in times)
        totals = with_it if segment.priority == "must" else totals | with_it
    return totals


def _kept(segments: Sequence[Segment], length: int) -> list[Segment]:
    """The segments to hold, in their order: each of the more important ones if the others then still can fill it."""
    ordered = _by_importance(segments)
    kept: list[Segment] = []
    for position, segment in enumerate(ordered):
        chosen = [*kept, segment]
        least = sum(one.minutes.min for one in chosen)
        most = sum(one.minutes.max for one in chosen)
        rest = reached(ordered[position + 1 :])
        if segment.priority == "must" or any(least <= length - total <= most for total in rest):
            kept = chosen
    held = {id(segment) for segment in kept}
    return [segment for segment in segments if id(segment) in held]


def _rooms(kept: Sequence[Segment], length: int) -> list[int]:
    """By how many minutes each segment can change in the direction that the length asks for."""
    if length < sum(segment.minutes.usual for segment in kept):
        return [segment.minutes.usual - segment.minutes.min for segment in kept]
    return [segment.minutes.max - segment.minutes.usual for segment in kept]


def _shared(usual: Sequence[int], rooms: Sequence[int], length: int) -> list[int]:
    """The usual minutes, changed in proportion to their rooms until they add up to `length`.

    What whole minutes leave over goes to the largest remainders, the earliest first.
    """
    change, room = length - sum(usual), sum(rooms)
    if not change:
        return list(usual)
    parts = [abs(change) * one // room for one in rooms]
    remainders = [abs(change) * one % room for one in rooms]
    left = abs(change) - sum(parts)
    first = set(sorted(range(len(usual)), key=lambda number: -remainders[number])[:left])
    sign = 1 if change > 0 else -1
    return [
        minutes + sign * (part + (number in first))
        for number, (minutes, part) in enumerate(zip(usual, parts, strict=True))
    ]


def _timed(kept: Sequence[Segment], minutes: Sequence[int], left_out: tuple[Segment, ...] = ()) -> Agenda:
    starts = [sum(minutes[:number]) for number in range(len(kept))]
    return Agenda(sum(minutes), tuple(map(Entry, kept, starts, minutes)), left_out)


def clock(start: str, minutes: int) -> str:
    """The time of day `minutes` after `start`, as `9:05`."""
    hours, past = start.split(":")
    total = int(hours) * 60 + int(past) + minutes
    return f"{total // 60 % 24}:{total % 60:02}"
