"""A page for each behavior and each style, and one on which all of a sort stand side by side as cards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model import Behavior, Curriculum, Module, ModuleContent, Style
from generator.plan import lists
from generator.plan.page import Page, Texts, texts_of
from generator.words import word

BEHAVIORS, STYLES = "behaviors.md", "styles.md"


@dataclass(frozen=True)
class Record:
    """A behavior or a style, its page, and the place in a module where it is taught."""

    value: Behavior | Style
    path: str
    module: Module
    anchor: str
    """The place on the module's page, where its lesson shows it."""


def pages(texts: Texts) -> Iterator[Page]:
    """The pages of all behaviors and styles that ready modules teach; none of a sort that no module has."""
    language = texts.language
    yield from _pages(texts, behaviors(texts.curriculum), BEHAVIORS, word(language, "Behaviors at a glance"))
    yield from _pages(texts, styles(texts.curriculum), STYLES, word(language, "Styles at a glance"))


def overviews(curriculum: Curriculum) -> Mapping[str, list[str]]:
    """Overviews by the kind of module that teaches what they show; the menu leads to the other pages through them."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for overview, shown in ((BEHAVIORS, behaviors(curriculum)), (STYLES, styles(curriculum))):
        if shown:
            found[shown[0].module.kind].append(overview)
    return found


def behaviors(curriculum: Curriculum) -> tuple[Record, ...]:
    """All behaviors of ready modules, in the order of their numbers."""
    taught = [(behavior, content) for content in _ready(curriculum) for behavior in content.behaviors]
    taught.sort(key=lambda one: one[0].number)
    return tuple(_record("behaviors", behavior, content) for behavior, content in taught)


def styles(curriculum: Curriculum) -> tuple[Record, ...]:
    """All styles of ready modules, in the order in which they are taught."""
    return tuple(_record("styles", style, content) for content in _ready(curriculum) for style in content.styles)


def _record(sort: str, value: Behavior | Style, content: ModuleContent) -> Record:
    shown = {section.shows for section in content.lesson.sections} if content.lesson else set()
    return Record(value, f"{sort}/{value.id}.md", content.module, value.id if sort in shown else "")


def _ready(curriculum: Curriculum) -> list[ModuleContent]:
    return [content for content in curriculum.modules if content.module.status == "ready"]


def _pages(texts: Texts, records: tuple[Record, ...], overview: str, title: str) -> Iterator[Page]:
    if not records:
        return
    name, kinds = overview.removesuffix("s.md"), lists.kinds(texts.curriculum.spine)
    groups = tuple(_groups(texts.curriculum, records))
    cited = [text for _, group in groups for record in group for text in _at_a_glance(record.value)]
    yield Page.planned(texts, overview, title, template=f"records/{name}s", values={"groups": groups}, cited=cited)
    for position, record in enumerate(records):
        values = {
            name: record.value,
            "taught": record,
            "kind": kinds[record.module.kind],
            "overview": (title, overview),
            "earlier": records[position - 1] if position else None,
            "later": records[position + 1] if position + 1 < len(records) else None,
        }
        cited = texts_of(record.value)
        yield Page.planned(
            texts, record.path, record.value.name, template=f"records/{name}", values=values, cited=cited
        )


def _groups(curriculum: Curriculum, records: tuple[Record, ...]) -> Iterator[tuple[Module, list[Record]]]:
    """The records by module, in the order of the modules."""
    for module in curriculum.spine.modules:
        group = [record for record in records if record.module.id == module.id]
        if group:
            yield module, group


def _at_a_glance(value: Behavior | Style) -> list[str]:
    """The texts of a card on the overview."""
    if isinstance(value, Behavior):
        return [value.meaning, value.sounds, value.counterfeit, value.practice]
    return [value.note or "", value.idea, value.trust, value.dyad]
