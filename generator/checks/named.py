"""Names with their places: those that stand twice, and those that nothing has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.model import Authored
from generator.problems import Place, Problem, unknown

Named = tuple[str, Place]


def ids(values: Iterable[Authored]) -> list[Named]:
    """The ids of these, each with its place."""
    return [(str(getattr(value, "id", "")), value.at.of("id")) for value in values]


def twice(sort: str, named: Iterable[Named]) -> Iterator[Problem]:
    """Names that stand a second time."""
    first: dict[str, Place] = {}
    for name, place in named:
        if name in first:
            yield Problem(place, f"the {sort} '{name}' stands twice", f"first at {first[name]}")
        first.setdefault(name, place)


def not_known(holder: Authored, field: str, sort: str, known: Iterable[str]) -> Iterator[Problem]:
    """Names in a field that nothing has."""
    value = getattr(holder, field, None)
    for number, name in enumerate((value,) if isinstance(value, str) else value or ()):
        if name not in known:
            yield unknown(holder.at.entry(field, number), sort, name, known)
