"""Authors' files as plain data that remembers its places. YAML is read here and nowhere else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

import yaml

from generator import folders
from generator.problems import Faults, Place, Places, Problem, shortened, unknown

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
OPTIONAL_FILES = ("content/facilitator-kit.yaml", "content/cards.yaml")
TOOLS = "content/tools"
FOLDERS = ("content", "content/modules", "content/pages", TOOLS)
NAME = re.compile(r"[a-z][a-z0-9-]{0,62}")
"""What files of pages and tools are called, before the dot."""
SECTION_START = re.compile(r"^##(?!#)", re.M)
INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
SOFT_HYPHEN = "\u00ad"
UNCOMMON = re.compile(r"[^\n\t -~\u00a0-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u22ff]")
"""Characters worth a look: what most texts are made of is left out."""
HIDDEN_AT_MOST = 20
"""How many hidden characters of a file are told: one with more was not written by hand."""

Loc = tuple[str | int, ...]


class Table(dict[str, Any]):
    """A YAML mapping that knows its places."""

    places: Places


class _Lines:
    """A text that can be gone to by line."""

    text: str

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each line begins in the text, and where a line after the last would."""
        return (0, *(match.end() for match in re.finditer("\n", self.text)), len(self.text) + 1)


@dataclass(frozen=True)
class YamlFile(_Lines):
    """A YAML file: its data (mappings as Table, lists as tuples), the place of every node and its last line."""

    path: str
    text: str
    value: Table
    places: Mapping[Loc, Place]
    ends: Mapping[Place, int]

    def reach(self, place: Place) -> int:
        """The end of the last line of the node at `place`."""
        return self.starts[self.ends.get(place, -1)]


@dataclass(frozen=True)
class TextFile(_Lines):
    """A Markdown file."""

    path: str
    text: str
    origins: Mapping[int, Place] = field(default_factory=dict)
    """Where the headings of a text come from that was put together, by line."""

    def place(self, line: int) -> Place:
        """Where a line of the text was written."""
        return self.origins.get(line, Place(self.path, line, 1))

    def reach(self, place: Place) -> int:
        """The start of the next section of a lesson; the end of a page."""
        is_lesson = self.path.startswith("content/modules/")
        after = SECTION_START.search(self.text, self.starts[max(place.line, 1)]) if is_lesson else None
        return after.start() if after else len(self.text)


@dataclass(frozen=True)
class Sources:
    """All files of a curriculum, by path below its folder, with `/` between the parts."""

    yaml: Mapping[str, YamlFile]
    texts: Mapping[str, TextFile]
    problems: tuple[Problem, ...] = ()
    """What could not be read; the files concerned are left out."""
    written: Mapping[str, TextFile] = field(default_factory=dict)
    """Texts as they stand on disk, where those in `texts` were put together."""
    continued: Mapping[Place, tuple[Place, ...]] = field(default_factory=dict)
    """Every place at which the text of a place stands, where there are several, in order."""

    def sharpened(self, problem: Problem) -> Problem:
        """The problem moved to where its needle stands in the text that begins at its place."""
        if not problem.needle:
            return problem
        folded = re.compile(r"\s+".join(map(re.escape, problem.needle.split())))
        places = self.continued.get(problem.place, (problem.place,))
        found = (spot for place in places for spot in self._spots(folded, place))
        return replace(problem, place=next(islice(found, problem.nth, None), problem.place))

    def _spots(self, sought: re.Pattern[str], place: Place) -> Iterator[Place]:
        file = self.yaml.get(place.path) or self.written.get(place.path) or self.texts.get(place.path)
        if file is not None:
            start = file.starts[max(place.line, 1) - 1] + max(place.column, 1) - 1
            for match in sought.finditer(file.text, start, file.reach(place)):
                yield _place_at(place.path, file.text, match.start())


