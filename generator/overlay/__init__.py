"""One organization's changes on top of the base: a pure function from files to files, by id and never by text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model.overlay import SectionChange
from generator.overlay import held, lessons, raw, tools
from generator.overlay.draft import Draft, Layer, articled
from generator.overlay.lists import OWN, Operation, applied, operation
from generator.overlay.modules import change_modules
from generator.problems import Place, Problem, unknown
from generator.source import Sources, Table

__all__ = ["Applied", "Layer", "apply", "strangers"]

SPINE = "curriculum.yaml"


@dataclass(frozen=True)
class Applied:
    """The files of a curriculum as an organization has them, and what its removals left."""

    sources: Sources
    left: tuple[str, ...]


def apply(base: Sources, layer: Layer) -> Applied:
    """The base with the organization's changes; `base` stays as it is. Problems are among those of the sources."""
    draft = Draft.of(base)
    draft.problems += [*base.problems, *layer.files.problems]
    if SPINE in draft.yaml:
        _spine(draft, layer)
        cards = tools.cards(draft)
        change_modules(draft, layer)
        tools.change_tools(draft, layer, without=cards - tools.cards(draft))
        _lessons(draft, layer)
        held.change_questions(draft, layer)
        held.change_exercises(draft, layer)
        _sessions(draft, layer)
        held.change_library(draft, layer)
        held.change_objectives(draft, layer)
        if layer.overlay.terms:
            draft.words("{{", articled({key: term.one for key, term in layer.overlay.terms.items()}))
    sources = Sources(
        {**{file.path: file for file in layer.files.yaml.values()}, **draft.yaml},
        {**{file.path: file for file in layer.files.texts.values()}, **draft.texts},
        tuple(draft.problems),
        draft.written,
        draft.continued,
    )
    return Applied(sources, tuple(draft.left))


def strangers(base: Sources) -> Iterator[Problem]:
    """Ids of the base that only organizations may have."""
    for file in base.yaml.values():
        yield from _own_ids(file.value)
    for text in base.texts.values():
        for part in lessons.parts(text):
            if part.id.startswith(OWN):
                yield _stranger(part.place, part.id)


def _own_ids(value: object) -> Iterator[Problem]:
    if isinstance(value, Table):
        if raw.name(value).startswith(OWN):
            yield _stranger(value.places.of("id"), raw.name(value))
        for inner in value.values():
            yield from _own_ids(inner)
    for item in value if isinstance(value, tuple) else ():
        yield from _own_ids(item)


def _stranger(place: Place, name: str) -> Problem:
    return Problem(place, f"the id '{name}' begins with '{OWN}'", "only what organizations add is called so")


def _spine(draft: Draft, layer: Layer) -> None:
    """Names, language, address, contacts and terms."""
    overlay, spine = layer.overlay, draft.yaml[SPINE].value
    if overlay.branding:
        spine = raw.taken(spine, "title", layer.raw("branding"), "site_name")
        spine = raw.taken(spine, "short_title", layer.raw("branding"), "short_name")
    if overlay.locale:
        spine = raw.taken(spine, "language", layer.file.value, "locale")
    spine = raw.without(spine, "address")
    if overlay.organization.address:
        spine = raw.taken(spine, "address", layer.raw("organization"))
    if overlay.contacts:
        spine = raw.taken(spine, "contacts", layer.file.value)
    if overlay.terms and isinstance(spine.get("terms"), Table):
        spine = raw.taken(spine, "terms", raw.table({"terms": _terms(spine["terms"], draft, layer)}, spine.places))
    draft.put(SPINE, spine)


def _terms(base: Table, draft: Draft, layer: Layer) -> Table:
    """The terms with the organization's words; where it gives no abbreviation, the word itself stands for it."""
    made = base
    for key in layer.overlay.terms:
        if key not in base:
            draft.problems.append(unknown(layer.key("terms", key), "term", key, base))
            continue
        made = raw.taken(made, key, layer.raw("terms"))
        if isinstance(base[key], Table) and "abbr" in base[key] and "abbr" not in made[key]:
            short = raw.taken(made[key], "abbr", made[key], "one")
            made = raw.taken(made, key, raw.table({key: short}, layer.raw("terms").places))
    return made


