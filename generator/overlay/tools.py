"""Tools set, removed, added and moved, with their items and fields, and everything that names them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.overlay import raw
from generator.overlay.draft import SPINE, Draft, Layer, unlinked
from generator.overlay.lists import OWN, Operation, applied, inside, says_nothing
from generator.overlay.raw import Placed
from generator.problems import Problem, unknown
from generator.source import TOOLS, Table

CARDS = {"behaviors.yaml": "behaviors", "styles.yaml": "styles"}
"""Files of a module with cards, and the list that they stand in; points stand in groups."""
DRAWN = re.compile(r'^(## .*\{[^{}]*?) shows="program"(?=[^{}]*\}\s*$)', re.M)
"""A section that draws the calendar."""


def cards(draft: Draft) -> frozenset[str]:
    """The ids of all behaviors, styles and points."""
    found: list[Placed] = []
    for path, file in draft.yaml.items():
        name = path.rpartition("/")[2]
        if name in CARDS:
            found += raw.items(file.value, CARDS[name])
        elif name == "points.yaml":
            found += [point for group, _ in raw.items(file.value, "groups") for point in raw.items(group, "points")]
    return frozenset(raw.name(value) for value, _ in found)


def change_tools(draft: Draft, layer: Layer, *, without: Iterable[str]) -> None:
    """Everything that the overlay asks for under `tools`; cards in `without` are gone with their module."""
    spine = draft.yaml[SPINE].value
    listed = spine.get("tools")
    if isinstance(listed, Table):
        listed, gone = _changed(draft, layer, listed)
        spine = raw.taken(spine, "tools", raw.table({"tools": listed}, spine.places))
        if gone:
            modules = [_without_tools(item, gone, draft) for item in raw.items(spine, "modules")]
            spine = raw.listed(spine, "modules", modules)
            draft.words("](tool:", unlinked("tool", gone))
            _undrawn(draft)
        draft.put(SPINE, spine)
    elif layer.overlay.tools:
        key = next(iter(layer.overlay.tools))
        draft.problems.append(Problem(layer.key("tools", key), "the curriculum has no tools", "take this out"))
    lost = frozenset(without)
    for path in [path for path in draft.yaml if path.startswith(f"{TOOLS}/")] if lost else []:
        draft.put(path, _without_cards(draft.yaml[path].value, lost, draft))


def _changed(draft: Draft, layer: Layer, listed: Table) -> tuple[Table, list[str]]:
    """The list of tools after all operations, and the names of those that are gone; the files are changed as well."""
    order = [(name, at) for name, at in raw.items(listed, "order") if _path(str(name)) in draft.yaml]
    base = [(draft.yaml[_path(str(name))].value, at) for name, at in order]
    operations = [one for name in layer.overlay.tools for one in _operation(name, draft, layer)]
    made = applied("tool", base, operations, draft.problems)
    for value, _ in made:
        _put(raw.name(value), value, draft, layer)
    kept = [raw.name(value) for value, _ in made]
    gone = [raw.name(value) for value, _ in base if raw.name(value) not in kept]
    for name in gone:
        draft.yaml.pop(_path(name))
    for name, change in layer.overlay.tools.items():
        if name in kept and (change.items or change.fields):
            _inside(name, draft, layer)
    return raw.listed(listed, "order", [(raw.name(value), at) for value, at in made]), gone


def _undrawn(draft: Draft) -> None:
    """Where no calendar is left, no section draws one."""
    tools = [file.value.get("calendar") for path, file in draft.yaml.items() if path.startswith(f"{TOOLS}/")]
    if not any(isinstance(calendar, Table) and "rows" in calendar for calendar in tools):
        draft.words("shows=", lambda text: DRAWN.sub(r"\1", text))


def _path(name: str) -> str:
    return f"{TOOLS}/{name}.yaml"


def _put(name: str, value: Table, draft: Draft, layer: Layer) -> None:
    if _path(name) not in draft.yaml:
        draft.yaml[_path(name)] = layer.files.yaml[f"tools/{name}.yaml"]
    elif draft.yaml[_path(name)].value is not value:
        draft.put(_path(name), value)


def _operation(name: str, draft: Draft, layer: Layer) -> Iterator[Operation]:
    """What is asked for the tool itself; nothing where only its items and fields change."""
    change, own, key = layer.overlay.tools[name], layer.raw("tools", name), layer.key("tools", name)
    if change.add is None:
        if name not in _names(draft) or not (change.items or change.fields) or not says_nothing(change):
            yield Operation(name, key, change, own)
        return
    file = layer.files.yaml.get(change.add)
    if change.add != f"tools/{name}.yaml" and name.startswith(OWN):
        what = f"the file is called '{change.add}', and the tool '{name}'"
        draft.problems.append(Problem(change.at.of("add"), what, f"expected tools/{name}.yaml"))
    elif file is None:
        if not any(problem.place.path.endswith(change.add) for problem in layer.files.problems):
            known = [path for path in layer.files.yaml if path.startswith("tools/")]
            draft.problems.append(unknown(change.at.of("add"), "file", change.add, known))
    else:
        yield Operation(name, key, change, own, (file.value, key))


def _names(draft: Draft) -> list[str]:
    return [path.removeprefix(f"{TOOLS}/").removesuffix(".yaml") for path in draft.yaml if path.startswith(f"{TOOLS}/")]


def _inside(name: str, draft: Draft, layer: Layer) -> None:
    """The items and fields of a tool, and what names them there."""
    value = draft.yaml[_path(name)].value
    for key, sort, changes in (
        ("items", "item", layer.overlay.tools[name].items),
        ("fields", "field", layer.overlay.tools[name].fields),
    ):
        changed, gone, problems = inside(sort, value, key, changes, layer, ("tools", name, key))
        draft.problems += problems
        value = changed if changes else value
        if key == "items":
            value = _counted(name, value, gone, draft, layer)
        else:
            draft.problems += _needed(name, value, gone, layer)
    draft.put(_path(name), value)


def _counted(name: str, value: Table, gone: list[str], draft: Draft, layer: Layer) -> Table:
    """The tool with its dimensions and findings without the items that are gone, and with those that were added."""
    changes = layer.overlay.tools[name].items
    dimensions = raw.items(value, "dimensions")
    known = [raw.name(dimension) for dimension, _ in dimensions]
    joining = {one: change.dimension for one, change in changes.items() if change.add is not None}
    for one, dimension in joining.items():
        if dimension is None and known:
            key = layer.key("tools", name, "items", one)
            draft.problems.append(Problem(key, f"'{one}' is added to no dimension", f"expected dimension: {known[0]}"))
        elif dimension is not None and dimension not in known:
            draft.problems.append(unknown(changes[one].at.of("dimension"), "dimension", dimension, known))
    made = []
    for dimension, at in dimensions:
        items = [(one, place) for one, place in raw.items(dimension, "items") if one not in gone]
        items += [(one, changes[one].at.whole) for one, wanted in joining.items() if wanted == raw.name(dimension)]
        draft.problems += _too_few(name, value, dimension, len(items), gone, layer)
        made.append((raw.listed(dimension, "items", items), at))
    draft.left += [f"'{one}' leaves the tool '{name}'" for one in gone]
    return _findings(raw.listed(value, "dimensions", made) if made else value, gone)


def _too_few(name: str, value: Table, dimension: Table, left: int, gone: list[str], layer: Layer) -> Iterator[Problem]:
    scoring = value.get("scoring")
    needs = scoring.get("needs", 1) if isinstance(scoring, Table) else 1
    lost = [one for one, _ in raw.items(dimension, "items") if one in gone]
    if lost and isinstance(needs, int) and left < needs:
        key = layer.key("tools", name, "items", lost[-1])
        what = f"without '{lost[-1]}' the dimension '{raw.name(dimension)}' has {left} items, and it needs {needs}"
        yield Problem(key, what, "keep one of its items, or set 'scoring'")


def _findings(value: Table, gone: list[str]) -> Table:
    comparison = value.get("comparison")
    if not gone or not isinstance(comparison, Table):
        return value
    made = []
    for finding, at in raw.items(comparison, "findings"):
        items = raw.items(finding, "items")
        kept = [item for item in items if item[0] not in gone]
        made.append((raw.listed(finding, "items", kept) if len(kept) < len(items) else finding, at))
    changed = raw.listed(comparison, "findings", made)
    return raw.taken(value, "comparison", raw.table({"comparison": changed}, value.places))


def _needed(name: str, value: Table, gone: list[str], layer: Layer) -> Iterator[Problem]:
    """Fields that are gone, and that something which stays cannot do without."""
    calendar = value.get("calendar")
    users: list[tuple[str, Mapping[str, object]]] = [
        (raw.name(field), field) for field, _ in raw.items(value, "fields")
    ]
    if isinstance(calendar, Table):
        users += [("calendar", calendar), *((raw.name(event), event) for event, _ in raw.items(calendar, "events"))]
    for user, holder in users:
        for key in ("joins", "follows", "start", "rows", "field"):
            if holder.get(key) in gone:
                what = f"'{user}' of the tool '{name}' needs '{holder[key]}'"
                yield Problem(
                    layer.key("tools", name, "fields", str(holder[key])), what, "keep it, or take that away too"
                )


def _without_tools(item: Placed, gone: list[str], draft: Draft) -> Placed:
    value, place = item
    kept = [(name, at) for name, at in raw.items(value, "tools") if name not in gone]
    for name, _ in raw.items(value, "tools"):
        if name in gone:
            draft.left.append(f"the tool '{name}' leaves the module '{raw.name(value)}'")
    return (raw.listed(value, "tools", kept), place) if len(kept) < len(raw.items(value, "tools")) else item


def _without_cards(value: Table, lost: frozenset[str], draft: Draft) -> Table:
    for key in ("items", "dimensions"):
        made = []
        for thing, at in raw.items(value, key):
            kept = [card for card in raw.items(thing, "cards") if card[0] not in lost]
            if len(kept) < len(raw.items(thing, "cards")):
                draft.left.append(f"'{raw.name(thing)}' of the tool '{raw.name(value)}' loses its card")
                thing = raw.listed(thing, "cards", kept)
            made.append((thing, at))
        value = raw.listed(value, key, made) if made else value
    return value
