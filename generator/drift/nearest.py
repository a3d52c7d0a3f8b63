"""What the base got that looks most like something it no longer has."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher

from generator.overlay import wording
from generator.overlay.things import Thing

ENOUGH = 0.6
"""How alike the words of two texts must be, from 0 to 1, for one to be named."""
ALIKE = 0.8
"""The same for ids, where no text is known: `be-q5` and `be-q10` are not alike."""


def to(lost: str, field: str, then: str, *, known: Mapping[str, Thing], listed: Mapping[str, str]) -> str:
    """The target of the likeliest new thing of the same sort as `lost`; nothing where none is like it.

    The base said `then` in its `field`, or as a whole where no field is named; `listed` is what it had at the pin. The
    same words under another id come first, then like words, then like ids.
    """
    fresh = [one for one in known.values() if _sort(one.target) == _sort(lost) and one.target not in listed]
    same = [one.target for one in fresh if wording.digest(one.wording).startswith(listed.get(lost, "-"))]
    if same:
        return min(same)
    scored = [(_likeness(one, field, then, lost), one.target) for one in fresh]
    best, target = max(scored, default=(0.0, ""))
    return target if best >= (ENOUGH if then.strip() else ALIKE) else ""


def _likeness(one: Thing, field: str, then: str, lost: str) -> float:
    if then.strip():
        said = one.field(field) if field else one.wording
        return SequenceMatcher(None, then.split(), said.split(), autojunk=False).ratio()
    return SequenceMatcher(None, _name(lost), _name(one.target), autojunk=False).ratio()


def _name(target: str) -> str:
    return target.rpartition(".")[2]


def _sort(target: str) -> tuple[str, ...]:
    """The lists that lead to a thing, without the ids between them."""
    return tuple(target.split(".")[::2])
