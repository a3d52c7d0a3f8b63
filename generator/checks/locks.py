"""What the base locks against changes by organizations."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.named import not_known
from generator.model import Authored, Curriculum
from generator.model.authored import Named
from generator.problems import Problem


def locks_name_fields(curriculum: Curriculum) -> Iterator[Problem]:
    for holder in _holders(curriculum):
        for value in _named(holder):
            if value.locked and not (value.locked.fields or value.locked.keep):
                yield Problem(value.at.of("locked"), "this locks nothing", "expected fields, or keep: true")
            if value.locked:
                yield from not_known(value.locked, "fields", "field", set(type(value).model_fields) - {"at", "locked"})


def _holders(curriculum: Curriculum) -> Iterator[Authored]:
    yield from (*curriculum.spine.modules, *curriculum.references, *curriculum.glossary, *curriculum.tools)
    for content in curriculum.modules:
        yield from (*content.questions, *content.exercises, *(content.session.segments if content.session else ()))


def _named(value: Authored) -> Iterator[Named]:
    """The thing itself, and what it holds that can be locked."""
    if isinstance(value, Named):
        yield value
    for key in ("choices", "items", "fields"):
        for inner in getattr(value, key, ()):
            if isinstance(inner, Named):
                yield inner


RULES = (locks_name_fields,)
