"""What must hold between the parts of a curriculum: rules that judge, told all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generator.checks import cards, forms, items, locks, names, order, sessions, texts, tools
from generator.model import Curriculum
from generator.problems import Problem, unknown

Rule = Callable[[Curriculum], Iterable[Problem]]

RULES: tuple[Rule, ...] = (
    *names.RULES,
    *order.RULES,
    *items.RULES,
    *sessions.RULES,
    *cards.RULES,
    *tools.RULES,
    *forms.RULES,
    *texts.RULES,
    *locks.RULES,
)


@dataclass(frozen=True)
class Offered:
    """What the generator has for kinds of module to name."""

    templates: frozenset[str]
    icons: frozenset[str]


def problems(curriculum: Curriculum, offered: Offered) -> Iterator[Problem]:
    """Every fault that any rule finds."""
    for rule in RULES:
        yield from rule(curriculum)
    for kind in curriculum.spine.kinds:
        if kind.template not in offered.templates:
            yield unknown(kind.at.of("template"), "template", kind.template, offered.templates)
        if kind.icon not in offered.icons:
            yield unknown(kind.at.of("icon"), "icon", kind.icon, offered.icons)
