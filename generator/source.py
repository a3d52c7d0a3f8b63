"""Authors' files as plain data that remembers its places. YAML is read here and nowhere else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from generator.problems import Faults, Place, Places, Problem, unknown

MAX_BYTES = 1_000_000
MAX_DEPTH = 32
MAX_NODES = 50_000

MODULE_FILES = (
    "lesson.md",
    "quiz.yaml",
    "exercises.yaml",
    "session.yaml",
    "behaviors.yaml",
    "styles.yaml",
    "points.yaml",
    "briefs.yaml",
)
SHARED_FILES = ("content/references.yaml", "content/glossary.yaml")
INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
SOFT_HYPHEN = "\u00ad"
UNCOMMON = re.compile(r"[^\n\t -~\u00a0-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u22ff]")
"""Characters worth a look: what most texts are made of is left out."""

Loc = tuple[str | int, ...]


class Table(dict[str, Any]):
    """A YAML mapping that knows its places."""

    places: Places


@dataclass(frozen=True)
class YamlFile:
    """A YAML file: its data (mappings as Table, lists as tuples) and the place of every node."""

    path: str
    text: str
    value: Table
    places: Mapping[Loc, Place]


@dataclass(frozen=True)
class TextFile:
    """A Markdown file."""

    path: str
    text: str


@dataclass(frozen=True)
class Sources:
    """All files of a curriculum, by path below its folder, with `/` between the parts."""

    yaml: Mapping[str, YamlFile]
    texts: Mapping[str, TextFile]
    problems: tuple[Problem, ...] = ()
    """What could not be read; the files concerned are left out."""

    def sharpened(self, problem: Problem) -> Problem:
        """The problem moved down to the first line at or after its place that holds its needle."""
        file = self.yaml.get(problem.place.path) or self.texts.get(problem.place.path)
        lines = file.text.split("\n") if file and problem.needle else []
        first = max(problem.place.line, 1)
        for number, line in enumerate(lines[first - 1 :], first):
            if problem.needle in line:
                place = Place(problem.place.path, number, line.index(problem.needle) + 1)
                return replace(problem, place=place, needle="")
        return problem


def read(root: Path) -> Sources:
    """All authors' files below `root`, and what is wrong with those that cannot be read."""
    problems: list[Problem] = []
    yaml_files: dict[str, YamlFile] = {}
    texts: dict[str, TextFile] = {}
    for path in _paths(root, problems):
        try:
            text = _text(root / path, path)
            if path.endswith(".md"):
                texts[path] = TextFile(path, text)
            else:
                yaml_files[path] = yaml_file(path, text)
        except Faults as faults:
            problems += faults.problems
    return Sources(yaml_files, texts, tuple(problems))


def _paths(root: Path, problems: list[Problem]) -> Iterator[str]:
    for path in ("curriculum.yaml", *SHARED_FILES):
        if (root / path).exists() or (root / path).is_symlink():
            yield path
        else:
            problems.append(Problem(Place(path), "the file is missing", f"expected it in '{root.name}'"))
    for folder in _entries(root / "content/modules"):
        yield from _module_paths(root, folder, problems)
    for file in _entries(root / "content/pages"):
        path = f"content/pages/{file.name}"
        if not re.fullmatch(r"[a-z][a-z0-9-]{0,62}\.md", file.name):
            problems.append(Problem(Place(path), "a page's name is not usable", "expected lower-case-name.md"))
        else:
            yield path


def _module_paths(root: Path, folder: Path, problems: list[Problem]) -> Iterator[str]:
    path = f"content/modules/{folder.name}"
    if folder.is_symlink() or not folder.is_dir():
        problems.append(Problem(Place(path), "this is not a folder", "expected one folder for each module"))
        return
    for file in _entries(folder):
        if file.name in MODULE_FILES:
            yield f"{path}/{file.name}"
        else:
            problems.append(unknown(Place(f"{path}/{file.name}"), "file", file.name, MODULE_FILES))


def _entries(folder: Path) -> list[Path]:
    visible = (entry for entry in folder.iterdir() if not entry.name.startswith("."))
    return sorted(visible) if folder.is_dir() else []


def _text(file: Path, path: str) -> str:
    place = Place(path)
    if any(part.is_symlink() for part in (file, *file.parents[: path.count("/")])):
        raise Faults([Problem(place, "this is a symbolic link", "expected a file inside the curriculum's folder")])
    if not file.is_file():
        raise Faults([Problem(place, "this is not a file")])
    if file.stat().st_size > MAX_BYTES:
        raise Faults([Problem(place, "the file is too large", "expected at most 1 MB")])
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        problem = Problem(Place(path, line, column), "this character is not UTF-8", "save the file as UTF-8")
        raise Faults([problem]) from error
    problems = list(_hidden_characters(path, text))
    if problems:
        raise Faults(problems)
    return unicodedata.normalize("NFC", text)


def _hidden_characters(path: str, text: str) -> Iterator[Problem]:
    for match in UNCOMMON.finditer(text):
        if match[0] != SOFT_HYPHEN and unicodedata.category(match[0]) in INVISIBLE:
            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - text.rfind("\n", 0, match.start())
            what = f"the hidden character U+{ord(match[0]):04X} is not allowed"
            yield Problem(Place(path, line, column), what, "remove it")


