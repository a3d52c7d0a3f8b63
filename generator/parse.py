"""From files to one frozen curriculum; every fault of form is told at once."""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError

from generator import model
from generator.model.authored import PLACES_KEY
from generator.problems import Place, Problem, unknown
from generator.source import Loc, Sources, TextFile, YamlFile, sort_of

M = TypeVar("M", bound=model.Authored)

SECTION = re.compile(r"^##(?!#)\s*(?P<title>.*?)\s*(?:\{(?P<attributes>[^}]*)\})?\s*#*$")
ATTRIBUTE = re.compile(r'#(?P<id>\S+)|(?P<name>[a-z]+)="(?P<value>[^"]*)"|(?P<other>\S+)')
ID = re.compile(r"[a-z][a-z0-9-]{0,62}")
SHOWS = ("behaviors", "decisions", "dyad-types", "model", "points", "styles")
SECTION_ATTRIBUTES = ("objectives", "shows", "reveal")
PATTERNS = {
    r"^[a-z][a-z0-9-]{0,62}$": "expected lower-case letters, digits and hyphens, beginning with a letter",
    r"^[a-z][a-z0-9_]{0,62}$": "expected lower-case letters, digits and underscores, beginning with a letter",
    r"^[^\n]*\S[^\n]*$": "expected words on one line",
    r"\S": "expected some text",
    r"^#[0-9a-f]{6}$": "expected a color such as #1a2b3c",
    r"^\d+\.\d+\.\d+$": "expected a version such as 1.0.0",
    r"^\d{1,2}(-\d{1,2})?$": "expected a week such as 3, or weeks such as 1-2",
    r"^[A-Z]$": "expected one capital letter",
}
DATE_HINT = "expected a date such as 2026-11-01"
ADDRESS_HINT = "expected an address that begins with https:// or mailto:"


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
    pages = tuple(_page(file, problems) for path, file in sources.texts.items() if "/pages/" in path)
    contents = _contents(sources, problems)
    if spine is None or references is None or glossary is None:
        return Parsed(None, tuple(problems))
    problems += _strangers(spine, contents)
    broken = {part for problem in problems for part in problem.place.path.split("/")[2:3]}
    modules = tuple(
        model.ModuleContent(module, whole=module.id not in broken, **contents.get(module.id, {}))
        for module in spine.modules
    )
    whole = model.Curriculum(spine, modules, references.references, glossary.entries, pages)
    return Parsed(whole, tuple(problems))


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
        faults = [dict(fault) for fault in error.errors(include_url=False)]
        problems += [_problem(cls, file, fault) for fault in faults if not _follows(fault, faults)]
        return None


def _follows(fault: dict[str, Any], faults: list[dict[str, Any]]) -> bool:
    """True when a list counts as too short only because its entries have faults of their own."""
    loc = fault["loc"]
    return fault["type"] == "too_short" and any(other["loc"][: len(loc)] == loc != other["loc"] for other in faults)


def _problem(cls: type[model.Authored], file: YamlFile, fault: dict[str, Any]) -> Problem:
    loc = _real(file, tuple(step for step in fault["loc"] if step != "[key]"))
    field = next((str(step) for step in reversed(fault["loc"]) if isinstance(step, str)), "")
    field = field.removesuffix("_") if field != "[key]" else str(fault["loc"][-2])
    place = file.places.get(loc, Place(file.path, 1, 1))
    kind, found = fault["type"], sort_of(fault["input"])
    if kind == "missing":
        return Problem(place, f"'{field}' is missing")
    if kind == "extra_forbidden":
        owner = _table(file, loc[:-1])
        return unknown(owner.places.keys.get(field, place), "the key", field, _keys(cls, fault["loc"][:-1]))
    if kind == "literal_error":
        known = re.findall(r"'([^']*)'", fault["ctx"]["expected"]) or [fault["ctx"]["expected"]]
        return unknown(place, field, str(fault["input"]), known)
    if kind == "union_tag_invalid":
        known = re.findall(r"'([^']*)'", fault["ctx"]["expected_tags"])
        return unknown(file.places.get((*loc, "kind"), place), "the kind", fault["ctx"]["tag"], known)
    if kind == "union_tag_not_found":
        return Problem(place, "'kind' is missing")
    if kind == "string_pattern_mismatch":
        hint = PATTERNS.get(fault["ctx"]["pattern"]) or (
            DATE_HINT if "d{4}" in fault["ctx"]["pattern"] else ADDRESS_HINT
        )
        return Problem(place, f"'{field}' holds {found}", hint)
    owner_of = "an entry of " if isinstance(fault["loc"][-1], int) else ""
    return Problem(place, f"{owner_of}'{field}' holds {found}", _expected(kind, fault))


def _expected(kind: str, fault: dict[str, Any]) -> str:
    context = fault.get("ctx", {})
    words = {
        "string_type": "expected text; put it in quotes if it is meant as text",
        "int_type": "expected a whole number",
        "bool_type": "expected true or false",
        "is_instance_of": "expected a number",
        "decimal_type": "expected a number",
        "tuple_type": "expected a list",
        "dict_type": "expected keys and values",
        "model_type": "expected keys and values",
        "model_attributes_type": "expected keys and values",
        "string_too_long": f"expected at most {context.get('max_length')} characters",
        "too_short": f"expected {context.get('min_length')} or more entries",
        "greater_than_equal": f"expected {context.get('ge')} or more",
        "less_than_equal": f"expected {context.get('le')} or less",
    }
    return words.get(kind, str(fault["msg"]))


