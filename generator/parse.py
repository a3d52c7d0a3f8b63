"""From files to one frozen curriculum; every fault of form is told at once."""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError

from generator import model
from generator.model.authored import PLACES_KEY
from generator.model.fields import Written
from generator.problems import Faults, Place, Problem, shortened, unknown
from generator.source import TOOLS, Loc, Sources, TextFile, YamlFile, sort_of

M = TypeVar("M", bound=model.Authored)

SECTION = re.compile(r"##(?!#)")
ATTRIBUTES = re.compile(r"(?<!\{)\{([^{}]*)\}$")
ATTRIBUTE = re.compile(r'#(?P<id>\S+)|(?P<name>[a-z_]+)="(?P<value>[^"]*)"|(?P<other>\S+)')
ID = re.compile(r"[a-z][a-z0-9-]{0,62}")
SHOWS = (
    "behavior-groups", "behaviors", "decisions", "dyad-types", "model", "points", "program", "style-effects", "styles",
)  # fmt: skip
SECTION_ATTRIBUTES = ("objectives", "shows", "reveal", "renamed_from", "override", "why")
OVERRIDES = ("wrap", "replace", "forbidden")
"""What organizations may do with a section, and all before it; without a word, they may replace it."""
SECTION_HINT = "expected '## Heading {#section-id}'"
PATTERNS = {
    r"^[a-z][a-z0-9-]{0,62}$": "expected lower-case letters, digits and hyphens, beginning with a letter",
    r"^[a-z][a-z0-9_]{0,62}$": "expected lower-case letters, digits and underscores, beginning with a letter",
    r"^[^\n]*\S[^\n]*$": "expected words on one line",
    r"\S": "expected some text",
    r"^#[0-9a-f]{6}$": "expected a color such as #1a2b3c",
    r"^\d+\.\d+\.\d+$": "expected a version such as 1.0.0",
    r"^\d{1,2}(-\d{1,2})?$": "expected a week such as 3, or weeks such as 1-2",
    r"^\d{4}\.\d{1,3}$": "expected a release such as 2026.1",
    r"^text/[a-z0-9][a-z0-9-]{0,62}\.md$": "expected a file such as text/our-note.md",
    r"^assets/[a-z0-9][a-z0-9-]{0,62}\.(svg|png|jpg|webp)$": "expected a picture such as assets/logo.svg",
    r"^modules/x-[a-z0-9-]{1,60}$": "expected a folder such as modules/x-our-case",
    r"^tools/x-[a-z0-9-]{1,60}\.yaml$": "expected a file such as tools/x-our-check.yaml",
    r"^[A-Z]$": "expected one capital letter",
    r"^([01]\d|2[0-3]):[0-5]\d$": "expected a time of day such as 09:00",
    r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$": "expected a date such as 2026-11-01",
    r"^https://[^\s\"'<>]+$": "expected an address that begins with https://",
    r"^https?://[^\s\"'<>]+/$": "expected an address that begins with https:// and ends with /",
    r"^(mailto:[^\s\"'<>]+@[^\s\"'<>]+|https://[^\s\"'<>]+)$": "expected an address after https:// or mailto:",
}
"""What an author reads where a pattern does not fit."""


@dataclass(frozen=True)
class Parsed:
    """What the files hold, as far as they could be used, and every fault of form in any of them.

    `curriculum` is None where a file that all others lean on is broken; a module with a broken file is not `whole`.
    """

    curriculum: model.Curriculum | None
    problems: tuple[Problem, ...]


def curriculum(sources: Sources) -> Parsed:
    """The curriculum that the files hold."""
    problems = list(sources.problems)
    spine = _authored(model.Spine, sources.yaml.get("curriculum.yaml"), problems)
    references = _authored(model.References, sources.yaml.get("content/references.yaml"), problems)
    glossary = _authored(model.Glossary, sources.yaml.get("content/glossary.yaml"), problems)
    kit = _authored(model.Kit, sources.yaml.get("content/facilitator-kit.yaml"), problems)
    cards = _authored(model.Cards, sources.yaml.get("content/cards.yaml"), problems)
    pages = tuple(_pages(sources, problems))
    tools, faulty = _tools(sources, spine, problems)
    contents = _contents(sources, problems)
    if spine is None or references is None or glossary is None:
        return Parsed(None, tuple(problems))
    problems += _strangers(spine, contents)
    modules = tuple(_modules(spine, contents, problems))
    whole_cards = not any(problem.place.path == "content/cards.yaml" for problem in problems)
    whole = model.Curriculum(
        spine,
        modules,
        references.references,
        glossary.entries,
        pages,
        gaps=references.gaps,
        kit=kit,
        cards=cards,
        cards_whole=whole_cards,
        tools=tools,
        faulty_tools=faulty,
    )
    return Parsed(whole, tuple(problems))


