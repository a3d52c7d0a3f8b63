"""The texts inside authored values: which are Markdown, which plain words, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from generator.model.authored import Authored, TextSort
from generator.problems import Place


@dataclass(frozen=True, slots=True)
class Text:
    """A text and where it stands; `anchors` are the ids on its page, None where it may stand on several."""

    place: Place
    text: str
    is_prose: bool
    anchors: frozenset[str] | None = None
    sections: bool = False
    """True where the text has headings of its own sections."""


def inside(value: Authored) -> Iterator[Text]:
    """Every text of a value and of all it holds, in the order of its fields."""
    for name, sort in _sorts(type(value)).items():
        found = getattr(value, name)
        parts = found.values() if isinstance(found, dict) else found if isinstance(found, tuple) else (found,)
        for part in parts:
            if isinstance(part, Authored):
                yield from inside(part)
            elif sort and isinstance(part, str):
                yield Text(value.at.of(name), part, sort == "prose")


@cache
def _sorts(cls: type[Authored]) -> dict[str, str]:
    """The fields of a model, each with the sort of text it holds, or nothing."""
    return {name: _sort((field.annotation, *field.metadata)) for name, field in cls.model_fields.items()}


def _sort(parts: Iterable[Any]) -> str:
    for part in parts:
        if isinstance(part, TextSort):
            return part.name
        inner = _sort((*getattr(part, "__metadata__", ()), *get_args(part)))
        if inner:
            return inner
    return ""
