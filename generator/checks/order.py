"""Prerequisites form no circle, come first, and are part of every path that needs them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from generator.model import Curriculum, Module
from generator.problems import Problem


def prerequisites_form_no_circle(curriculum: Curriculum) -> Iterator[Problem]:
    modules = _modules(curriculum)
    for circle in _circles(modules):
        shown = " → ".join((*circle, circle[0]))
        yield Problem(modules[circle[0]].at.of("requires"), f"the prerequisites form a circle: {shown}")


def _modules(curriculum: Curriculum) -> dict[str, Module]:
    """Modules by id, in their order; where an id stands twice, the first has it."""
    found: dict[str, Module] = {}
    for module in curriculum.spine.modules:
        found.setdefault(module.id, module)
    return found


def _circles(modules: Mapping[str, Module]) -> Iterator[list[str]]:
    """Circles that have no module in common; each begins with the module that stands first."""
    order = list(modules)
    left = {name: [required for required in modules[name].requires if required in modules] for name in order}
    while True:
        try:
            TopologicalSorter(left).prepare()
            return
        except CycleError as error:
            circle = error.args[1][:0:-1]
        first = circle.index(min(circle, key=order.index))
        yield circle[first:] + circle[:first]
        left = {
            name: [required for required in requires if required not in circle]
            for name, requires in left.items()
            if name not in circle
        }


def prerequisites_come_first(curriculum: Curriculum) -> Iterator[Problem]:
    if any(prerequisites_form_no_circle(curriculum)):
        return
    order = [module.id for module in curriculum.spine.modules]
    for position, module in enumerate(curriculum.spine.modules):
        for number, required in enumerate(module.requires):
            if required in order[position:] and required not in order[:position]:
                what = f"'{module.id}' stands before its prerequisite '{required}'"
                yield Problem(module.at.entry("requires", number), what, f"move it after '{required}'")


def paths_hold_what_their_modules_require(curriculum: Curriculum) -> Iterator[Problem]:
    if any(prerequisites_form_no_circle(curriculum)):
        return
    modules = _modules(curriculum)
    for path in curriculum.spine.paths:
        for position, name in enumerate(path.modules):
            for required in modules[name].requires if name in modules else ():
                if required in modules and required not in path.modules[:position]:
                    what = f"the path '{path.id}' holds '{name}' without '{required}' before it"
                    yield Problem(path.at.entry("modules", position), what, f"add or move '{required}'")


RULES = (prerequisites_form_no_circle, prerequisites_come_first, paths_hold_what_their_modules_require)
