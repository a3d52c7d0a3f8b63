"""The page of sources: each work, what it is used for, where it is cited, and what the sources leave open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator import prose
from generator.model import Authored, ModuleContent, Reference
from generator.plan import lists, module, records
from generator.plan.page import Page, Texts, module_path, texts_of
from generator.words import word

SOURCES = "sources.md"


@dataclass(frozen=True)
class Spot:
    """A part of a page and the texts that stand in it; `anchor` is its place, or nothing for the page itself."""

    page: str
    path: str
    title: str
    anchor: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class CitedIn:
    """A page that cites a work, and the parts of it that do, as titles and places."""

    title: str
    path: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Work:
    """A work with everything that the page says about it."""

    reference: Reference
    via: Reference | None
    opens: tuple[Reference, ...]
    """Works that are known through this one alone."""
    modules: tuple[CitedIn, ...]
    elsewhere: tuple[CitedIn, ...]


def page(texts: Texts) -> Page:
    """The page of sources."""
    curriculum = texts.curriculum
    spots = tuple(_spots(texts))
    cited = {spot: {citation.work for text in spot.texts for citation in prose.citations(text)} for spot in spots}
    works = [_work(texts, reference, cited) for reference in curriculum.references]
    values = {
        "read": [work for work in works if work.via is None],
        "secondary": [work for work in works if work.via is not None],
        "gaps": curriculum.gaps,
        "works": curriculum.reference_ids,
    }
    return Page.planned(texts, SOURCES, word(texts.language, "Sources"), template="sources", values=values)


def _work(texts: Texts, reference: Reference, cited: Mapping[Spot, set[str]]) -> Work:
    found = [spot for spot, works in cited.items() if reference.id in works]
    inside = {module_path(content.module.id) for content in texts.curriculum.modules}
    return Work(
        reference,
        texts.curriculum.reference_ids.get(reference.via or ""),
        tuple(other for other in texts.curriculum.references if other.via == reference.id),
        tuple(_pages(spot for spot in found if spot.path in inside)),
        tuple(_pages(spot for spot in found if spot.path not in inside)),
    )


def _pages(spots: Iterable[Spot]) -> Iterator[CitedIn]:
    """The parts page by page, in the order of the pages."""
    by_path: dict[str, list[Spot]] = {}
    for spot in spots:
        by_path.setdefault(spot.path, []).append(spot)
    for path, found in by_path.items():
        yield CitedIn(found[0].page, path, tuple((spot.title, spot.anchor) for spot in found if spot.anchor))


def _spots(texts: Texts) -> Iterator[Spot]:
    """Every part of every page that may cite, in reading order; the other half of a case is not among them."""
    curriculum = texts.curriculum
    for content in curriculum.modules:
        if content.module.status == "ready":
            yield from _in_module(texts, content)
    for record in (*records.behaviors(curriculum), *records.styles(curriculum)):
        yield _spot(record.value.name, record.path, [record.value])
    if curriculum.spine.model:
        yield _spot(word(texts.language, "Home"), lists.HOME, [curriculum.spine.model])
    for path in curriculum.spine.paths:
        yield _spot(path.title, f"paths/{path.id}.md", [path])
    if curriculum.spine.plan:
        yield _spot(curriculum.spine.plan.title, f"paths/{curriculum.spine.plan.id}.md", [curriculum.spine.plan])
    for written in curriculum.pages:
        yield Spot(written.title, f"{written.id}.md", "", "", (written.text,))
    glossary = word(texts.language, "Glossary")
    for entry in sorted(curriculum.glossary, key=lambda one: one.term.casefold()):
        yield Spot(glossary, lists.GLOSSARY, entry.term, f"word-{entry.id}", (entry.text,))


def _spot(title: str, path: str, values: Iterable[Authored]) -> Spot:
    """A page as a whole."""
    return Spot(title, path, "", "", tuple(text for value in values for text in texts_of(value)))


def _in_module(texts: Texts, content: ModuleContent) -> Iterator[Spot]:
    """The parts of a module's page."""
    title, path, language = content.module.title, module_path(content.module.id), texts.language
    lesson = content.lesson
    yield Spot(title, path, "", "", (content.module.summary, lesson.opening if lesson else ""))
    for section in lesson.sections if lesson else ():
        shown = module.shown(content, section.shows)
        yield Spot(title, path, section.title, section.id, (section.text, *shown))
    if content.briefs:
        chairs = tuple(text for brief in (content.briefs.a, content.briefs.b) for text in texts_of(brief))
        yield Spot(title, path, word(language, "If you work as a pair"), "two-chairs", chairs)
    yield Spot(title, path, word(language, "Check yourself"), "self-check", tuple(module.asked(content)))
    exercises = tuple(text for exercise in content.exercises for text in texts_of(exercise))
    yield Spot(title, path, word(language, "For the two of you"), "for-two", exercises)
