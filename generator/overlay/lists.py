"""Operations on a list of things with ids: set, unset, remove, add, move. The same wherever such a list stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model.overlay import Change, Position
from generator.overlay import raw
from generator.overlay.draft import Layer
from generator.overlay.raw import Placed
from generator.problems import Place, Problem, unknown
from generator.source import Table

WAYS = ("set", "unset", "hide", "remove", "move", "add")
"""What an operation may do; all but the last are about what is there."""
OWN = "x-"
"""What ids that an organization adds begin with; those of the base never do."""


@dataclass(frozen=True)
class Operation:
    """What the overlay asks for one id; `key` is where that id stands, `raw` what the author wrote."""

    name: str
    key: Place
    change: Change
    raw: Table
    added: Placed | None = None
    """The thing to add, where that is the operation."""


def operation(name: str, key: Place, change: Change, own: Table) -> Operation:
    """The operation; what it adds gets its id from the key."""
    added = None
    if "add" in own and isinstance(own["add"], Table):
        added = (raw.worth(own["add"], "id", name, key), own.places.of("add"))
    return Operation(name, key, change, own, added)


def applied(
    sort: str, base: Sequence[Placed], operations: Sequence[Operation], problems: list[Problem]
) -> list[Placed]:
    """The list after all operations; what is refused is told and left out."""
    known = [raw.name(value) for value, _ in base]
    usable = [one for one in operations if not _refused(sort, one, known, problems)]
    fields = {raw.name(value): value for value, _ in base}
    for one in usable:
        problems += _not_there(one, fields.get(one.name, {}))
        problems += _locked(one, fields.get(one.name, {}))
    changes = {one.name: one for one in usable if one.added is None}
    gone = {one.name for one in usable if one.change.remove}
    things = {raw.name(value): _changed(value, place, changes) for value, place in base}
    things |= {one.name: one.added for one in usable if one.added is not None}
    ends = [one for one in usable if one.added and not (one.change.after or one.change.before)]
    moved = [one for one in usable if one.change.move or (one.added and one not in ends)]
    order = [name for name in known if name not in gone and name not in {one.name for one in moved}]
    order += [one.name for one in ends]
    return [things[name] for name in placed(sort, order, moved, gone, problems)]


def _changed(value: Table, place: Place, changes: Mapping[str, Operation]) -> Placed:
    one = changes.get(raw.name(value))
    if one is None:
        return value, place
    made = raw.with_fields(value, one.raw["set"]) if one.change.set is not None else value
    for field in one.change.unset or ():
        made = raw.without(made, field)
    return made, one.change.at.of("unset") if one.change.unset else place


def says_nothing(change: Change) -> bool:
    """True for a change that only holds changes of what is inside."""
    return not any(getattr(change, way, None) for way in WAYS)


def inside(
    sort: str, holder: Table, key: str, changes: Mapping[str, Change], layer: Layer, steps: Sequence[str]
) -> tuple[Table, list[str], list[Problem]]:
    """A thing whose list `key` went through the operations that stand at `steps`; what is gone, and what is refused."""
    problems: list[Problem] = []
    asked = [operation(name, layer.key(*steps, name), one, layer.raw(*steps, name)) for name, one in changes.items()]
    base = raw.items(holder, key)
    fields, _, why = locked(holder)
    if asked and key in fields:
        problems += [locking(one.key, key, raw.name(holder), why) for one in asked]
    made = applied(sort, base, asked, problems)
    kept = {raw.name(value) for value, _ in made}
    gone = [name for value, _ in base if (name := raw.name(value)) not in kept]
    return raw.listed(holder, key, made), gone, problems


def position(one: Operation) -> Position:
    """Where the operation puts its thing."""
    return one.change.move or one.change


def placed(
    sort: str, order: Iterable[str], moved: Sequence[Operation], gone: set[str], problems: list[Problem]
) -> list[str]:
    """The ids in order, with those that are put next to another one in their places.

    Each hangs on its anchor, so that the order of keys does not matter; several on one anchor keep that of the file.
    """
    stay = list(order)
    names = {*stay, *(one.name for one in moved)}
    after: dict[str, list[str]] = {}
    before: dict[str, list[str]] = {}
    hung = []
    for one in moved:
        where = position(one)
        anchor = where.after or where.before or ""
        place = where.at.of("after" if where.after else "before")
        if anchor in gone:
            what = f"the {sort} '{anchor}' is removed here, so nothing can stand next to it"
            problems.append(Problem(place, what, "name one that stays"))
        elif anchor not in names:
            problems.append(unknown(place, sort, anchor, names - {one.name}))
        else:
            (after if where.after else before).setdefault(anchor, []).append(one.name)
            hung.append(one)

    def around(name: str) -> Iterator[str]:
        for other in before.get(name, ()):
            yield from around(other)
        yield name
        for other in after.get(name, ()):
            yield from around(other)

    found = [name for start in stay for name in around(start)]
    for one in hung:
        if one.name not in found:
            what = f"'{one.name}' is put next to something that is itself put next to it"
            problems.append(Problem(one.key, what, "let one of them stand next to one that stays"))
    return found


def _not_there(one: Operation, thing: Mapping[str, object]) -> Iterator[Problem]:
    """Fields to take away that the thing of the base does not have, or that the overlay sets as well."""
    for number, field in enumerate(one.change.unset or ()):
        place = one.change.at.entry("unset", number)
        if field in (one.change.set or ()):
            yield Problem(place, f"'{field}' is set and unset at once", "keep one of them")
        elif field not in thing:
            yield unknown(place, "field", field, set(thing) - {"id"})


def _locked(one: Operation, thing: Mapping[str, object]) -> Iterator[Problem]:
    """What the base does not let anybody change, with its reason."""
    fields, keep, why = locked(thing)
    if keep and (one.change.remove or getattr(one.change, "hide", False)):
        what = f"'{one.name}' cannot be {'removed' if one.change.remove else 'hidden'}: {why}"
        yield Problem(one.key, what, "the base locks it; leave it there")
    for field in one.change.set or ():
        if field in fields:
            yield locking(one.raw["set"].places.keys[field], field, one.name, why)
    for number, field in enumerate(one.change.unset or ()):
        if field in fields:
            yield locking(one.change.at.entry("unset", number), field, one.name, why)


def locked(thing: Mapping[str, object]) -> tuple[tuple[object, ...], bool, str]:
    """The fields of a thing that the base locks, whether it must be there, and why."""
    found = thing.get("locked")
    if not isinstance(found, Table):
        return (), False, ""
    fields = found.get("fields")
    why = str(found.get("why", "")).rstrip(".")
    return fields if isinstance(fields, tuple) else (), found.get("keep") is True, why


def locking(place: Place, field: str, name: str, why: str) -> Problem:
    """The problem for a change of what the base locks."""
    return Problem(place, f"'{field}' of '{name}' cannot be changed: {why}", "the base locks it; leave it as it is")


def _refused(sort: str, one: Operation, known: Sequence[str], problems: list[Problem]) -> bool:
    found = _refusal(sort, one, known)
    if found:
        problems.append(found)
    return found is not None


def _refusal(sort: str, one: Operation, known: Sequence[str]) -> Problem | None:
    change, wanted = (
        one.change,
        [key for key in WAYS if getattr(one.change, key, None)],
    )
    where = change.move or change
    if not wanted:
        ways = "set, unset, hide, remove, move or add" if hasattr(change, "hide") else "set, unset, remove, move or add"
        return Problem(one.key, f"nothing is said to be done with '{one.name}'", f"expected {ways}")
    if len(wanted) > 1 and not set(wanted) <= {"set", "unset", "hide", "move"}:
        return Problem(one.key, f"'{one.name}' has {' and '.join(wanted)} at once", "keep one of them")
    if "add" in wanted and not one.name.startswith(OWN):
        return Problem(
            one.key, f"'{one.name}' is added and does not begin with '{OWN}'", "so it could clash with a later base"
        )
    if "add" not in wanted and one.name not in known:
        return unknown(one.key, sort, one.name, known)
    if "id" in (change.set or ()):
        return Problem(one.raw["set"].places.keys["id"], "an id never changes", "take this line out")
    if "id" in (change.unset or ()):
        return Problem(change.at.of("unset"), "an id never changes", "take it out of the list")
    if change.move and not (where.after or where.before):
        return Problem(where.at.whole, "the new place is missing", "expected after or before, and an id")
    if where.after and where.before:
        return Problem(where.at.of("before"), "'after' and 'before' are both given", "keep one of them")
    return None
