"""What each override was written against: the hash of exactly the base text that it touches, and that text."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.model.overlay import Change
from generator.overlay import lessons, raw
from generator.overlay.draft import SPINE, Layer
from generator.overlay.folder import KEPT, LOCK
from generator.source import TOOLS, Sources, Table


@dataclass(frozen=True)
class Override:
    """One override: `base` is the text it was written against, `anchor` the id that an addition stands next to."""

    target: str
    operation: str
    base: str | None = None
    anchor: str = ""

    @property
    def record(self) -> Mapping[str, str]:
        """The override as the lock keeps it."""
        found = {"operation": self.operation}
        if self.base is not None:
            found["sha256"] = digest(self.base)
        return found | ({"anchor": self.anchor} if self.anchor else {})


def digest(text: str) -> str:
    """The hash of a canonical text."""
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(value: object) -> str:
    """A text without what does not count: composed characters, no spaces at the ends of lines; data as JSON."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


def overrides(base: Sources, layer: Layer) -> tuple[Override, ...]:
    """Every override of an overlay whose operations hold, in alphabetical order."""
    return tuple(sorted(_overrides(base, layer), key=lambda one: one.target))


def _overrides(base: Sources, layer: Layer) -> Iterator[Override]:
    overlay, spine = layer.overlay, base.yaml[SPINE].value
    for key in overlay.terms:
        yield Override(f"terms.{key}", "set", canonical(spine["terms"][key]))
    if overlay.contacts:
        yield Override("contacts", "set", canonical(spine["contacts"]))
    modules = _by_id(raw.items(spine, "modules"))
    for name, change in overlay.modules.items():
        whole = _module(base, name, modules.get(name, {})) if change.remove else ""
        yield from _changes(f"modules.{name}", change, modules.get(name), whole)
    for name, lesson in overlay.lessons.items():
        parts = {part.id: part for part in lessons.parts(base.texts[f"content/modules/{name}/lesson.md"])}
        for section, one in lesson.sections.items():
            target = f"lessons.{name}.sections.{section}"
            if one.replace:
                yield Override(target, "replace", canonical(parts[section].text))
            else:
                yield Override(target, "wrap", anchor=section)
    questions = _questions(base)
    for name, asked in overlay.questions.items():
        yield from _changes(f"questions.{name}", asked, questions.get(name))
    for name, session in overlay.sessions.items():
        value = base.yaml[f"content/modules/{name}/session.yaml"].value
        if session.lengths:
            yield Override(f"sessions.{name}.lengths", "set", canonical(value["lengths"]))
        segments = _by_id(raw.items(value, "segments"))
        for segment, part in session.segments.items():
            yield from _changes(f"sessions.{name}.segments.{segment}", part, segments.get(segment))
    yield from _tools(base, layer)


def _tools(base: Sources, layer: Layer) -> Iterator[Override]:
    for name, tool in layer.overlay.tools.items():
        file = base.yaml.get(f"{TOOLS}/{name}.yaml")
        value = file.value if file else Table()
        yield from _changes(f"tools.{name}", tool, value)
        parts: tuple[tuple[str, Mapping[str, Change]], ...] = (("items", tool.items), ("fields", tool.fields))
        for key, changes in parts:
            things = _by_id(raw.items(value, key))
            for one, change in changes.items():
                yield from _changes(f"tools.{name}.{key}.{one}", change, things.get(one))


def _changes(target: str, change: Change, thing: Mapping[str, Any] | None, whole: str = "") -> Iterator[Override]:
    """The overrides of one operation: a set touches its fields, a removal the whole, the rest only an anchor."""
    for field in change.set or ():
        yield Override(f"{target}.set.{field}", "set", canonical((thing or {}).get(field)))
    for field in change.unset or ():
        yield Override(f"{target}.unset.{field}", "unset", canonical((thing or {}).get(field)))
    if change.remove:
        yield Override(target, "remove", canonical(whole or thing))
    where = change.move or change
    if change.move or getattr(change, "add", None):
        anchor = where.after or where.before or ""
        yield Override(f"{target}.move" if change.move else target, "move" if change.move else "add", anchor=anchor)


def _by_id(items: list[raw.Placed]) -> dict[str, Table]:
    return {raw.name(value): value for value, _ in items}


def _questions(base: Sources) -> dict[str, Table]:
    quizzes = (file.value for path, file in base.yaml.items() if path.endswith("/quiz.yaml"))
    return {name: value for quiz in quizzes for name, value in _by_id(raw.items(quiz, "questions")).items()}


def _module(base: Sources, name: str, entry: Mapping[str, Any]) -> str:
    """A module whole: what the spine says of it, and its files."""
    files = {**base.yaml, **base.texts}
    folder = f"content/modules/{name}/"
    texts = [f"{path.removeprefix(folder)}\n\n{files[path].text}" for path in sorted(files) if path.startswith(folder)]
    return "\n".join([canonical(entry), *texts])


def written(base: Sources, layer: Layer) -> dict[str, str]:
    """The lock and the base texts it names, by their path in the organization's folder."""
    found = overrides(base, layer)
    version = base.yaml[SPINE].value["version"]
    lock = {"schema": 1, "base": version, "overrides": {one.target: one.record for one in found}}
    files = {f"{KEPT}/{digest(one.base)}.md": one.base for one in found if one.base is not None}
    return {LOCK: json.dumps(lock, ensure_ascii=False, indent=2, sort_keys=True) + "\n", **files}


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Writes the base texts, then the lock, and takes away base texts that nothing names any more."""
    kept = folder / KEPT
    kept.mkdir(exist_ok=True)
    for path in sorted(files, key=lambda path: path == LOCK):
        (folder / path).write_text(files[path], encoding="utf-8", newline="\n")
    for file in kept.iterdir():
        if f"{KEPT}/{file.name}" not in files:
            file.unlink()