def _lessons(draft: Draft, layer: Layer) -> None:
    for name, change in layer.overlay.lessons.items():
        path = f"content/modules/{name}/lesson.md"
        if path not in draft.texts or name.startswith(OWN):
            modules = {path.split("/")[2] for path in draft.texts if path.endswith("/lesson.md")}
            ours = {module for module in modules if not module.startswith(OWN)}
            draft.problems.append(unknown(layer.key("lessons", name), "lesson of the module", name, ours))
            continue
        found = lessons.parts(draft.texts[path])
        known = [part.id for part in found if part.id]
        for section in change.sections:
            key = layer.key("lessons", name, "sections", section)
            if section not in known:
                draft.problems.append(unknown(key, "section", section, known))
                continue
            number = [part.id for part in found].index(section)
            found[number] = _section(found[number], name, draft, layer)
        made, continued = lessons.together(draft.texts[path], found)
        draft.put_text(path, made)
        draft.continued |= continued


def _section(part: lessons.Part, module: str, draft: Draft, layer: Layer) -> lessons.Part:
    change = layer.overlay.lessons[module].sections[part.id]
    key = layer.key("lessons", module, "sections", part.id)
    draft.problems += _locked(part, change, key)
    wanted = {way: getattr(change, way) for way in ("replace", "prepend", "append") if getattr(change, way)}
    if not wanted:
        draft.problems.append(
            Problem(key, f"nothing is said to be done with '{part.id}'", "expected replace, prepend or append")
        )
    if "replace" in wanted and len(wanted) > 1:
        draft.problems.append(Problem(key, f"'{part.id}' is replaced and has text added to it", "put it in one file"))
        return part
    files = {}
    for way, path in wanted.items():
        if path in layer.files.texts:
            files[way] = layer.files.texts[path]
        elif not any(problem.place.path.endswith(path) for problem in layer.files.problems):
            known = [name for name in layer.files.texts if name.startswith("text/")]
            draft.problems.append(unknown(change.at.of(way), "file", path, known))
    for way, file in files.items():
        headings = [(match.start(), match[0]) for match in lessons.HEADING.finditer(file.text)]
        for start, heading in headings:
            named = lessons.SECTION_ID.search(heading)
            if way != "replace" or start > 0:
                place = Place(file.path, file.text.count("\n", 0, start) + 1, 1)
                draft.problems.append(Problem(place, "a section begins here", "use ### inside a section"))
            elif not named or named[1] != part.id:
                expected = f"expected '## Heading {{#{part.id}}}', or a text without heading"
                draft.problems.append(Problem(Place(file.path, 1, 1), "the section's id is another one", expected))
                return part
    if "replace" in files:
        return lessons.replaced(part, files["replace"])
    if files:
        return lessons.wrapped(part, before=files.get("prepend"), after=files.get("append"))
    return part


def _locked(part: lessons.Part, change: SectionChange, key: Place) -> Iterator[Problem]:
    """A section that the base does not let anybody replace, or touch at all, with its reason."""
    override, why = lessons.binding(part)
    if override == "forbidden":
        yield Problem(key, f"the section '{part.id}' cannot be changed: {why}", "leave it as the base has it")
    elif override == "wrap" and change.replace:
        advice = "put your text before or after it, with prepend or append"
        yield Problem(change.at.of("replace"), f"the section '{part.id}' cannot be replaced: {why}", advice)


def _sessions(draft: Draft, layer: Layer) -> None:
    known = [path.split("/")[2] for path in draft.yaml if re.fullmatch(r"content/modules/[^/]+/session\.yaml", path)]
    for name, change in layer.overlay.sessions.items():
        path = f"content/modules/{name}/session.yaml"
        if name not in known:
            draft.problems.append(unknown(layer.key("sessions", name), "session of the module", name, known))
            continue
        value = draft.yaml[path].value
        if change.lengths:
            value = raw.taken(value, "lengths", layer.raw("sessions", name))
            _announce(draft, layer, name, change.lengths)
        operations: Sequence[Operation] = [
            operation(
                segment,
                layer.key("sessions", name, "segments", segment),
                one,
                layer.raw("sessions", name, "segments", segment),
            )
            for segment, one in change.segments.items()
        ]
        made = applied("segment", raw.items(value, "segments"), operations, draft.problems)
        draft.put(path, raw.listed(value, "segments", made))


def _announce(draft: Draft, layer: Layer, name: str, lengths: Sequence[int]) -> None:
    """The module announces the first length, unless the overlay says something else itself."""
    own = layer.overlay.modules.get(name)
    if own and own.set and "session_minutes" in own.set:
        return
    spine, place = draft.yaml[SPINE].value, layer.raw("sessions", name).places.entry("lengths", 0)
    modules = [
        (raw.worth(value, "session_minutes", lengths[0], place) if raw.name(value) == name else value, at)
        for value, at in raw.items(spine, "modules")
    ]
    draft.put(SPINE, raw.listed(spine, "modules", modules))