def _tools(
    sources: Sources, spine: model.Spine | None, problems: list[Problem]
) -> tuple[tuple[model.Tool, ...], frozenset[str]]:
    """The tools in the order of the spine, others after them; and the names of those whose file is not usable."""
    found: dict[str, model.Tool] = {}
    faulty = {problem.place.path for problem in sources.problems if problem.place.path.startswith(f"{TOOLS}/")}
    for path, file in sources.yaml.items():
        if path.startswith(f"{TOOLS}/"):
            value = _authored(model.Tool, file, problems)
            if value is None:
                faulty.add(path)
            else:
                found[_stem(path)] = value
    order = spine.tools.order if spine and spine.tools else ()
    named = dict.fromkeys((*(name for name in order if name in found), *found))
    return tuple(found[name] for name in named), frozenset(map(_stem, faulty))


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]


def overlay(file: YamlFile) -> model.Overlay:
    """What an overlay.yaml asks for; raises Faults with every fault of its form."""
    problems: list[Problem] = []
    made = _authored(model.Overlay, file, problems)
    if made is None:
        raise Faults(problems)
    return made


def _pages(sources: Sources, problems: list[Problem]) -> Iterator[model.Page]:
    """The pages; one that cannot be read is there without words, so that links to it are not told as faults."""
    for path, file in sources.texts.items():
        if path.startswith("content/pages/"):
            yield _page(file, problems)
    for path in sorted({problem.place.path for problem in sources.problems}):
        if path.startswith("content/pages/"):
            yield model.Page(path.split("/")[2].removesuffix(".md"), "", "", Place(path))


def _modules(
    spine: model.Spine, contents: dict[str, dict[str, Any]], problems: list[Problem]
) -> Iterator[model.ModuleContent]:
    """Each module with its content; where an id stands twice, the first module has it."""
    paths = [problem.place.path.split("/") for problem in problems]
    broken = {parts[2] for parts in paths if parts[:2] == ["content", "modules"] and len(parts) > 2}
    for module in spine.modules:
        yield model.ModuleContent(module, whole=module.id not in broken, **contents.pop(module.id, {}))
        broken.add(module.id)


def _contents(sources: Sources, problems: list[Problem]) -> dict[str, dict[str, Any]]:
    """What each module's folder holds, by module and by field of ModuleContent."""
    contents: dict[str, dict[str, Any]] = {}
    for path, text in sources.texts.items():
        if path.startswith("content/modules/"):
            contents.setdefault(path.split("/")[2], {})["lesson"] = _lesson(text, problems)
    for path, file in sources.yaml.items():
        if not path.startswith("content/modules/"):
            continue
        name = path.split("/")[3].removesuffix(".yaml")
        cls, field, inside = MODULE_YAML[name]
        value = _authored(cls, file, problems)
        if value is not None:
            contents.setdefault(path.split("/")[2], {})[field] = getattr(value, inside) if inside else value
    return contents


MODULE_YAML: dict[str, tuple[type[model.Authored], str, str]] = {
    "quiz": (model.Quiz, "questions", "questions"),
    "exercises": (model.Exercises, "exercises", "exercises"),
    "behaviors": (model.Behaviors, "behaviors", "behaviors"),
    "styles": (model.Styles, "styles", "styles"),
    "points": (model.Points, "points", "groups"),
    "briefs": (model.Briefs, "briefs", ""),
    "session": (model.Session, "session", ""),
}


def _strangers(spine: model.Spine, contents: Iterable[str]) -> Iterator[Problem]:
    known = {module.id for module in spine.modules}
    for name in contents:
        if name not in known:
            yield unknown(Place(f"content/modules/{name}"), "module", name, known)


def _authored(cls: type[M], file: YamlFile | None, problems: list[Problem]) -> M | None:
    if file is None:
        return None
    try:
        return cls.model_validate(file.value)
    except ValidationError as error:
        faults = [_Fault(cls, file, dict(fault)) for fault in error.errors(include_url=False)]
        problems += [_problem(fault) for fault in faults if not _follows(fault, faults)]
        return None


class _Fault:
    """A fault that pydantic found, put where an author would look for it."""

    def __init__(self, cls: type[model.Authored], file: YamlFile, found: Mapping[str, Any]) -> None:
        self.kind: str = found["type"]
        self.input: Any = found["input"]
        self.message: str = found["msg"]
        self.context: Mapping[str, Any] = found.get("ctx", {})
        self.is_key = self.kind == "string_pattern_mismatch" and found["loc"][-1] == "[key]"
        self.loc, self.owner = _real(cls, found["loc"])
        self.field = next((step for step in reversed(self.loc) if isinstance(step, str)), "")
        self.place = file.places.get(self.loc) or file.places.get(self.loc[:-1], Place(file.path, 1, 1))
        if self.kind == "extra_forbidden" or self.is_key:
            self.place = _key_place(file, self.loc)

    @cached_property
    def unknown(self) -> Problem:
        """The problem for a key that its model does not know."""
        return unknown(self.place, "key", self.field, _keys(self.owner))


