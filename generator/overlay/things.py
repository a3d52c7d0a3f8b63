"""Everything of the base that an overlay can name, by the path of ids that leads to it, such as `questions.ps-q1`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.overlay import lessons, raw, wording
from generator.overlay.draft import GLOSSARY, REFERENCES, SPINE
from generator.source import TOOLS, Sources, Table, TextFile, YamlFile

MODULE = re.compile(r"content/modules/([^/]+)/([^/]+)")
QUESTIONS, EXERCISES = "quiz.yaml", "exercises.yaml"
CALLED_BEFORE = re.compile(r'renamed_from="([^"]*)"')


@dataclass(frozen=True)
class Thing:
    """A thing of the base; `module` is the one it belongs to, where it belongs to one."""

    target: str
    value: Table | lessons.Part
    module: str = ""
    files: tuple[tuple[str, YamlFile | TextFile], ...] = ()
    """The files of a module, by their names."""

    @cached_property
    def wording(self) -> str:
        """What it says as a whole."""
        if isinstance(self.value, lessons.Part):
            return wording.of_section(self.value)
        inside = "".join(f"\n{name}\n\n{_file(file)}" for name, file in self.files)
        return wording.of_thing(self.value) + inside

    @property
    def renamed_from(self) -> tuple[str, ...]:
        """What it was called before."""
        if isinstance(self.value, lessons.Part):
            found = CALLED_BEFORE.search(self.value.heading)
            return tuple(found[1].split()) if found else ()
        before = self.value.get("renamed_from")
        return tuple(str(name) for name in before) if isinstance(before, tuple) else ()

    def field(self, name: str) -> str:
        """What one of its fields says; nothing where it does not have it."""
        return wording.wording(self.value.get(name)) if isinstance(self.value, Table) else ""


def things(base: Sources) -> dict[str, Thing]:
    """Every thing of the base, by its target."""
    return {thing.target: thing for thing in _things(base)} if SPINE in base.yaml else {}


def _things(base: Sources) -> Iterator[Thing]:
    spine = base.yaml[SPINE].value
    for key in ("contacts", "terms"):
        found = spine.get(key)
        if isinstance(found, Table):
            terms = {f"terms.{name}": value for name, value in found.items()}
            yield from _tables({"contacts": found} if key == "contacts" else terms)
    folders = _folders(base)
    for name, value in _named(spine, "modules"):
        yield Thing(f"modules.{name}", value, name, tuple(sorted(folders.get(name, {}).items())))
        objectives = _named(value, "objectives")
        yield from _tables({f"modules.{name}.objectives.{one}": inner for one, inner in objectives}, name)
    for name, files in folders.items():
        yield from _module(name, files)
    for path, key, sort in ((GLOSSARY, "entries", "glossary"), (REFERENCES, "references", "references")):
        if path in base.yaml:
            yield from _tables({f"{sort}.{name}": value for name, value in _named(base.yaml[path].value, key)})
    for path, file in base.yaml.items():
        if path.startswith(f"{TOOLS}/"):
            tool = f"tools.{path.removeprefix(f'{TOOLS}/').removesuffix('.yaml')}"
            yield Thing(tool, file.value)
            for key in ("items", "fields"):
                yield from _tables({f"{tool}.{key}.{name}": value for name, value in _named(file.value, key)})


def _folders(base: Sources) -> dict[str, dict[str, YamlFile | TextFile]]:
    """The files of each module."""
    found: dict[str, dict[str, YamlFile | TextFile]] = {}
    files: dict[str, YamlFile | TextFile] = {**base.yaml, **base.texts}
    for path, file in files.items():
        if match := MODULE.fullmatch(path):
            found.setdefault(match[1], {})[match[2]] = file
    return found


def _module(name: str, files: Mapping[str, YamlFile | TextFile]) -> Iterator[Thing]:
    for called, file in files.items():
        if isinstance(file, TextFile):
            parts = lessons.parts(file)
            yield from (Thing(f"lessons.{name}.sections.{part.id}", part, name) for part in parts if part.id)
        elif called == "session.yaml":
            yield Thing(f"sessions.{name}", file.value, name)
            segments = _named(file.value, "segments")
            yield from _tables({f"sessions.{name}.segments.{one}": value for one, value in segments}, name)
        elif called in (QUESTIONS, EXERCISES):
            sort = "questions" if called == QUESTIONS else "exercises"
            held = dict(_named(file.value, sort))
            yield from _tables({f"{sort}.{one}": value for one, value in held.items()}, name)
            for one, value in held.items() if sort == "questions" else ():
                choices = _named(value, "choices")
                yield from _tables({f"questions.{one}.choices.{choice}": inner for choice, inner in choices}, name)


def _tables(found: Mapping[str, object], module: str = "") -> Iterator[Thing]:
    for target, value in found.items():
        if isinstance(value, Table):
            yield Thing(target, value, module)


def _named(holder: Table, key: str) -> Iterator[tuple[str, Table]]:
    for value, _ in raw.items(holder, key):
        if raw.name(value):
            yield raw.name(value), value


def _file(file: YamlFile | TextFile) -> str:
    if isinstance(file, YamlFile):
        return wording.wording(file.value)
    return "\n".join(wording.of_section(part) for part in lessons.parts(file))
