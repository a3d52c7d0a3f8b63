"""Tables with one thing changed, every value keeping the place where it was written. Nothing is changed in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.problems import Place, Places
from generator.source import Loc, Table, YamlFile

Placed = tuple[Any, Place]
"""A value, and where it stands."""


def table(values: Mapping[str, Any], places: Places) -> Table:
    """A table of its own with these values and places."""
    made = Table(values)
    made.places = places
    return made


def taken(target: Table, key: str, source: Table, source_key: str | None = None) -> Table:
    """`target` with the value that another table has, and with that value's places."""
    name = source_key or key
    at, whole = source.places, source.places.whole
    return _placed(target, key, source[name], (at.keys.get(name, whole), at.of(name), at.entries.get(name)))


def worth(target: Table, key: str, value: object, place: Place) -> Table:
    """`target` with a value of its own, said to stand at `place`."""
    return _placed(target, key, value, (place, place, None))


def listed(target: Table, key: str, items: Iterable[Placed]) -> Table:
    """`target` with the items of a list, in this order."""
    found = tuple(items)
    at = target.places
    entries = tuple(place for _, place in found)
    stands = (at.keys.get(key, at.whole), at.of(key), entries)
    return _placed(target, key, tuple(value for value, _ in found), stands)


def without(target: Table, key: str) -> Table:
    """`target` without a key."""
    return table({name: value for name, value in target.items() if name != key}, target.places)


def items(holder: Table, key: str) -> list[Placed]:
    """The items of a list, each with its place; nothing where there is no list."""
    found = holder.get(key)
    if not isinstance(found, tuple):
        return []
    return [(value, holder.places.entry(key, number)) for number, value in enumerate(found)]


def with_fields(target: Table, fields: Table) -> Table:
    """`target` with each of these fields in place of its own."""
    for key in fields:
        target = taken(target, key, fields)
    return target


def with_value(file: YamlFile, value: Table) -> YamlFile:
    """The file with other data; its text stays what is on disk."""
    return replace(file, value=value, places=dict(_located(value, value.places.whole, ())))


def name(value: object) -> str:
    """The id of a raw thing; nothing where it has none."""
    return str(value.get("id") or "") if isinstance(value, Table) else ""


def _placed(target: Table, key: str, value: object, stands: tuple[Place, Place, tuple[Place, ...] | None]) -> Table:
    """`target` with a value whose key, itself and entries stand there."""
    at = target.places
    key_place, value_place, listed_at = stands
    entries = {name: found for name, found in at.entries.items() if name != key}
    if listed_at is not None:
        entries[key] = listed_at
    places = Places(at.whole, {**at.keys, key: key_place}, {**at.values, key: value_place}, entries)
    return table({**target, key: value}, places)


def _located(value: object, place: Place, loc: Loc) -> Iterator[tuple[Loc, Place]]:
    """The place of a value and of all it holds, by where each stands in the data."""
    yield loc, place
    if not isinstance(value, Table):
        return
    for key, inner in value.items():
        yield from _located(inner, value.places.of(key), (*loc, key))
        for number, item in enumerate(inner if isinstance(inner, tuple) else ()):
            yield from _located(item, value.places.entry(key, number), (*loc, key, number))
