"""The pictures of a page, drawn from the curriculum as this page says and links it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from generator import diagram, prose
from generator.model import ModuleContent
from generator.plan.page import Texts, link, module_path

Draw = Callable[[Texts, ModuleContent, diagram.View], diagram.Picture | None]


def of_module(texts: Texts, content: ModuleContent) -> Mapping[str, diagram.Picture]:
    """The pictures of a module's page, by what its sections show."""
    around = view(texts, module_path(content.module.id))
    shown = [section.shows for section in content.lesson.sections] if content.lesson else []
    made = {name: PICTURES[name](texts, content, around) for name in shown if name in PICTURES}
    return {name: picture for name, picture in made.items() if picture}


def model(texts: Texts, start: str) -> diagram.Picture | None:
    """The picture of the layers, for the page `start`."""
    return _model(texts, view(texts, start))


def view(texts: Texts, start: str) -> diagram.View:
    """How the page `start` says authored texts and links modules."""

    def href(name: str, anchor: str) -> str:
        target = texts.path_of("module", name)
        if target == start and anchor:
            return f"#{anchor}"
        return link(start, target) + (f"#{anchor}" if anchor else "") if target else ""

    def words(text: str, own: str = "") -> str:
        return prose.bare(texts.plain(text), own)

    return diagram.View(texts.language, texts.plain, words, partial(words, own="◇"), href)


def _titles(texts: Texts) -> Mapping[str, str]:
    return {module.id: module.title for module in texts.curriculum.spine.modules}


def _ready(texts: Texts) -> list[ModuleContent]:
    return [content for content in texts.curriculum.modules if content.module.status == "ready"]


def _model(texts: Texts, view: diagram.View) -> diagram.Picture | None:
    found = texts.curriculum.spine.model
    return diagram.layers.picture(found, _titles(texts), view) if found else None


def _program(texts: Texts, view: diagram.View) -> diagram.Picture | None:
    found = next((tool for tool in texts.curriculum.tools if tool.program), None)
    return diagram.program.picture(found, _titles(texts), view) if found else None


def _case(content: ModuleContent, view: diagram.View) -> diagram.Picture | None:
    if not (content.lesson and content.briefs):
        return None
    return diagram.case.picture(content.lesson.sections, content.briefs.decisions, view)


def _groups(texts: Texts, content: ModuleContent, view: diagram.View) -> diagram.Picture:
    groups = [other for other in _ready(texts) if other.behaviors]
    return diagram.behaviors.picture(groups, content.module.id, view)


PICTURES: Mapping[str, Draw] = {
    "model": lambda texts, _, view: _model(texts, view),
    "dyad-types": lambda texts, _, view: diagram.dyad_types.picture(texts.curriculum.spine.dyad_types, view),
    "decisions": lambda _, content, view: _case(content, view),
    "behavior-groups": _groups,
    "style-effects": lambda texts, _, view: diagram.styles.picture([one for one in _ready(texts) if one.styles], view),
    "program": lambda texts, _, view: _program(texts, view),
}
"""What a section may show that is drawn."""