def _place_at(path: str, text: str, offset: int) -> Place:
    return Place(path, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def read(root: Path, *, drafts: bool = True) -> Sources:
    """All authors' files below `root`, and what is wrong with those that cannot be read.

    `drafts=False` leaves out the folders of planned modules, of which no page shows anything.
    """
    problems: list[Problem] = []
    yaml_files: dict[str, YamlFile] = {}
    texts: dict[str, TextFile] = {}
    for path in _paths(root, problems):
        if not drafts and path.split("/")[2:3] in _planned(yaml_files.get("curriculum.yaml")):
            continue
        try:
            file = read_file(root / path, path)
            if isinstance(file, TextFile):
                texts[path] = file
            else:
                yaml_files[path] = file
        except Faults as faults:
            problems += faults.problems
    return Sources(yaml_files, texts, tuple(problems))


def _planned(spine: YamlFile | None) -> list[list[object]]:
    """The folders of planned modules, each as the part of a path; nothing as long as the spine is faulty."""
    modules = spine.value.get("modules") if spine else ()
    found = [module for module in modules if isinstance(module, Table)] if isinstance(modules, tuple) else []
    return [[module.get("id")] for module in found if module.get("status") == "planned"]


def read_file(file: Path, path: str) -> YamlFile | TextFile:
    """One authors' file, known as `path`; raises Faults when it cannot be read."""
    text = _text(file, path)
    return TextFile(path, text) if path.endswith(".md") else yaml_file(path, text)


def _paths(root: Path, problems: list[Problem]) -> Iterator[str]:
    linked = [_linked(folder) for folder in FOLDERS if (root / folder).is_symlink()]
    problems += linked
    if linked:
        return
    for path in ("curriculum.yaml", *SHARED_FILES):
        if (root / path).exists() or (root / path).is_symlink():
            yield path
        else:
            problems.append(Problem(Place(path), "the file is missing", "every curriculum has one"))
    yield from (path for path in OPTIONAL_FILES if (root / path).exists() or (root / path).is_symlink())
    known = [
        path.removeprefix("content/") for path in (*SHARED_FILES, *OPTIONAL_FILES, *FOLDERS[1:], folders.ORGANIZATIONS)
    ]
    for entry in _entries(root / "content"):
        if entry.name not in known and (entry.is_dir() or entry.suffix in (".yaml", ".yml")):
            problems.append(unknown(Place(f"content/{entry.name}"), "file or folder", entry.name, known))
    for folder in _entries(root / "content/modules"):
        yield from _module_paths(folder, problems)
    yield from _named_paths(root, "content/pages", "page", ".md", problems)
    yield from _named_paths(root, TOOLS, "tool", ".yaml", problems)


def _named_paths(root: Path, folder: str, sort: str, ending: str, problems: list[Problem]) -> Iterator[str]:
    """The files of a folder that may hold any number of them, each called by an id."""
    for file in _entries(root / folder):
        path = f"{folder}/{file.name}"
        if _is_usable(file.name, ending):
            yield path
        else:
            expected = f"expected lower-case letters, digits and hyphens, and {ending} at the end"
            near = file.name.lower() if _is_usable(file.name.lower(), ending) else ""
            problems.append(Problem(Place(path), f"this name of a {sort} is not usable", expected, near))


def _is_usable(name: str, ending: str) -> bool:
    return name.endswith(ending) and NAME.fullmatch(name.removesuffix(ending)) is not None


def _module_paths(folder: Path, problems: list[Problem]) -> Iterator[str]:
    path = f"content/modules/{folder.name}"
    if folder.is_symlink():
        problems.append(_linked(path))
        return
    if not folder.is_dir():
        problems.append(Problem(Place(path), "this is not a folder", "expected one folder for each module"))
        return
    for file in _entries(folder):
        if file.name in MODULE_FILES:
            yield f"{path}/{file.name}"
        else:
            problems.append(unknown(Place(f"{path}/{file.name}"), "file", file.name, MODULE_FILES))


def _entries(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))


def _linked(path: str) -> Problem:
    return Problem(Place(path), "this is a symbolic link", "put what it leads to in its place")


def _text(file: Path, path: str) -> str:
    place = Place(path)
    if file.is_symlink():
        raise Faults([_linked(path)])
    if not file.is_file():
        raise Faults([Problem(place, "this is not a file")])
    if file.stat().st_size > MAX_BYTES:
        raise Faults([Problem(place, "the file is too large", "expected at most 1 MB")])
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8").removeprefix("\ufeff")
        problem = Problem(_place_at(path, before, len(before)), "this character is not UTF-8", "save the file as UTF-8")
        raise Faults([problem]) from error
    problems = [
        Problem(_place_at(path, text, match.start()), *_hidden_fault(match[0]))
        for match in islice(hidden(text), HIDDEN_AT_MOST)
    ]
    if problems:
        raise Faults(problems)
    return unicodedata.normalize("NFC", text)


def hidden(text: str) -> Iterator[re.Match[str]]:
    """The characters of a text that a reader cannot see, or that would change how it shows."""
    for match in UNCOMMON.finditer(text):
        if match[0] != SOFT_HYPHEN and unicodedata.category(match[0]) in INVISIBLE:
            yield match


def _hidden_fault(character: str) -> tuple[str, str]:
    return f"the hidden character U+{ord(character):04X} is not allowed", "remove it"


