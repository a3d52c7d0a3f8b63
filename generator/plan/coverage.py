"""The page that shows, objective by objective, where it is taught, practiced, checked and facilitated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator import coverage
from generator.coverage import Cover
from generator.model import Kind, Module, ModuleContent, Objective
from generator.model.spine import Outcome, Part
from generator.plan import lists, module
from generator.plan.page import Page, Texts, module_path, session_path, texts_of
from generator.words import word

COVERAGE = "coverage.md"
PARTS: tuple[Part, ...] = ("section", "exercise", "item", "segment")


@dataclass(frozen=True)
class Named:
    """Something with a title, and where it stands; nothing where this site does not know."""

    title: str
    href: str = ""


@dataclass(frozen=True)
class Cell:
    """What a module has of one part for an objective; where it has nothing, `missing` says so in words."""

    label: str
    found: tuple[Named, ...]
    missing: str
    gap: bool
    """True where something is needed and missing."""


@dataclass(frozen=True)
class Row:
    """An objective with its four cells."""

    objective: Objective
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Group:
    """The objectives of a ready module."""

    module: Module
    kind: Kind
    href: str
    """Its session plan, where it has one."""
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Total:
    """Of how many objectives a part is there, of those that need it."""

    label: str
    covered: int
    needed: int


@dataclass(frozen=True)
class Served:
    """An outcome with the objectives that lead to it, by module."""

    outcome: Outcome
    modules: tuple[tuple[Module, tuple[Objective, ...]], ...]

    @property
    def number(self) -> int:
        """How many objectives lead to it."""
        return sum(len(objectives) for _, objectives in self.modules)


def page(texts: Texts) -> Page:
    """The coverage page."""
    covered = [(content, tuple(coverage.covers(texts.curriculum, content))) for content in texts.curriculum.ready]
    groups = [_group(texts, content, covers) for content, covers in covered]
    values = {
        "groups": groups,
        "totals": tuple(_totals(texts.language, [cover for _, covers in covered for cover in covers])),
        "gaps": [(group.module, row, cell) for group in groups for row in group.rows for cell in row.cells if cell.gap],
        "outcomes": tuple(_outcomes(texts)),
        "levels": _levels(texts.language),
        "planned": [one for one in texts.curriculum.spine.modules if one.status == "planned"],
    }
    title = word(texts.language, "Coverage of the objectives")
    cited = [text for outcome in texts.curriculum.spine.outcomes for text in texts_of(outcome)]
    return Page.planned(texts, COVERAGE, title, template="facilitator/coverage", values=values, cited=cited)


def _group(texts: Texts, content: ModuleContent, covers: Iterable[Cover]) -> Group:
    own = content.module
    plan = session_path(own.id).removesuffix(".md") + ".html" if content.session else ""
    rows = tuple(Row(cover.objective, tuple(_cells(texts, content, cover, plan))) for cover in covers)
    return Group(own, lists.kinds(texts.curriculum.spine)[own.kind], plan, rows)


def _cells(texts: Texts, content: ModuleContent, cover: Cover, plan: str) -> Iterator[Cell]:
    numbers = {view.question.id: view.number for view in module.graded(content)}
    address = texts.curriculum.spine.address
    lesson = f"{address}{module_path(content.module.id).removesuffix('.md')}.html" if address else ""
    sections = [Named(one.title, lesson and f"{lesson}#{one.id}") for one in cover.sections]
    exercises = [Named(one.title, lesson and f"{lesson}#{one.id}") for one in cover.exercises]
    activities = [Named(one.title, f"{plan}#segment-{one.id}") for one in cover.activities]
    items = [
        Named(word(texts.language, "Question %(number)s", number=numbers[one.id]), plan and f"{plan}#key-{one.id}")
        for one in cover.items
    ]
    segments = [Named(one.title, f"{plan}#segment-{one.id}") for one in cover.segments]
    found = {"section": sections, "exercise": [*exercises, *activities], "item": items, "segment": segments}
    labels, missing = _labels(texts.language), _missing(texts.language)
    for part in PARTS:
        gap = part in cover.gaps
        said = missing[part] if gap else word(texts.language, "Not asked for")
        yield Cell(labels[part], tuple(found[part]), "" if found[part] else said, gap)


def _labels(language: str) -> Mapping[Part, str]:
    return {
        "section": word(language, "Taught"),
        "exercise": word(language, "Practiced"),
        "item": word(language, "Checked"),
        "segment": word(language, "In the session"),
    }


def _missing(language: str) -> Mapping[Part, str]:
    return {
        "section": word(language, "Gap: no section teaches it"),
        "exercise": word(language, "Gap: nobody practices it"),
        "item": word(language, "Gap: no question checks it"),
        "segment": word(language, "Gap: no segment serves it"),
    }


def _levels(language: str) -> Mapping[str, str]:
    return {
        "remember": word(language, "remember"),
        "understand": word(language, "understand"),
        "apply": word(language, "apply"),
        "analyze": word(language, "analyze"),
        "evaluate": word(language, "evaluate"),
        "create": word(language, "create"),
    }


def _totals(language: str, covers: list[Cover]) -> Iterator[Total]:
    for part, label in _labels(language).items():
        needed = [cover for cover in covers if part in cover.needs]
        yield Total(label, sum(part not in cover.gaps for cover in needed), len(needed))


def _outcomes(texts: Texts) -> Iterator[Served]:
    for outcome in texts.curriculum.spine.outcomes:
        leading = [
            (content.module, tuple(one for one in content.module.objectives if outcome.id in one.outcomes))
            for content in texts.curriculum.ready
        ]
        yield Served(outcome, tuple((own, objectives) for own, objectives in leading if objectives))
