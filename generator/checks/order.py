"""Prerequisites form no circle, come first, and are part of every path that needs them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.model import Curriculum, Module
from generator.problems import Problem


def prerequisites_form_no_circle(curriculum: Curriculum) -> Iterator[Problem]:
    modules = {module.id: module for module in curriculum.spine.modules}
    told: set[str] = set()
    for module in modules.values():
        circle = _circle(module.id, modules, ())
        if circle and not told & set(circle):
            told |= set(circle)
            shown = " → ".join((*circle, circle[0]))
            yield Problem(modules[circle[0]].at.of("requires"), f"the prerequisites form a circle: {shown}")


def _circle(name: str, modules: Mapping[str, Module], trail: tuple[str, ...]) -> tuple[str, ...]:
    if name in trail:
        return trail[trail.index(name) :]
    if name not in modules:
        return ()
    found = (_circle(required, modules, (*trail, name)) for required in modules[name].requires)
    return next((circle for circle in found if circle), ())


def prerequisites_come_first(curriculum: Curriculum) -> Iterator[Problem]:
    if any(prerequisites_form_no_circle(curriculum)):
        return
    order = [module.id for module in curriculum.spine.modules]
    for position, module in enumerate(curriculum.spine.modules):
        for required in module.requires:
            if required in order[position:]:
                what = f"'{module.id}' stands before its prerequisite '{required}'"
                yield Problem(module.at.of("requires"), what, f"move it after '{required}'", needle=required)


def paths_hold_what_their_modules_require(curriculum: Curriculum) -> Iterator[Problem]:
    modules = {module.id: module for module in curriculum.spine.modules}
    for path in curriculum.spine.paths:
        for position, name in enumerate(path.modules):
            for required in modules[name].requires if name in modules else ():
                if required not in path.modules[:position]:
                    what = f"the path '{path.id}' holds '{name}' without '{required}' before it"
                    yield Problem(path.at.of("modules"), what, f"add or move '{required}'", needle=name)


RULES = (prerequisites_form_no_circle, prerequisites_come_first, paths_hold_what_their_modules_require)