def yaml_file(path: str, text: str) -> YamlFile:
    """The YAML text as data; raises Faults for what YAML or we do not allow."""
    reader = _Reader(path)
    try:
        value = reader.document(text)
    except yaml.YAMLError as error:
        problem = _syntax_problem(path, text, error)
        told = {problem.place.line for problem in reader.problems}
        raise Faults([*reader.problems, *([problem] if problem.place.line not in told else [])]) from error
    if not isinstance(value, Table) and not reader.problems:
        what = "the file is empty" if value is None else f"the file holds {sort_of(value)}"
        reader.problems.append(Problem(Place(path, 1, 1), what, "expected keys and values"))
    if reader.problems:
        raise Faults(reader.problems)
    assert isinstance(value, Table)
    return YamlFile(path, text, value, reader.places, reader.ends)


def sort_of(value: object) -> str:
    """What an author calls such a value."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"'{str(value).lower()}'"
    if isinstance(value, int):
        return f"the number {value}"
    if isinstance(value, str):
        return f"the text '{shortened(value)}'" if value else "an empty text"
    if isinstance(value, (list, tuple)):
        return "a list" if value else "an empty list"
    return "keys and values"


def _syntax_problem(path: str, text: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return Problem(Place(path), "this is not YAML: it holds a character that YAML forbids", "retype what looks odd")
    lines, what = text.split("\n"), str(getattr(error, "problem", ""))
    line = lines[mark.line] if mark.line < len(lines) else ""
    place = _marked(path, mark) if mark.line < len(lines) else Place(path, len(lines), len(lines[-1]) + 1)
    if "\t" in line[: len(line) - len(line.lstrip())] or "\\t" in what:
        return Problem(place, "a tab is used for indentation", "use spaces")
    if what in OPENED_EARLIER and getattr(error, "context_mark", None):
        place = _marked(path, getattr(error, "context_mark", None))
    elif not line.strip() and mark.line + 1 >= len(lines):
        return Problem(place, "the file ends too early", "look for a bracket or a quote that is not closed")
    return Problem(place, *SYNTAX.get(what, (f"this is not YAML: {what}", "look at the lines above too")))


OPENED_EARLIER = (
    "found unexpected end of stream",
    "could not find expected ':'",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
)
"""Faults whose cause stands where the YAML library began to read, and not where it gave up."""
SYNTAX = {
    "mapping values are not allowed in this context": (
        "a colon stands where no key can be",
        "put a text with a colon in quotes, and look at the indentation",
    ),
    "could not find expected ':'": ("a key has no colon", "indent it if it is part of the text above"),
    "found unexpected end of stream": ("a quote is never closed", "look for where its text ends"),
    "did not find expected key": (
        "this does not belong to what stands before it",
        "look at the indentation, and put a text with quotes or brackets in quotes",
    ),
    "did not find expected '-' indicator": ("this does not belong to the list above", "look at the indentation"),
    "did not find expected ',' or ']'": ("a list is not closed", "put a text that begins with '[' in quotes"),
    "did not find expected ',' or '}'": ("a mapping is not closed", "put a text that begins with '{' in quotes"),
    "did not find expected alphabetic or numeric character": ("a text begins with '*' or '&'", "put it in quotes"),
    "did not find expected comment or line break": ("a text begins with '|' or '>'", "put it in quotes"),
    "did not find expected node content": ("a text cannot begin with this character", "put it in quotes"),
    "found character that cannot start any token": ("a text cannot begin with this character", "put it in quotes"),
    "did not find expected <document start>": ("a second document starts here", "expected one document in the file"),
    "block sequence entries are not allowed in this context": (
        "a list cannot begin here",
        "put it below its key, or a text that begins with a hyphen in quotes",
    ),
    "found unknown escape character": ("a backslash stands in double quotes", "write it twice"),
}
"""What authors read instead of the YAML library's words."""


def _marked(path: str, mark: Any) -> Place:
    """The place of a mark of the YAML library, which counts from 0."""
    return Place(path, mark.line + 1, mark.column + 1)


class _Stop(yaml.YAMLError):
    """A limit is passed: reading on could take for ever."""