def _follows(fault: _Fault, faults: list[_Fault]) -> bool:
    """True for what only follows from another fault: a key is mistyped and so missing, or a list too short."""
    if fault.kind == "missing":
        keys = (other for other in faults if other.kind == "extra_forbidden" and other.loc[:-1] == fault.loc[:-1])
        return any(other.unknown.near == fault.field for other in keys)
    reach = len(fault.loc)
    return fault.kind == "too_short" and any(other.loc[:reach] == fault.loc != other.loc for other in faults)


def _problem(fault: _Fault) -> Problem:
    place, field, context = fault.place, shortened(fault.field), fault.context
    if fault.kind == "missing":
        return Problem(place, f"'{field}' is missing")
    if fault.kind == "union_tag_not_found":
        keys = fault.input.places.keys
        mistyped = (unknown(keys[key], "key", key, ["kind"]) for key in keys if key not in KINDED_KEYS)
        return next((problem for problem in mistyped if problem.near), Problem(place, "'kind' is missing"))
    if fault.kind == "extra_forbidden":
        return fault.unknown
    if fault.kind == "union_tag_invalid":
        return _unfit(fault.input.places.of("kind"), "kind", fault.input["kind"], context["expected_tags"])
    if fault.kind == "literal_error":
        return _unfit(place, field, fault.input, context["expected"])
    if fault.kind == "too_short":
        return Problem(place, f"'{field}' has too few entries", _expected(fault))
    if fault.is_key:
        return Problem(place, f"the key '{field}' is not usable", _expected(fault))
    entry = "an entry of " if isinstance(fault.loc[-1], int) else ""
    return Problem(place, f"{entry}'{field}' holds {sort_of(fault.input)}", _expected(fault))


def _unfit(place: Place, field: str, value: object, known: str) -> Problem:
    """The problem for a value that is none of a few words; `known` has them in quotes."""
    if isinstance(value, str):
        return unknown(place, field, value, re.findall(r"'([^']*)'", known))
    return Problem(place, f"'{field}' holds {sort_of(value)}", f"expected {known}")


def _expected(fault: _Fault) -> str:
    limits = fault.context
    words = {
        "string_type": "put it in quotes if it is meant as text" if isinstance(fault.input, int) else "expected text",
        "int_type": "expected a whole number",
        "bool_type": "expected true or false",
        "is_instance_of": "expected a number",
        "tuple_type": "expected a list, such as [a, b]",
        "dict_type": "expected keys and values",
        "model_type": "expected keys and values",
        "model_attributes_type": "expected keys and values",
        "string_pattern_mismatch": PATTERNS.get(limits.get("pattern", ""), ""),
        "string_too_long": f"expected at most {limits.get('max_length')} characters",
        "too_short": f"expected {limits.get('min_length')} or more",
        "greater_than_equal": f"expected {limits.get('ge')} or more",
        "less_than_equal": f"expected {limits.get('le')} or less",
    }
    return words.get(fault.kind, fault.message)


def _real(cls: type[model.Authored], loc: Loc) -> tuple[Loc, Any]:
    """The part of an error's location that an author wrote, and the type that holds its last step.

    Pydantic adds the tags of unions to a location, and a mark for the keys of a mapping.
    """
    real: Loc = ()
    owner, found = None, _bare(cls)
    for step in loc:
        if get_origin(found) in (Union, types.UnionType):
            found = next((option for option in map(_bare, get_args(found)) if _is_tagged(option, step)), None)
        elif step != "[key]" or not real or get_origin(owner) is not dict:
            owner, found = found, _below(found, step)
            real = (*real, step)
    return real, owner


def _below(annotation: Any, step: str | int) -> Any:
    """The type of what stands at this key or in this entry."""
    if hasattr(annotation, "model_fields"):
        fields = {field.alias or name: field.annotation for name, field in annotation.model_fields.items()}
        return _bare(fields.get(str(step)))
    options = get_args(annotation)
    return _bare(options[-1] if get_origin(annotation) is dict else options[0]) if options else None


def _bare(annotation: Any) -> Any:
    """The type without its limits, and without None where it may be left out."""
    while hasattr(annotation, "__metadata__"):
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, types.UnionType):
        options = [option for option in get_args(annotation) if option is not type(None)]
        return _bare(options[0]) if len(options) == 1 else annotation
    return annotation


