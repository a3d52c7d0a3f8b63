"""Advice on learning design: what a curriculum without faults could still do better, told as warnings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from generator.lint import care, choices, claims, currency, items, objectives, reading
from generator.model import Curriculum
from generator.plan import Texts
from generator.problems import Problem

Rule = Callable[[Texts], Iterable[Problem]]

RULES: tuple[Rule, ...] = (
    *objectives.RULES,
    *items.RULES,
    *choices.RULES,
    *reading.RULES,
    *claims.RULES,
    *care.RULES,
)


def warnings(curriculum: Curriculum, today: date) -> Iterator[Problem]:
    """Every warning that any rule finds in what is ready; reviews are overdue against `today`."""
    texts = Texts(curriculum)
    for rule in RULES:
        yield from _as_warnings(rule(texts))
    yield from _as_warnings(currency.overdue(curriculum, today))


def before_publishing(curriculum: Curriculum) -> Iterator[Problem]:
    """What keeps an organization from publishing, as warnings."""
    yield from _as_warnings(care.contacts_are_real(curriculum))


def _as_warnings(problems: Iterable[Problem]) -> Iterator[Problem]:
    for problem in problems:
        yield replace(problem, severity="warning")
