"""Removals of what the base has taken away as well by now: they say nothing any more, and stand in nobody's way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.model.lock import State
from generator.overlay import renames, targets
from generator.overlay.draft import Layer
from generator.overlay.things import Thing


def redundant(layer: Layer, things: Mapping[str, Thing], locked: State | None) -> tuple[str, ...]:
    """The targets that the base had when their removal was recorded, and has no more."""
    gone = [one.target for one in targets.overrides(things, layer) if one.operation == "remove" and one.base is None]
    records = locked.overrides if locked and gone else {}
    names = renames.renames(things) if gone else {}
    recorded = {renames.target(one, names) for one, record in records.items() if record.operation == "remove"}
    return tuple(one for one in gone if one in recorded)


def without(layer: Layer, gone: Iterable[str]) -> Layer:
    """The overlay without the operations on these targets."""
    for target in gone:
        layer = replace(layer, overlay=_without(layer.overlay, target.split(".")))
    return layer


def _without(value: Any, steps: Sequence[str]) -> Any:
    first, *rest = steps
    if isinstance(value, dict):
        others = {key: inner for key, inner in value.items() if key != first}
        return {**value, first: _without(value[first], rest)} if rest else others
    return value.model_copy(update={first: _without(getattr(value, first), rest)})
