"""The running-late card: at each checkpoint of a session, what to cut, what it saves, and the sentence to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.agenda import IMPORTANCE, Entry
from generator.agenda.slot import Slot
from generator.model import Module, Segment, Session

SHORT = 30
"""A slot of so many minutes needs no card."""
CHECKPOINTS = 3


@dataclass(frozen=True, slots=True)
class Cut:
    """A segment that takes `minutes` instead of what the agenda gives it, `saved` minutes less; 0 leaves it out.

    `say` is the author's sentence, where there is one.
    """

    entry: Entry
    minutes: int
    saved: int
    say: str


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A moment to look at the clock: as `entry` begins. The cuts still to make, in the order in which to make them.

    There are none where every segment is as short as it can be already.
    """

    entry: Entry
    cuts: tuple[Cut, ...]

    @property
    def saved(self) -> int:
        """The minutes that all of them save."""
        return sum(cut.saved for cut in self.cuts)


def card(slot: Slot) -> tuple[Checkpoint, ...]:
    """The checkpoints of a slot longer than 30 minutes, about a quarter, half and three quarters into it."""
    if slot.length <= SHORT:
        return ()
    return tuple(Checkpoint(entry, tuple(_cuts(slot, entry))) for entry in _looks(slot))


def _looks(slot: Slot) -> Iterator[Entry]:
    seen: list[Entry] = []
    for number in range(1, CHECKPOINTS + 1):
        at = slot.length * number // (CHECKPOINTS + 1)
        found = min(slot.entries[1:], key=lambda entry: (abs(entry.start - at), entry.start), default=None)
        if found and found not in seen:
            seen.append(found)
            yield found


def _cuts(slot: Slot, checkpoint: Entry) -> Iterator[Cut]:
    """What matters least goes first, the latest of it before the others; nothing that must be is ever left out."""
    remaining = [entry for entry in slot.entries if entry.start >= checkpoint.start]
    for entry in sorted(remaining, key=lambda one: (-IMPORTANCE.index(one.segment.priority), -one.start)):
        minutes = _least(entry.segment)
        if minutes < entry.minutes:
            say = entry.segment.if_late.say if entry.segment.if_late else ""
            yield Cut(entry, minutes, entry.minutes - minutes, say)


def _least(segment: Segment) -> int:
    """To how many minutes a segment can be cut when time runs short; 0 where it is left out."""
    if segment.if_late and (segment.if_late.cut_to or segment.priority != "must"):
        return segment.if_late.cut_to
    return segment.minutes.min if segment.priority == "must" else 0


def without_must(module: Module, session: Session) -> Iterator[str]:
    """The objectives of a module for which, once all is cut, no activity is left: none of theirs must be."""
    kept = {segment.objective for segment in session.segments if segment.priority == "must"}
    yield from (objective.id for objective in module.objectives if objective.id not in kept)
