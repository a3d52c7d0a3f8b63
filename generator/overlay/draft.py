"""The curriculum's files while operations are applied to them: the base's own values stay as they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.model import Overlay
from generator.overlay import raw
from generator.problems import Place, Problem
from generator.source import Sources, Table, TextFile, YamlFile

SPINE = "curriculum.yaml"
GLOSSARY = "content/glossary.yaml"
REFERENCES = "content/references.yaml"
KIT = "content/facilitator-kit.yaml"
CARDS = "content/cards.yaml"
VOWEL = re.compile(r"(?!uni|use|eu|one)[aeiou]", re.I)
"""How words begin that take `an`."""


@dataclass(frozen=True)
class Layer:
    """An organization's overlay: what it asks for, its overlay.yaml, and the files of its folder by path in it.

    `folder` is where all of it lies, and `label` what that is called in what people are told.
    """

    overlay: Overlay
    file: YamlFile
    files: Sources
    folder: Path
    label: str

    def holds(self, place: Place) -> bool:
        """True for a place in the organization's folder."""
        return place.path.startswith(f"{self.label}/")

    def key(self, *steps: str) -> Place:
        """Where a key of overlay.yaml stands."""
        table: Table = self.file.value
        for step in steps[:-1]:
            table = table[step]
        return table.places.keys[steps[-1]]

    def raw(self, *steps: str) -> Table:
        """What the author wrote there."""
        table: Table = self.file.value
        for step in steps:
            table = table[step]
        return table


@dataclass
class Draft:
    """Files by path, some of them already changed, and what was found on the way."""

    yaml: dict[str, YamlFile]
    texts: dict[str, TextFile]
    written: dict[str, TextFile]
    continued: dict[Place, tuple[Place, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    """What removed modules left, one line each."""
    base: Mapping[str, YamlFile] = field(default_factory=dict)
    """The files as they were at first."""

    @classmethod
    def of(cls, base: Sources) -> Draft:
        """A draft that still is the base."""
        return cls(dict(base.yaml), dict(base.texts), dict(base.written), dict(base.continued), base=base.yaml)

    def put(self, path: str, value: Table) -> None:
        """Other data for a file."""
        self.yaml[path] = raw.with_value(self.yaml[path], value)

    def put_text(self, path: str, made: TextFile) -> None:
        """Another text for a file; what is on disk is kept for whoever looks for a place."""
        self.written.setdefault(path, self.texts[path])
        self.texts[path] = made

    def words(self, mark: str, changed: Callable[[str], str]) -> None:
        """Passes every text of every file through a function that leaves texts without this mark as they are."""
        for path, file in list(self.yaml.items()):
            if file is self.base.get(path) and mark not in file.text:
                continue
            value = _each(file.value, changed)
            if value is not file.value:
                self.put(path, value)
        for path, text in list(self.texts.items()):
            made = changed(text.text) if mark in text.text else text.text
            if made != text.text:
                self.put_text(path, TextFile(text.path, made, text.origins))


def _each(value: Table, changed: Callable[[str], str]) -> Table:
    """The table with every text in it passed through a function; itself where nothing changed."""
    found = {key: _one(inner, changed) for key, inner in value.items()}
    same = all(found[key] is value[key] for key in value)
    return value if same else raw.table(found, value.places)


def _one(value: object, changed: Callable[[str], str]) -> object:
    if isinstance(value, Table):
        return _each(value, changed)
    if isinstance(value, tuple):
        made = tuple(_one(item, changed) for item in value)
        return value if all(new is old for new, old in zip(made, value, strict=True)) else made
    if isinstance(value, str):
        text = changed(value)
        return value if text == value else text
    return value


def unlinked(sort: str, gone: Iterable[str]) -> Callable[[str], str]:
    """Turns links to these modules or tools into plain text."""
    names = "|".join(map(re.escape, sorted(gone)))
    link = re.compile(rf"\[([^\[\]]*)\]\({sort}:(?:{names})(?:#[^()\s]*)?\)")
    return lambda text: link.sub(r"\1", text) if f"]({sort}:" in text else text


def articled(words: Mapping[str, str]) -> Callable[[str], str]:
    """Puts `a` or `an` before the tokens of these terms, as their words ask for it."""
    token = re.compile(
        rf"\b([Aa])n?( \{{\{{ ?term\.({'|'.join(map(re.escape, sorted(words)))})\.(?:one|other) ?\}}\}})"
    )
    return lambda text: token.sub(lambda m: m[1] + ("n" if VOWEL.match(words[m[3]]) else "") + m[2], text)
