"""What a page is, and what authored texts resolve to on it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, Literal

from generator import prose
from generator.model import Authored, Curriculum
from generator.model.texts import inside

STATEMENTS = ("accessibility", "privacy")
Edition = Literal["learner", "facilitator"]
Nav = tuple[tuple[str, "str | Nav"], ...]
"""Titles with the path of their page, or with a navigation of their own."""


@dataclass(frozen=True)
class Page:
    """A page to render: `path` below the pages folder, `values` for its template.

    `citations` are numbered from 1 in this order; `texts` resolves terms and links for this page.
    """

    path: str
    title: str
    template: str
    texts: Texts
    values: Mapping[str, object] = field(default_factory=dict)
    citations: tuple[prose.Citation, ...] = ()
    marks_own: bool = False
    keeps_anchors: bool = True
    """False where links to sections lead nowhere, as their lesson is elsewhere: they become plain words."""
    """True where something on the page is marked as the curriculum's own design."""

    @classmethod
    def planned(
        cls,
        texts: Texts,
        path: str,
        title: str,
        *,
        template: str,
        values: Mapping[str, object],
        cited: Iterable[str] = (),
        keeps_anchors: bool = True,
    ) -> Page:
        """The page whose texts, in the order in which they are read, are `cited`: its sources are numbered by it."""
        marked = [citation for text in cited for citation in prose.citations(text)]
        numbered = dict.fromkeys(texts.full(citation) for citation in marked if citation != prose.OWN)
        own = prose.OWN in marked
        return cls(path, texts.plain(title), template, texts, values, tuple(numbered), own, keeps_anchors)

    def href(self, target: str) -> str:
        """The link from this page to another one, given by its path below the pages folder."""
        return link(self.path, target)

    def file(self, target: str) -> str:
        """The link from this page to a file that is no page, by its path below the pages folder."""
        return posixpath.relpath(target, posixpath.dirname(self.path) or ".")

    def number(self, citation: prose.Citation) -> int:
        """The number of a citation on this page, from 1."""
        return self.citations.index(citation) + 1

    @property
    def foot(self) -> tuple[tuple[str, str], ...]:
        """Titles and paths of the statements that every page leads to, where the curriculum has them."""
        return tuple((page.title, f"{page.id}.md") for page in self.texts.curriculum.pages if page.id in STATEMENTS)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The numbered sources of the page."""
        return tuple(self.texts.source(citation) for citation in self.citations)


@dataclass(frozen=True)
class Source:
    """A source as a page lists it; `via` is the work through which alone it is known."""

    label: str
    text: str
    via: str


@dataclass(frozen=True)
class Texts:
    """What authored texts resolve to in this curriculum, in one edition."""

    curriculum: Curriculum
    edition: Edition = "learner"
    printed: frozenset[str] = frozenset()
    """The names of the PDFs that the site brings."""
    marks: ClassVar[str] = "_marks.j2"
    """The template of the small marks inside a line: citations, words, blanks."""

    @property
    def language(self) -> str:
        """The language of the interface."""
        return self.curriculum.spine.language

    @cached_property
    def terms(self) -> Mapping[str, str]:
        """Terms by `key.form`; `One` and `Other` begin with a capital letter."""
        found: dict[str, str] = {}
        for key, term in self.curriculum.spine.terms.items():
            for form, word in (("one", term.one), ("other", term.other), ("abbr", term.abbr or term.one)):
                found[f"{key}.{form}"] = word
                found[f"{key}.{form.capitalize()}"] = word[0].upper() + word[1:]
        return found

    @cached_property
    def word_forms(self) -> prose.Forms:
        """Glossary words in every form."""
        entries = ((entry.id, (entry.term, *entry.also)) for entry in self.curriculum.glossary)
        return prose.forms_of((entry, [self.plain(form) for form in forms]) for entry, forms in entries)

    def plain(self, text: str) -> str:
        """Words with their terms filled in."""
        return prose.with_terms(text, self.terms)

    def path_of(self, sort: str, name: str) -> str:
        """The page of a module, page or tool in this edition; nothing where it is not there to be linked."""
        if sort == "page":
            return f"{name}.md" if self.edition == "learner" or name in STATEMENTS else ""
        if sort == "tool":
            return tool_path(name) if name in self.curriculum.tool_ids else ""
        content = self.curriculum.module_ids.get(name)
        if content is None or content.module.status == "planned":
            return ""
        if self.edition == "learner":
            return module_path(name)
        return session_path(name) if content.session else ""

    def full(self, citation: prose.Citation) -> prose.Citation:
        """The citation with the work through which alone its own is known."""
        work = self.curriculum.reference_ids[citation.work]
        return prose.Citation(citation.work, citation.via or work.via or "")

    def source(self, citation: prose.Citation) -> Source:
        """The source that a full citation names."""
        works = self.curriculum.reference_ids
        work = works[citation.work]
        via = works[citation.via].label if citation.via else ""
        label = f"{work.label}, as cited in {via}" if via else work.label
        return Source(label, work.text, via)


def link(start: str, target: str) -> str:
    """The relative link from one page to another, as it stands in the finished site."""
    folder = posixpath.dirname(start) or "."
    return posixpath.relpath(target, folder).removesuffix(".md") + ".html"


def module_path(name: str) -> str:
    """Where a module's page stands below the pages folder."""
    return f"modules/{name}.md"


def tool_path(name: str) -> str:
    """Where a tool's page stands below the pages folder."""
    return f"tools/{name}.md"


def session_path(name: str) -> str:
    """Where a module's session plan stands below the pages folder of the facilitator edition."""
    return f"sessions/{name}.md"


def texts_of(value: Authored) -> list[str]:
    """The texts of a value, in the order of its fields."""
    return [text.text for text in inside(value)]
