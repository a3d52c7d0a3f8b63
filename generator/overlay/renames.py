"""Things of the base that have another id than before: overlays that still name the old one follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.overlay import lessons, raw
from generator.overlay.things import Thing
from generator.problems import Places, Problem
from generator.source import Sources, Table, TextFile, YamlFile

NAMING = {"module": "modules", "modules": "modules", "requires": "modules", "tools": "tools", "sources": "references"}
"""Fields that name things, and the list that these stand in."""
LINK = re.compile(r"\]\((?:(module|tool):([a-z0-9-]+))?(?:#([a-z0-9-]+))?\)")


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


def followed_files(files: Sources, overlay: YamlFile, names: Mapping[str, str]) -> Sources:
    """The organization's own files with links and names as they are now; `overlay` says on which page a text stands."""
    if not names:
        return files
    pages = {path: name for name, path in _pages(overlay.value)}
    texts = {
        path: replace(file, text=linked(file.text, names, pages.get(path, ""))) for path, file in files.texts.items()
    }
    yaml = {path: file if path == "overlay.yaml" else followed(file, names) for path, file in files.yaml.items()}
    return replace(files, yaml=yaml, texts=texts)


def _pages(overlay: Table) -> Iterator[tuple[str, str]]:
    """The module on whose page a file of text/ stands."""
    found = overlay.get("lessons")
    for name, lesson in found.items() if isinstance(found, Table) else ():
        sections = lesson.get("sections") if isinstance(lesson, Table) else None
        for section in sections.values() if isinstance(sections, Table) else ():
            ways = section.items() if isinstance(section, Table) else ()
            yield from ((name, path) for way, path in ways if way != "why" and isinstance(path, str))


def as_before(things: Mapping[str, Thing]) -> Mapping[str, Thing]:
    """The things as if they still named each other by their oldest ids: so a rename changes no text that has a link."""
    names = {}
    for thing in things.values():
        holder, _, _ = thing.target.rpartition(".")
        for oldest in thing.renamed_from[:1]:
            names[thing.target] = f"{holder}.{oldest}"
    return {target: _before(thing, names) for target, thing in things.items()} if names else things


def _before(thing: Thing, names: Mapping[str, str]) -> Thing:
    files = tuple((name, _file_before(file, thing.module, names)) for name, file in thing.files)
    if isinstance(thing.value, lessons.Part):
        return replace(thing, value=replace(thing.value, body=linked(thing.value.body, names, thing.module)))
    return replace(thing, value=_table(thing.value, "", names), files=files)


def _file_before(file: YamlFile | TextFile, page: str, names: Mapping[str, str]) -> YamlFile | TextFile:
    if isinstance(file, TextFile):
        return replace(file, text=linked(file.text, names, page))
    return followed(file, names)


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
    if isinstance(inner, tuple):
        return tuple(_value(one, key, below, prefix, names) for one in inner)
    holder = prefix.rpartition(".")[0] if key in ("after", "before") else NAMING.get(key)
    if isinstance(inner, str) and not holder:
        return linked(inner, names)
    return _name(inner, holder, names) if holder else inner


def linked(text: str, names: Mapping[str, str], page: str = "") -> str:
    """The text with its links to things that are called otherwise; `page` is the module on whose page it stands."""

    def link(found: re.Match[str]) -> str:
        sort, name, anchor = found[1], found[2] or "", found[3]
        now = names.get(f"{sort}s.{name}", f".{name}").rpartition(".")[2]
        homes = {"module": (now, name), None: (page,)}.get(sort, ())
        sections = [names[at] for home in homes if (at := f"lessons.{home}.sections.{anchor}") in names]
        anchor = sections[0].rpartition(".")[2] if sections else anchor
        return f"]({f'{sort}:{now}' if sort else ''}{f'#{anchor}' if anchor else ''})"

    return LINK.sub(link, text) if "](" in text else text


def _name(value: object, holder: str, names: Mapping[str, str]) -> object:
    now = names.get(f"{holder}.{value}")
    return now.rpartition(".")[2] if now else value


def _renamed(places: Places, new: Mapping[str, str]) -> Places:
    def keyed(found: Mapping[str, Any]) -> dict[str, Any]:
        return {new.get(key, key): place for key, place in found.items()}

    return replace(places, keys=keyed(places.keys), values=keyed(places.values), entries=keyed(places.entries))
