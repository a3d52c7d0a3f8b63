"""The texts inside authored values: which are Markdown, which plain words, and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, get_args

from generator.model.authored import Authored, TextSort
from generator.problems import Place

M = TypeVar("M", bound=Authored)


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


BOTH = frozenset({"accept"})
"""Lists of answers: a changed text is taken beside the one it comes from."""


def changed(value: M, text: Callable[[str], str]) -> M:
    """The value with every text in it passed through a function."""
    update: dict[str, Any] = {}
    for name, sort in _sorts(type(value)).items():
        found = getattr(value, name)
        made = _changed(found, sort, text)
        if name in BOTH:
            made = tuple(dict.fromkeys((*found, *made)))
        if made != found:
            update[name] = made
    return value.model_copy(update=update) if update else value


def _changed(value: Any, sort: str, text: Callable[[str], str]) -> Any:
    if isinstance(value, Authored):
        return changed(value, text)
    if isinstance(value, tuple):
        return tuple(_changed(item, sort, text) for item in value)
    if isinstance(value, dict):
        return {key: _changed(item, sort, text) for key, item in value.items()}
    return text(value) if sort and isinstance(value, str) else value