def _real(file: YamlFile, loc: Loc) -> Loc:
    """The part of an error's location that stands in the file; pydantic adds the tags of unions to it."""
    real: Loc = ()
    for step in loc:
        real = (*real, step) if (*real, step) in file.places else real
    return real if loc and (real[-1:] == loc[-1:] or not _is_key(loc[-1], file, real)) else real


def _is_key(step: str | int, file: YamlFile, loc: Loc) -> bool:
    return (*loc, step) in file.places


def _table(file: YamlFile, loc: Loc) -> Any:
    value: Any = file.value
    for step in loc:
        value = value[step]
    return value


def _keys(cls: type[model.Authored], loc: Iterable[str | int]) -> list[str]:
    """The keys that the model at this location knows."""
    found: Any = cls
    for step in loc:
        found = _step(found, step)
    fields = getattr(found, "model_fields", {})
    return [field.alias or name for name, field in fields.items() if field.alias != PLACES_KEY]


def _step(annotation: Any, step: str | int) -> Any:
    if hasattr(annotation, "model_fields"):
        by_key = {field.alias or name: field.annotation for name, field in annotation.model_fields.items()}
        return _bare(by_key.get(str(step)))
    options = [_bare(option) for option in get_args(annotation)]
    if get_origin(annotation) in (Union, types.UnionType):
        return next((option for option in options if _is_tagged(option, step)), None)
    return options[-1] if get_origin(annotation) is dict else options[0]


def _bare(annotation: Any) -> Any:
    while get_origin(annotation) is not None and hasattr(annotation, "__metadata__"):
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, types.UnionType):
        options = [option for option in get_args(annotation) if option is not type(None)]
        return _bare(options[0]) if len(options) == 1 else annotation
    return annotation


def _is_tagged(option: Any, tag: str | int) -> bool:
    field = getattr(option, "model_fields", {}).get("kind")
    return field is not None and get_origin(field.annotation) is Literal and tag in get_args(field.annotation)


def _page(file: TextFile, problems: list[Problem]) -> model.Page:
    name = file.path.rpartition("/")[2].removesuffix(".md")
    first, _, rest = file.text.partition("\n")
    if not first.startswith("# ") or not first[2:].strip():
        problems.append(Problem(Place(file.path, 1, 1), "the page has no title", "expected '# Title' in line 1"))
    return model.Page(name, first[2:].strip(), rest.strip("\n"), Place(file.path, 2))


def _lesson(file: TextFile, problems: list[Problem]) -> model.Lesson:
    """The lesson's opening and sections; a heading inside a fence is text."""
    lines = file.text.rstrip("\n").split("\n")
    starts = [number for number, line in enumerate(lines) if line.startswith("## ") and not _fenced(lines, number)]
    ends = [*starts[1:], len(lines)]
    sections = tuple(
        _section(Place(file.path, start + 1, 1), lines[start], lines[start + 1 : end], problems)
        for start, end in zip(starts, ends, strict=True)
    )
    opening = "\n".join(lines[: starts[0]] if starts else lines).strip("\n")
    return model.Lesson(opening, sections, Place(file.path, 1, 1))


def _fenced(lines: list[str], number: int) -> bool:
    return sum(line.lstrip().startswith("```") for line in lines[:number]) % 2 == 1


def _section(place: Place, heading: str, lines: list[str], problems: list[Problem]) -> model.Section:
    match = SECTION.match(heading)
    found = {"id": "", "objectives": "", "shows": "", "reveal": ""}
    for part in ATTRIBUTE.finditer(match["attributes"] or "") if match else ():
        if part["id"]:
            found["id"] = part["id"]
        elif part["name"] in SECTION_ATTRIBUTES:
            found[part["name"]] = part["value"]
        else:
            name = part["name"] or part["other"]
            problems.append(unknown(place, "the attribute", name, SECTION_ATTRIBUTES))
    if not ID.fullmatch(found["id"]):
        what = f"the section's id '{found['id']}' is not usable" if found["id"] else "the section has no id"
        problems.append(Problem(place, what, "expected '## Heading {#section-id}'"))
    if found["shows"] and found["shows"] not in SHOWS:
        problems.append(unknown(place, "the figure", found["shows"], SHOWS))
    if found["reveal"] not in ("", "yes"):
        problems.append(Problem(place, f"'reveal' holds '{found['reveal']}'", 'expected reveal="yes" or nothing'))
    title = match["title"] if match else heading
    text = "\n".join(lines)
    stripped = text.lstrip("\n")
    below = place.below(1 + len(text) - len(stripped))
    objectives = tuple(found["objectives"].split())
    return model.Section(
        id=found["id"],
        title=title,
        objectives=objectives,
        shows=found["shows"],
        reveal=found["reveal"] == "yes",
        text=stripped.rstrip("\n"),
        place=Place(below.path, place.line, 1),
    )