def yaml_file(path: str, text: str) -> YamlFile:
    """The YAML text as data; raises Faults for what YAML or we do not allow."""
    reader = _Reader(path)
    try:
        value = reader.document(text)
    except yaml.YAMLError as error:
        raise Faults([*reader.problems, _syntax_problem(path, text, error)]) from error
    if not isinstance(value, Table) and not reader.problems:
        what = "the file is empty" if value is None else f"the file holds {sort_of(value)}"
        reader.problems.append(Problem(Place(path, 1, 1), what, "expected keys and values"))
    if reader.problems:
        raise Faults(reader.problems)
    assert isinstance(value, Table)
    return YamlFile(path, text, value, reader.places)


def sort_of(value: object) -> str:
    """What an author calls such a value."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"'{str(value).lower()}'"
    if isinstance(value, (int, str)):
        shown = str(value) if len(str(value)) <= 40 else f"{str(value)[:37]}..."
        return f"the number {shown}" if isinstance(value, int) else f"the text '{shown}'"
    return "a list" if isinstance(value, (list, tuple)) else "keys and values"


def _syntax_problem(path: str, text: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
    line = text.split("\n")[mark.line] if mark and mark.line < text.count("\n") + 1 else ""
    if "\t" in line[: len(line) - len(line.lstrip())] or "\\t" in str(error):
        return Problem(place, "a tab is used for indentation", "use spaces")
    return Problem(place, f"this is not YAML: {getattr(error, 'problem', None) or error}", "check the lines above too")


class _Stop(yaml.YAMLError):
    """A limit is passed: reading on could take for ever."""


class _Reader:
    """Builds data from the events of one document; no anchors, tags or merge keys, so no bombs."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.places: dict[Loc, Place] = {}
        self.nodes = 0

    def document(self, text: str) -> object:
        events = iter(yaml.parse(text, Loader=yaml.CSafeLoader))
        value: object = None
        documents = 0
        try:
            for event in events:
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self._fault(event, "a second document starts here", "expected one document in the file")
                        break
                elif isinstance(event, yaml.NodeEvent):
                    value = self._node(event, events, ())
        except _Stop:
            pass
        return value

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], loc: Loc) -> object:
        self.nodes += 1
        self.places[loc] = self._place(event)
        self._refuse_extras(event)
        if self.nodes > MAX_NODES or len(loc) > MAX_DEPTH:
            what = "too deeply nested" if len(loc) > MAX_DEPTH else "more than 50,000 values"
            self._fault(event, f"the file is {what}" if len(loc) > MAX_DEPTH else f"the file has {what}")
            raise _Stop
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, events, loc)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, loc)
        return _scalar(event) if isinstance(event, yaml.ScalarEvent) else None

    def _mapping(self, start: yaml.Event, events: Iterator[yaml.Event], loc: Loc) -> Table:
        table = Table()
        keys: dict[str, Place] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, events, loc, keys)
            value_event = next(events)
            value = self._node(value_event, events, (*loc, key))
            if key not in keys:
                table[key] = value
                keys[key] = self._place(event)
        values = {key: self.places[(*loc, key)] for key in table}
        table.places = Places(self._place(start), keys, values)
        return table

    def _key(self, event: yaml.Event, events: Iterator[yaml.Event], loc: Loc, seen: Mapping[str, Place]) -> str:
        self._refuse_extras(event)
        if not isinstance(event, yaml.ScalarEvent):
            self._fault(event, "a key is a list or a mapping", "expected a word")
            self._node(event, events, (*loc, "?"))
            return f"?{len(self.problems)}"
        if event.value == "<<":
            self._fault(event, "merge keys ('<<') are not allowed", "write the values out")
        elif event.value in seen:
            first = seen[event.value].line
            self._fault(event, f"the key '{event.value}' stands twice", f"it stands first in line {first}")
        return str(event.value)

    def _sequence(self, events: Iterator[yaml.Event], loc: Loc) -> tuple[object, ...]:
        items: list[object] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, events, (*loc, len(items))))
        return tuple(items)

    def _refuse_extras(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._fault(event, f"the alias '*{event.anchor}' is not allowed", "write the value out")
        elif getattr(event, "anchor", None):
            self._fault(event, f"the anchor '&{event.anchor}' is not allowed", "write the value out each time")
        if getattr(event, "tag", None):
            self._fault(event, f"the tag '{event.tag}' is not allowed", "remove it")

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        if getattr(event, "style", None) in ("|", ">"):
            return Place(self.path, mark.line + 2)
        return Place(self.path, mark.line + 1, mark.column + 1)

    def _fault(self, event: yaml.Event, what: str, expected: str = "") -> None:
        mark = event.start_mark
        self.problems.append(Problem(Place(self.path, mark.line + 1, mark.column + 1), what, expected))


def _scalar(event: yaml.ScalarEvent) -> object:
    """Plain true, false, null and whole numbers; everything else stays the text that was typed."""
    text = str(event.value)
    if event.style not in (None, ""):
        return text.rstrip("\n") if event.style in ("|", ">") else text
    if text in WORDS:
        return WORDS[text]
    return int(text) if INTEGER.fullmatch(text) else text


def settings(path: Path) -> Table:
    """The engine's settings that all sites share, read with the same strictness as authors' files."""
    return yaml_file(path.name, _text(path, path.name)).value


def yaml_text(value: Any) -> str:
    """Data as YAML, keys in their order."""
    return yaml.safe_dump(_plain(value), sort_keys=False, allow_unicode=True, width=120)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value