def _is_tagged(option: Any, tag: str | int) -> bool:
    field = getattr(option, "model_fields", {}).get("kind")
    return field is not None and get_origin(field.annotation) is Literal and tag in get_args(field.annotation)


def _keys(owner: Any) -> list[str]:
    """The keys that a model knows, as authors write them."""
    fields = getattr(owner, "model_fields", {})
    return [field.alias or name for name, field in fields.items() if field.alias != PLACES_KEY]


KINDED = (model.Question, Written)
"""Things of several kinds, of which each has keys of its own."""
KINDED_KEYS = {key for union in KINDED for kind in get_args(_bare(union)) for key in _keys(kind)}


def _key_place(file: YamlFile, loc: Loc) -> Place:
    """Where the last key of a location stands; its value, where that is all we know."""
    table: Any = file.value
    for step in loc[:-1]:
        table = table[step]
    keys: Mapping[str, Place] = table.places.keys
    return keys.get(str(loc[-1]), file.places[loc])


def _page(file: TextFile, problems: list[Problem]) -> model.Page:
    name = file.path.split("/")[2].removesuffix(".md")
    first, _, rest = file.text.partition("\n")
    title = first.removeprefix("# ").strip() if first.startswith("# ") else ""
    if not title:
        problems.append(Problem(Place(file.path, 1, 1), "the page has no title", "expected '# Title' in line 1"))
    return model.Page(name, title, rest.strip("\n"), Place(file.path, 2))


def _lesson(file: TextFile, problems: list[Problem]) -> model.Lesson:
    """The lesson's opening and sections."""
    lines = file.text.rstrip("\n").split("\n")
    starts = [number for number, line in enumerate(lines) if SECTION.match(line)]
    sections = tuple(
        _section(file.place(start + 1), lines[start], lines[start + 1 : end], problems)
        for start, end in pairwise([*starts, len(lines)])
    )
    opening = "\n".join(lines[: starts[0]] if starts else lines).strip("\n")
    return model.Lesson(opening, sections, Place(file.path, 1, 1))


def _section(place: Place, heading: str, lines: list[str], problems: list[Problem]) -> model.Section:
    line = heading.removeprefix("##").strip().rstrip("#").rstrip()
    attributes = ATTRIBUTES.search(line)
    found = _attributes(place, attributes[1] if attributes else "", problems)
    if not ID.fullmatch(found["id"]):
        what = f"the section's id '{shortened(found['id'])}' is not usable" if found["id"] else "the section has no id"
        problems.append(Problem(place, what, SECTION_HINT))
    if not heading.startswith("## "):
        problems.append(Problem(place, "the section has no space after '##'", SECTION_HINT))
    if found["shows"] and found["shows"] not in SHOWS:
        problems.append(unknown(place, "figure", found["shows"], SHOWS))
    if found["reveal"] not in ("", "yes"):
        what = f"'reveal' holds '{shortened(found['reveal'])}'"
        problems.append(Problem(place, what, 'expected reveal="yes" or nothing'))
    if found["override"] and found["override"] not in OVERRIDES:
        problems.append(unknown(place, "override", found["override"], OVERRIDES))
    if found["override"] in ("wrap", "forbidden") and not found["why"]:
        problems.append(Problem(place, "'override' has no 'why'", 'expected why="..." for those whom it binds'))
    if found["why"] and found["override"] not in ("wrap", "forbidden"):
        problems.append(Problem(place, "'why' explains nothing", 'expected override="wrap" or override="forbidden"'))
    for name in found["renamed_from"].split():
        if not ID.fullmatch(name):
            problems.append(Problem(place, f"the earlier id '{shortened(name)}' is not usable", SECTION_HINT))
    return model.Section(
        id=found["id"],
        title=line[: attributes.start()].rstrip() if attributes else line,
        objectives=tuple(found["objectives"].split()),
        shows=found["shows"],
        reveal=found["reveal"] == "yes",
        text="\n".join(lines).strip("\n"),
        place=place,
    )


def _attributes(place: Place, text: str, problems: list[Problem]) -> dict[str, str]:
    """What stands in the braces of a section's heading; the id is called `id`."""
    found = dict.fromkeys(("id", *SECTION_ATTRIBUTES), "")
    for part in ATTRIBUTE.finditer(text):
        name = "id" if part["id"] else part["name"] or part["other"]
        if name not in found or (name == "id" and not part["id"]):
            problems.append(unknown(place, "attribute", name, SECTION_ATTRIBUTES))
        elif found[name]:
            problems.append(Problem(place, f"the attribute '{name}' stands twice", "keep one"))
        else:
            found[name] = part["id"] or part["value"] or ""
    return found
