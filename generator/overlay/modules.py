"""Modules set, removed, added and moved, and all that names them: paths, weeks, layers, calendars, prerequisites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.overlay import raw
from generator.overlay.draft import CARDS, GLOSSARY, KIT, SPINE, Draft, Layer, unlinked
from generator.overlay.lists import OWN, Operation, applied, says_nothing
from generator.overlay.raw import Placed
from generator.problems import Problem, unknown
from generator.source import TOOLS, Table

HELD = {
    "quiz.yaml": "questions",
    "exercises.yaml": "exercises",
    "behaviors.yaml": "behaviors",
    "styles.yaml": "styles",
    "module.yaml": "objectives",
}
"""Files of a module that hold ids of the whole curriculum, with the list that they stand in."""


def change_modules(draft: Draft, layer: Layer) -> None:
    """Everything that the overlay asks for under `modules`."""
    spine = draft.yaml[SPINE].value
    base = raw.items(spine, "modules")
    known = [raw.name(value) for value, _ in base]
    operations = [one for name in layer.overlay.modules if (one := _operation(name, draft, layer, known))]
    made = applied("module", base, operations, draft.problems)
    order = [raw.name(value) for value, _ in made]
    changes = layer.overlay.modules
    gone = [name for value, _ in base if (name := raw.name(value)) in changes and changes[name].remove]
    hidden = [name for name, change in changes.items() if change.hide and name in known and name not in gone]
    unseen = [*gone, *hidden]
    made = [_hidden(_without_required(item, unseen, draft), hidden, layer) for item in made]
    draft.problems += _too_early(made, order, layer)
    spine = raw.listed(spine, "modules", made)
    draft.put(SPINE, _lists(spine, order, unseen, draft, layer))
    refused = [name for name in layer.overlay.modules if name not in order]
    for path in [*draft.yaml, *draft.texts]:
        if path.startswith("content/modules/") and path.split("/")[2] in (*gone, *refused):
            draft.yaml.pop(path, None)
            draft.texts.pop(path, None)
    if unseen:
        _days(draft, unseen)
        _calendars(draft, unseen)
    if gone:
        _glossary(draft, gone)
        _cards(draft, gone)
        draft.words("](module:", unlinked("module", gone))


def _operation(name: str, draft: Draft, layer: Layer, known: Sequence[str]) -> Operation | None:
    change, own, key = layer.overlay.modules[name], layer.raw("modules", name), layer.key("modules", name)
    if name in known and change.objectives and says_nothing(change):
        return None
    if change.add is None:
        return Operation(name, key, change, own)
    folder = f"modules/{name}"
    if change.add != folder and name.startswith("x-"):
        what = f"the folder is called '{change.add}', and the module '{name}'"
        draft.problems.append(Problem(change.at.of("add"), what, f"expected {folder}"))
        return None
    entry = layer.files.yaml.get(f"{folder}/module.yaml")
    if entry is None:
        if not any(problem.place.path.endswith(f"{folder}/module.yaml") for problem in layer.files.problems):
            what = f"there is no {folder}/module.yaml"
            draft.problems.append(Problem(change.at.of("add"), what, "it says what curriculum.yaml says of a module"))
        return None
    if raw.name(entry.value) not in ("", name):
        what = f"the id '{raw.name(entry.value)}' is not that of the folder"
        draft.problems.append(Problem(entry.value.places.of("id"), what, f"expected {name}"))
        return None
    for path, file in layer.files.yaml.items():
        if path.startswith(f"{folder}/"):
            draft.problems += _foreign(file.value, HELD.get(path.rpartition("/")[2], ""))
        if path.startswith(f"{folder}/") and not path.endswith("/module.yaml"):
            draft.yaml[f"content/{path}"] = file
    for path, text in layer.files.texts.items():
        if path.startswith(f"{folder}/"):
            draft.texts[f"content/{path}"] = text
    value = entry.value if "id" in entry.value else raw.worth(entry.value, "id", name, key)
    return Operation(name, key, change, own, (value, value.places.whole))


def _hidden(item: Placed, hidden: Sequence[str], layer: Layer) -> Placed:
    value, place = item
    if raw.name(value) not in hidden:
        return item
    return raw.worth(value, "hidden", True, layer.raw("modules", raw.name(value)).places.of("hide")), place


def _too_early(made: Sequence[Placed], order: Sequence[str], layer: Layer) -> Iterator[Problem]:
    """Moves and additions that put a module ahead of what it requires, told where the author asked for them."""
    moving = [name for name, change in layer.overlay.modules.items() if (change.move or change.add) and name in order]
    for value, _ in made:
        name = raw.name(value)
        for required, _ in raw.items(value, "requires"):
            culprit = next((one for one in (name, required) if one in moving), "")
            if culprit and required in order and order.index(required) > order.index(name):
                what = f"so '{name}' stands before its prerequisite '{required}'"
                yield Problem(layer.key("modules", culprit), what, "choose another place, or set 'requires'")


def _foreign(value: Table, key: str) -> Iterator[Problem]:
    """Ids of an added module that a later base could take: all that must be unique in the whole curriculum."""
    for item, place in raw.items(value, key) if key else ():
        name = raw.name(item)
        if name and not name.startswith(OWN):
            yield Problem(place, f"the id '{name}' does not begin with '{OWN}'", "so it could clash with a later base")


def _without_required(item: Placed, gone: Sequence[str], draft: Draft) -> Placed:
    value, place = item
    kept = [(name, at) for name, at in raw.items(value, "requires") if name not in gone]
    for name, _ in raw.items(value, "requires"):
        if name in gone:
            draft.left.append(f"'{name}' leaves the prerequisites of '{raw.name(value)}'")
    return (raw.listed(value, "requires", kept), place) if len(kept) < len(raw.items(value, "requires")) else item


def _lists(spine: Table, order: Sequence[str], gone: Sequence[str], draft: Draft, layer: Layer) -> Table:
    """The spine with its paths, weeks and layers without what is gone, and with what was moved or added."""
    paths = [(_path(value, order, gone, draft, layer), at) for value, at in raw.items(spine, "paths")]
    known = [raw.name(value) for value, _ in paths]
    for change in layer.overlay.modules.values():
        for number, name in enumerate(change.paths):
            if name not in known:
                draft.problems.append(unknown(change.at.entry("paths", number), "path", name, known))
    spine = raw.listed(spine, "paths", paths) if paths else spine
    for holder, key, sort in (("plan", "weeks", "week"), ("model", "layers", "layer")):
        found = spine.get(holder)
        if isinstance(found, Table) and gone:
            items = [(_holding(value, sort, gone, draft, layer), at) for value, at in raw.items(found, key)]
            places = replace(spine.places, entries={})
            spine = raw.taken(spine, holder, raw.table({holder: raw.listed(found, key, items)}, places))
    return spine


def _path(value: Table, order: Sequence[str], gone: Sequence[str], draft: Draft, layer: Layer) -> Table:
    """A path; a module that moved or joins it stands behind the one before it in the order of all modules."""
    if not isinstance(value, Table):
        return value
    changes = layer.overlay.modules
    kept = _holding(value, "path", gone, draft, layer)
    items = raw.items(kept, "modules")
    moving = [(name, at) for name, at in items if isinstance(name, str) and name in changes and changes[name].move]
    joining = [name for name in order if name in changes and raw.name(value) in changes[name].paths]
    moving += [(name, changes[name].at.of("paths")) for name in joining if name not in [one for one, _ in items]]
    if not moving:
        return kept
    found = [item for item in items if item not in moving]
    for item in sorted(moving, key=lambda item: order.index(item[0]) if item[0] in order else -1):
        earlier = set(order[: order.index(item[0])]) if item[0] in order else set()
        spots = [number for number, (name, _) in enumerate(found, 1) if name in earlier]
        nearest = max(spots, key=lambda number: order.index(found[number - 1][0]), default=0)
        found.insert(nearest, item)
    return raw.listed(kept, "modules", found)


def _holding(value: Table, sort: str, gone: Sequence[str], draft: Draft, layer: Layer) -> Table:
    """A path, week or layer without the modules that are gone."""
    if not isinstance(value, Table):
        return value
    items = raw.items(value, "modules")
    lost = [name for name, _ in items if name in gone]
    if not lost:
        return value
    called = raw.name(value) or str(value.get("weeks", ""))
    draft.left += [f"'{name}' leaves the {sort} '{called}'" for name in lost]
    if len(lost) == len(items) and sort != "week":
        what = f"without '{lost[-1]}' the {sort} '{called}' has no module"
        draft.problems.append(Problem(layer.key("modules", lost[-1]), what, "keep one of its modules"))
        return value
    return raw.listed(value, "modules", [item for item in items if item[0] not in gone])


def _glossary(draft: Draft, gone: Sequence[str]) -> None:
    if GLOSSARY not in draft.yaml:
        return
    value = draft.yaml[GLOSSARY].value
    items = raw.items(value, "entries")
    lost = [item for item, _ in items if isinstance(item, Table) and item.get("module") in gone]
    draft.left += [f"'{item['module']}' takes the word '{item.get('term', '')}' out of the glossary" for item in lost]
    if lost:
        draft.put(GLOSSARY, raw.listed(value, "entries", [item for item in items if item[0] not in lost]))


def _days(draft: Draft, gone: Sequence[str]) -> None:
    """Suggested days lose the sessions of modules that are gone; a day without a session is gone as well."""
    if KIT not in draft.yaml:
        return
    value = draft.yaml[KIT].value
    days = []
    for day, place in raw.items(value, "days"):
        parts = raw.items(day, "parts") if isinstance(day, Table) else []
        kept = [part for part in parts if not (isinstance(part[0], Table) and part[0].get("session") in gone)]
        if len(kept) < len(parts):
            draft.left.append(f"the day '{raw.name(day)}' loses a session")
            if not any(isinstance(part, Table) and "session" in part for part, _ in kept):
                continue
            day = raw.listed(day, "parts", kept)
        days.append((day, place))
    if days != raw.items(value, "days"):
        draft.put(KIT, raw.listed(value, "days", days))


def _cards(draft: Draft, gone: Sequence[str]) -> None:
    """The cards of a module go with its session; a bank that had no others is gone as well."""
    if CARDS not in draft.yaml:
        return
    value = draft.yaml[CARDS].value
    items = raw.items(value, "sets")
    kept = [one for one in items if not (isinstance(one[0], Table) and one[0].get("module") in gone)]
    if items and not kept:
        del draft.yaml[CARDS]
    elif len(kept) < len(items):
        draft.put(CARDS, raw.listed(value, "sets", kept))


def _calendars(draft: Draft, gone: Sequence[str]) -> None:
    """Tools with a row for each month no longer say that these modules are read in it."""
    for path in [path for path in draft.yaml if path.startswith(f"{TOOLS}/")]:
        value = draft.yaml[path].value
        fields = []
        for field, place in raw.items(value, "fields"):
            rows = raw.items(field, "rows") if isinstance(field, Table) else []
            kept = [(_unread(row, gone, raw.name(value), draft), at) for row, at in rows]
            fields.append((raw.listed(field, "rows", kept) if kept != rows else field, place))
        if fields != raw.items(value, "fields"):
            draft.put(path, raw.listed(value, "fields", fields))


def _unread(row: Table, gone: Sequence[str], tool: str, draft: Draft) -> Table:
    items = raw.items(row, "modules") if isinstance(row, Table) else []
    kept = [item for item in items if item[0] not in gone]
    draft.left += [f"'{name}' leaves '{raw.name(row)}' of the tool '{tool}'" for name, _ in items if name in gone]
    return raw.listed(row, "modules", kept) if len(kept) < len(items) else row
