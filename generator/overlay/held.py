"""Questions and exercises, which stand in the files of modules, and words and works, which stand in one list each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.model.overlay import Change, ExerciseChange, QuestionChange
from generator.overlay import lessons, raw
from generator.overlay.draft import GLOSSARY, REFERENCES, SPINE, Draft, Layer
from generator.overlay.lists import Operation, applied, inside, operation, says_nothing
from generator.problems import Place, Problem, unknown
from generator.source import Table, YamlFile

CITED = re.compile(r"\[@([a-z0-9-]+)(?: via @([a-z0-9-]+))?\]")
TAUGHT = re.compile(r'objectives="([^"]*)"')
Wanted = Callable[[Table], bool]
SHOWN = 3
"""How many of those that need something are named."""


@dataclass(frozen=True)
class Sort:
    """A sort of thing that modules hold: what overlays and files call many of them, what one is, and their file."""

    many: str
    one: str
    file: str
    files: str


QUESTIONS = Sort("questions", "question", "quiz.yaml", "quiz")
EXERCISES = Sort("exercises", "exercise", "exercises.yaml", "list of exercises")


def change_questions(draft: Draft, layer: Layer) -> None:
    """Everything that the overlay asks for under `questions`, choices included."""
    _change(QUESTIONS, layer.overlay.questions, draft, layer)
    for name, change in layer.overlay.questions.items():
        if change.choices:
            _choices(name, change, draft, layer)


def change_exercises(draft: Draft, layer: Layer) -> None:
    """Everything that the overlay asks for under `exercises`."""
    _change(EXERCISES, layer.overlay.exercises, draft, layer)


def change_library(draft: Draft, layer: Layer) -> None:
    """Everything that the overlay asks for under `glossary` and `references`."""
    for many, one, path, key in (
        ("glossary", "word", GLOSSARY, "entries"),
        ("references", "work", REFERENCES, "references"),
    ):
        changes: Mapping[str, Change] = getattr(layer.overlay, many)
        if changes and path in draft.yaml:
            value, gone, problems = inside(one, draft.yaml[path].value, key, changes, layer, (many,))
            draft.put(path, value)
            draft.problems += problems
            if many == "references":
                for name in gone:
                    draft.problems += _still_needed(name, list(_citing(name, draft)), layer.key(many, name))


def change_objectives(draft: Draft, layer: Layer) -> None:
    """Objectives of modules set, removed, added and moved; one that something serves cannot go."""
    for name, change in layer.overlay.modules.items():
        if not change.objectives:
            continue
        spine = draft.yaml[SPINE].value
        modules = raw.items(spine, "modules")
        steps = ("modules", name, "objectives")
        for number, (value, place) in enumerate(modules):
            if raw.name(value) == name:
                value, gone, problems = inside("objective", value, "objectives", change.objectives, layer, steps)
                modules[number] = (value, place)
                draft.put(SPINE, raw.listed(spine, "modules", modules))
                draft.problems += problems
                for one in gone:
                    draft.problems += _still_needed(one, list(_serving(one, name, draft)), layer.key(*steps, one))


def _change(
    sort: Sort, changes: Mapping[str, QuestionChange] | Mapping[str, ExerciseChange], draft: Draft, layer: Layer
) -> None:
    """Each operation goes to the file that holds its thing, or the one it stands next to."""
    held = {
        path: [raw.name(item) for item, _ in raw.items(draft.yaml[path].value, sort.many)]
        for path in draft.yaml
        if re.fullmatch(rf"content/modules/[^/]+/{re.escape(sort.file)}", path)
    }
    homes = {name: path for path, names in held.items() for name in names}
    asked: dict[str, list[Operation]] = {}
    for _ in changes:  # an addition may stand next to another one
        for name, change in changes.items():
            home = homes.get(change.after or change.before or "")
            if home and change.add:
                homes.setdefault(name, home)
    for name, change in changes.items():
        own, key = layer.raw(sort.many, name), layer.key(sort.many, name)
        anchor = change.after or change.before or ""
        home = homes.get(name) or homes.get(anchor)
        if change.module:
            home = f"content/modules/{change.module}/{sort.file}"
        if home in held and says_nothing(change) and getattr(change, "choices", None):
            continue
        if home in held:
            asked.setdefault(home, []).append(operation(name, key, change, own))
        elif change.add is None:
            draft.problems.append(unknown(key, sort.one, name, homes))
        elif change.module:
            modules = [path.split("/")[2] for path in held]
            what = f"{sort.files} of the module"
            draft.problems.append(unknown(change.at.of("module"), what, change.module, modules))
        elif anchor:
            place = change.at.of("after" if change.after else "before")
            draft.problems.append(unknown(place, sort.one, anchor, homes))
        else:
            what = f"'{name}' is added to no {sort.files}"
            draft.problems.append(Problem(key, what, "expected module, after or before"))
    for path, operations in asked.items():
        value = draft.yaml[path].value
        made = applied(sort.one, raw.items(value, sort.many), operations, draft.problems)
        draft.put(path, raw.listed(value, sort.many, made))


def _choices(name: str, change: QuestionChange, draft: Draft, layer: Layer) -> None:
    for path, file in list(draft.yaml.items()):
        if not path.endswith(f"/{QUESTIONS.file}"):
            continue
        questions = raw.items(file.value, "questions")
        for number, (question, place) in enumerate(questions):
            if raw.name(question) == name and "choices" not in question:
                key = layer.raw("questions", name).places.keys["choices"]
                draft.problems.append(Problem(key, f"the question '{name}' has no choices", "set its fields instead"))
            elif raw.name(question) == name:
                steps = ("questions", name, "choices")
                value, _, problems = inside("choice", question, "choices", change.choices, layer, steps)
                questions[number] = (value, place)
                draft.problems += problems
                draft.put(path, raw.listed(file.value, "questions", questions))


def _still_needed(name: str, users: list[str], key: Place) -> Iterator[Problem]:
    """The fault that something is gone which others cannot do without."""
    users = [user for user in dict.fromkeys(users) if user]
    if users:
        named = ", ".join(users[:SHOWN]) + (f" and {len(users) - SHOWN} more" if len(users) > SHOWN else "")
        yield Problem(key, f"'{name}' is removed, and is still needed by {named}", "change these too, or keep it")


def _serving(objective: str, module: str, draft: Draft) -> Iterator[str]:
    """What serves an objective: questions, exercises, segments, sections."""
    folder = f"content/modules/{module}/"
    for path in [path for path in draft.yaml if path.startswith(folder)]:
        yield from _naming(draft.yaml[path], lambda table: table.get("objective") == objective)
    text = draft.texts.get(f"{folder}lesson.md")
    for part in lessons.parts(text) if text else ():
        found = TAUGHT.search(part.heading)
        if found and objective in found[1].split():
            yield f"the section '{part.id}'"


def _citing(work: str, draft: Draft) -> Iterator[str]:
    """What cites a work: the files of modules, tools and pages, and other works."""

    def cites(table: Table) -> bool:
        texts = [text for value in table.values() for text in (value if isinstance(value, tuple) else (value,))]
        named = any(work in _list(table, key) for key in ("sources", "works")) or table.get("via") == work
        return named or any(isinstance(text, str) and _cites(text, work) for text in texts)

    for file in draft.yaml.values():
        yield from _naming(file, cites)
    for path, text in draft.texts.items():
        if _cites(text.text, work):
            yield path


def _list(table: Table, key: str) -> tuple[object, ...]:
    found = table.get(key)
    return found if isinstance(found, tuple) else ()


def _cites(text: str, work: str) -> bool:
    return "[@" in text and any(work in found.groups() for found in CITED.finditer(text))


def _naming(file: YamlFile, wanted: Wanted) -> Iterator[str]:
    """The ids of the things of a file in which something holds; its path, where it stands in none."""
    for inner in file.value.values():
        yield from dict.fromkeys(_found(inner, wanted, ""))
    if wanted(file.value):
        yield file.path


def _found(value: object, wanted: Wanted, holder: str) -> Iterator[str]:
    if isinstance(value, Table):
        holder = holder or (f"'{raw.name(value)}'" if raw.name(value) else "")
        if wanted(value):
            yield holder
        for inner in value.values():
            yield from _found(inner, wanted, holder)
    for item in value if isinstance(value, tuple) else ():
        yield from _found(item, wanted, holder)