class _Reader:
    """Builds data from the events of one document; no anchors, tags or merge keys, so no bombs."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.places: dict[Loc, Place] = {}
        self.ends: dict[Place, int] = {}
        self.nodes = 0
        self.last_line = 1

    def document(self, text: str) -> object:
        events: Iterator[yaml.Event] = iter(yaml.CSafeLoader(text).get_event, None)
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
        if len(loc) > MAX_DEPTH:
            self._stop(event, "the file is too deeply nested", f"expected at most {MAX_DEPTH} levels")
        if self.nodes > MAX_NODES:
            self._stop(event, "the file holds too many values", f"expected at most {MAX_NODES:,}")
        value = self._value(event, events, loc)
        self.ends[self.places[loc]] = self.last_line
        return value

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], loc: Loc) -> object:
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, events, loc)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, loc)
        end = _marked(self.path, event.end_mark)
        self.last_line = end.line if end.column > 1 else end.line - 1
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
        entries = {
            key: tuple(self.places[(*loc, key, number)] for number in range(len(value)))
            for key, value in table.items()
            if isinstance(value, tuple)
        }
        table.places = Places(self._place(start), keys, values, entries)
        return table

    def _key(self, event: yaml.Event, events: Iterator[yaml.Event], loc: Loc, seen: Mapping[str, Place]) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            self._fault(event, "a key is not a word", "put a text that begins with '{' or '[' in quotes")
            self._node(event, events, (*loc, "?"))
            return f"?{len(self.problems)}"
        self._refuse_extras(event)
        name = shortened(str(event.value))
        if event.value == "<<":
            self._fault(event, "merge keys ('<<') are not allowed", "write the values out")
        elif event.value in seen:
            self._fault(event, f"the key '{name}' stands twice", f"it stands first in line {seen[event.value].line}")
        return str(event.value)

    def _sequence(self, events: Iterator[yaml.Event], loc: Loc) -> tuple[object, ...]:
        items: list[object] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, events, (*loc, len(items))))
        return tuple(items)

    def _refuse_extras(self, event: yaml.Event) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            what = f"the alias '*{shortened(str(anchor))}' is not allowed"
            self._fault(event, what, "write the value out; a text that begins with '*' needs quotes")
        elif anchor:
            self._fault(event, f"the anchor '&{shortened(anchor)}' is not allowed", "write the value out each time")
        if tag:
            name = shortened(tag.replace("tag:yaml.org,2002:", "!!", 1))
            what = f"the tag '{name}' is not allowed"
            self._fault(event, what, "remove it; a text that begins with '!' needs quotes")
        if isinstance(event, yaml.ScalarEvent) and event.style == '"':
            for match in islice(hidden(event.value), 1):
                self._fault(event, *_hidden_fault(match[0]))

    def _place(self, event: yaml.Event) -> Place:
        place = _marked(self.path, event.start_mark)
        is_block = isinstance(event, yaml.ScalarEvent) and event.style in ("|", ">") and event.value
        return Place(self.path, place.line + 1) if is_block else place

    def _fault(self, event: yaml.Event, what: str, expected: str = "") -> None:
        self.problems.append(Problem(_marked(self.path, event.start_mark), what, expected))

    def _stop(self, event: yaml.Event, what: str, expected: str) -> NoReturn:
        self._fault(event, what, expected)
        raise _Stop


def _scalar(event: yaml.ScalarEvent) -> object:
    """Plain true, false, null and whole numbers; everything else stays the text that was typed."""
    text = str(event.value)
    if event.style not in (None, ""):
        return text.rstrip("\n") if event.style in ("|", ">") else text
    if text in WORDS:
        return WORDS[text]
    return int(text) if INTEGER.fullmatch(text) else text


@dataclass(frozen=True)
class Node:
    """A node of a YAML text by its offsets in it; `end` is behind its last character.

    The entries of a mapping are pairs of key and value, those of a list have None for a key. `word` is what a scalar
    says.
    """

    start: int
    end: int
    is_flow: bool = False
    word: str = ""
    entries: tuple[tuple[Node | None, Node], ...] = ()


def layout(text: str) -> Node:
    """Where everything stands in a YAML text that `yaml_file` takes, for changes that leave all else as it is."""
    mark = len(text) - len(text.removeprefix("\ufeff"))
    return _laid(yaml.compose(text[mark:], Loader=yaml.CSafeLoader), text, mark)


def _laid(node: Any, text: str, mark: int) -> Node:
    start, end = node.start_mark.index + mark, node.end_mark.index + mark
    if isinstance(node, yaml.ScalarNode):
        return Node(start, start + len(text[start:end].rstrip()), word=str(node.value))
    pairs = node.value if isinstance(node, yaml.MappingNode) else [(None, item) for item in node.value]
    entries = tuple((key and _laid(key, text, mark), _laid(value, text, mark)) for key, value in pairs)
    is_flow = bool(node.flow_style)
    last = max((part.end for pair in entries for part in pair if part), default=end)
    return Node(start, end if is_flow else last, is_flow, entries=entries)


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
