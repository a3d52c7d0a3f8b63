"""Things of the base that have another id than before: overlays that still name the old one follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.overlay import lessons, raw
from generator.overlay.things import Thing
from generator.problems import Places, Problem
from generator.source import Table, YamlFile

NAMING = {"module": "modules", "requires": "modules", "tools": "tools", "sources": "references"}
"""Fields that name things, and the list that these stand in."""


def renames(things: Mapping[str, Thing]) -> dict[str, str]:
    """Every target that was called otherwise before, by what it was called."""
    found = {}
    for thing in things.values():
        holder, _, _ = thing.target.rpartition(".")
        for name in thing.renamed_from:
            sorts = [(holder, thing.target)]
            if holder == "modules":
                sorts += [(sort, f"{sort}.{thing.module}") for sort in ("lessons", "sessions")]
            found.update({f"{sort}.{name}": new for sort, new in sorts if f"{holder}.{name}" not in things})
    return found


def problems(things: Mapping[str, Thing]) -> Iterator[Problem]:
    """Old names that something else has, or that two things claim."""
    claimed: dict[str, str] = {}
    for thing in things.values():
        holder, _, own = thing.target.rpartition(".")
        at = thing.value.place if isinstance(thing.value, lessons.Part) else thing.value.places.of("renamed_from")
        for name in thing.renamed_from:
            before = f"{holder}.{name}"
            if before in things:
                yield Problem(at, f"'{own}' was called '{name}' before, and something is called so", "give that one up")
            elif before in claimed:
                yield Problem(at, f"'{own}' and '{claimed[before]}' were both called '{name}' before", "keep one")
            claimed.setdefault(before, own)


def followed(file: YamlFile, names: Mapping[str, str]) -> YamlFile:
    """An overlay.yaml as if its author had written the ids of now; the places stay."""
    return raw.with_value(file, _table(file.value, "", names)) if names else file


def target(before: str, names: Mapping[str, str]) -> str:
    """What a target is called now."""
    first, *rest = before.split(".")
    found = first
    for step in rest:
        found = names.get(f"{found}.{step}", f"{found}.{step}")
    return found


def _table(value: Table, prefix: str, names: Mapping[str, str]) -> Table:
    """The part of an overlay that stands at `prefix`; what `move` says is said of the thing that moves."""
    found: dict[str, Any] = {}
    new: dict[str, str] = {}
    for key, inner in value.items():
        below = f"{prefix}.{key}" if prefix else key
        now = names.get(below, below)
        called = now.rpartition(".")[2]
        new[key] = called if called not in value else key
        found[new[key]] = _value(inner, key, prefix if key == "move" else now, prefix, names)
    return raw.table(found, _renamed(value.places, new))


def _value(inner: object, key: str, below: str, prefix: str, names: Mapping[str, str]) -> object:
    if isinstance(inner, Table):
        return _table(inner, below, names)
    holder = prefix.rpartition(".")[0] if key in ("after", "before") else NAMING.get(key)
    if isinstance(inner, tuple) and holder:
        return tuple(_name(one, holder, names) for one in inner)
    return _name(inner, holder, names) if holder else inner


def _name(value: object, holder: str, names: Mapping[str, str]) -> object:
    now = names.get(f"{holder}.{value}")
    return now.rpartition(".")[2] if now else value


def _renamed(places: Places, new: Mapping[str, str]) -> Places:
    def keyed(found: Mapping[str, Any]) -> dict[str, Any]:
        return {new.get(key, key): place for key, place in found.items()}

    return replace(places, keys=keyed(places.keys), values=keyed(places.values), entries=keyed(places.entries))
