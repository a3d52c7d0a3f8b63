"""Which pages there are, and everything each of them shows. Templates place it and decide nothing."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model import Curriculum
from generator.plan import chairs, compact, facilitator, lists, module, pdfs, records, sources, tools
from generator.plan.course import data as course
from generator.plan.module import LessonSection, QuestionView
from generator.plan.page import Edition, Nav, Page, Texts, module_path, session_path
from generator.words import word

__all__ = ["Edition", "LessonSection", "Nav", "Page", "QuestionView", "Texts", "course", "nav", "pages", "unlisted"]


def pages(
    curriculum: Curriculum, edition: Edition = "learner", printed: frozenset[str] = frozenset()
) -> tuple[Page, ...]:
    """Every page of an edition, in reading order. What learners read is made from a value without sessions.

    `printed` are the names of the PDFs that the site brings: pages lead to those that are theirs.
    """
    if edition == "facilitator":
        return facilitator.pages(Texts(curriculum, edition, printed))
    texts = Texts(curriculum.for_learners, printed=printed)
    return (
        lists.home(texts),
        *(lists.authored(texts, page.id) for page in curriculum.pages),
        *lists.path_pages(texts),
        *module.modules(texts),
        *chairs.pages(texts),
        *records.pages(texts),
        *tools.pages(texts),
        *lists.own(texts),
        *compact.pages(texts),
        *pdfs.pages(texts),
        lists.all_modules(texts),
        lists.glossary(texts),
        sources.page(texts),
    )


def unlisted(curriculum: Curriculum, edition: Edition) -> tuple[str, ...]:
    """The paths of pages that nothing leads to: those of hidden modules."""
    path = module_path if edition == "learner" else session_path
    return tuple(path(content.module.id) for content in curriculum.ready if content.module.hidden)


def nav(curriculum: Curriculum, made: Iterable[Page], edition: Edition = "learner") -> Nav:
    """The navigation of an edition: titles with the path of their page, or with a navigation of their own."""
    return facilitator.nav(curriculum, made) if edition == "facilitator" else _nav(curriculum, made)


def _nav(curriculum: Curriculum, made: Iterable[Page]) -> Nav:
    pages = tuple(made)
    titles = {page.path: page.title for page in pages}
    ready = [content.module for content in curriculum.listed]
    overviews = records.overviews(curriculum)
    kinds = tuple(
        (kind.other[0].upper() + kind.other[1:], tuple((titles[path], path) for path in (*paths, *overviews[kind.id])))
        for kind in curriculum.spine.kinds
        if (paths := [module_path(one.id) for one in ready if one.kind == kind.id])
    )
    ways = tuple((title, path) for path, title in titles.items() if path.startswith("paths/"))
    own = {page.id: f"{page.id}.md" for page in curriculum.pages}
    first = tuple((titles[own[name]], own[name]) for name in own if name.startswith("how-"))
    rest = tuple((titles[own[name]], own[name]) for name in own if not name.startswith("how-"))
    paper = tuple((titles[path], path) for path in (pdfs.PAGE,) if path in titles)
    library = (
        (titles[lists.MODULES], lists.MODULES),
        (titles[lists.GLOSSARY], lists.GLOSSARY),
        (titles[sources.SOURCES], sources.SOURCES),
    )
    mine = ((titles[lists.PROGRESS], lists.PROGRESS), (titles[lists.REVIEW], lists.REVIEW))
    language = curriculum.spine.language
    return (
        (word(language, "Start"), ((word(language, "Home"), lists.HOME), *first, *mine)),
        (word(language, "Paths"), ways),
        *kinds,
        *tools.nav(pages),
        (word(language, "Reference"), (*library, *paper, *rest)),
    )
