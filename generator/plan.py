"""Which pages there are, and everything each of them shows. Templates place it and decide nothing."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator import diagram, prose
from generator.model import Curriculum, GlossaryEntry, Kind, Module, ModuleContent, Question, Section, Spine
from generator.model.questions import UNGRADED, Matching, Ordering
from generator.model.texts import inside

HOME, MODULES, GLOSSARY, SOURCES = "index.md", "modules.md", "glossary.md", "sources.md"
STATEMENTS = ("accessibility", "privacy")


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
    """True where something on the page is marked as the curriculum's own design."""

    def href(self, target: str) -> str:
        """The link from this page to another one, given by its path below the pages folder."""
        return link(self.path, target)

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
    """What authored texts resolve to in this curriculum."""

    curriculum: Curriculum

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
        """The page of a module or page; nothing where it is not there to be linked."""
        if sort == "page":
            return f"{name}.md"
        content = self.curriculum.module_ids.get(name)
        return module_path(name) if content and content.module.status == "ready" else ""

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


def pages(curriculum: Curriculum) -> tuple[Page, ...]:
    """Every page of the learner edition, in reading order."""
    texts = Texts(curriculum)
    return (
        _home(texts),
        *(_authored(texts, page.id) for page in curriculum.pages),
        *_path_pages(texts),
        *_modules(texts),
        _all_modules(texts),
        _glossary(texts),
        _sources(texts),
    )


Nav = tuple[tuple[str, "str | Nav"], ...]


def nav(curriculum: Curriculum, made: Iterable[Page]) -> Nav:
    """The navigation: titles with the path of their page, or with a navigation of their own."""
    titles = {page.path: page.title for page in made}
    ready = [content.module for content in curriculum.modules if content.module.status == "ready"]
    kinds = tuple(
        (kind.other[0].upper() + kind.other[1:], tuple((titles[path], path) for path in paths))
        for kind in curriculum.spine.kinds
        if (paths := [module_path(module.id) for module in ready if module.kind == kind.id])
    )
    paths = tuple((title, path) for path, title in titles.items() if path.startswith("paths/"))
    own = {page.id: f"{page.id}.md" for page in curriculum.pages}
    first = tuple((titles[own[name]], own[name]) for name in own if name.startswith("how-"))
    rest = tuple((titles[own[name]], own[name]) for name in own if not name.startswith("how-"))
    library = ((titles[MODULES], MODULES), (titles[GLOSSARY], GLOSSARY), (titles[SOURCES], SOURCES))
    return (("Start", (("Home", HOME), *first)), ("Paths", paths), *kinds, ("Reference", (*library, *rest)))


@dataclass(frozen=True)
class PathCard:
    """A way through the curriculum, with what it takes; minutes are the sum of its modules."""

    title: str
    text: str
    path: str
    modules: tuple[Module, ...]

    @property
    def minutes(self) -> int:
        """Self-study minutes of all its modules."""
        return sum(module.minutes for module in self.modules)


def _path_cards(spine: Spine) -> tuple[PathCard, ...]:
    modules = {module.id: module for module in spine.modules}
    return tuple(
        PathCard(path.title, path.text, f"paths/{path.id}.md", tuple(modules[name] for name in path.modules))
        for path in spine.paths
    )


def _plan_card(spine: Spine) -> PathCard | None:
    """The plan for pairs, with all modules that its weeks name."""
    if spine.plan is None:
        return None
    named = {name for week in spine.plan.weeks for name in week.modules}
    modules = tuple(module for module in spine.modules if module.id in named)
    return PathCard(spine.plan.title, spine.plan.text, f"paths/{spine.plan.id}.md", modules)


def _first_module(spine: Spine) -> str:
    ready = [module.id for module in spine.modules if module.status == "ready"]
    return module_path(ready[0]) if ready else MODULES


def _home(texts: Texts) -> Page:
    spine = texts.curriculum.spine
    values = {
        "spine": spine,
        "picture": _picture(texts, HOME),
        "paths": _path_cards(spine),
        "plan": _plan_card(spine),
        "first": _first_module(spine),
        "ready": sum(module.status == "ready" for module in spine.modules),
    }
    return _page(texts, HOME, spine.title, "home", values, _texts_of(spine.model) if spine.model else ())


def _picture(texts: Texts, start: str) -> diagram.Picture | None:
    model = texts.curriculum.spine.model
    if model is None:
        return None
    titles = {module.id: module.title for module in texts.curriculum.spine.modules}
    links = {
        name: link(start, texts.path_of("module", name)) if texts.path_of("module", name) else "" for name in titles
    }
    return diagram.layers(model, titles, links)


def _authored(texts: Texts, name: str) -> Page:
    page = next(page for page in texts.curriculum.pages if page.id == name)
    return _page(texts, f"{name}.md", page.title, "page", {"text": page.text}, [page.text])


def _path_pages(texts: Texts) -> Iterator[Page]:
    spine = texts.curriculum.spine
    for card in _path_cards(spine):
        yield _page(texts, card.path, card.title, "path", {"card": card, "kinds": _kinds(spine)}, [card.text])
    if spine.plan:
        modules = {module.id: module for module in spine.modules}
        weeks = [(week, [modules[name] for name in week.modules]) for week in spine.plan.weeks]
        card = _plan_card(spine)
        assert card
        values = {"card": card, "plan": spine.plan, "weeks": weeks, "kinds": _kinds(spine)}
        yield _page(texts, card.path, spine.plan.title, "plan", values, _texts_of(spine.plan))


def _kinds(spine: Spine) -> Mapping[str, Kind]:
    return {kind.id: kind for kind in spine.kinds}


def _all_modules(texts: Texts) -> Page:
    spine = texts.curriculum.spine
    groups = [(kind, [module for module in spine.modules if module.kind == kind.id]) for kind in spine.kinds]
    cited = [kind.text for kind in spine.kinds] + [module.summary for module in spine.modules]
    return _page(texts, MODULES, "All modules", "modules", {"groups": groups}, cited)


def _glossary(texts: Texts) -> Page:
    entries = sorted(texts.curriculum.glossary, key=lambda entry: entry.term.casefold())
    titles = {module.id: module.title for module in texts.curriculum.spine.modules}
    values = {"entries": entries, "titles": titles}
    return _page(texts, GLOSSARY, "Glossary", "glossary", values, [entry.text for entry in entries])


def _sources(texts: Texts) -> Page:
    modules = [content.module for content in texts.curriculum.modules]
    works = [
        (work, texts.curriculum.reference_ids.get(work.via or ""), [m for m in modules if work.id in m.sources])
        for work in texts.curriculum.references
    ]
    return _page(texts, SOURCES, "Sources", "sources", {"works": works}, ())


@dataclass(frozen=True)
class LessonSection:
    """A section as a page shows it: `text` has its terms filled in, `spots` are its words to explain."""

    section: Section
    text: str
    spots: tuple[prose.Spot, ...]


@dataclass(frozen=True)
class QuestionView:
    """A question as a page shows it."""

    question: Question
    number: int
    shown: tuple[object, ...] = ()
    """Steps in the order in which they are shown, or the right-hand sides of a matching item."""

    @property
    def cites(self) -> str:
        """Its sources as citations."""
        return _cites(self.question)


def _modules(texts: Texts) -> Iterator[Page]:
    ready = [content for content in texts.curriculum.modules if content.module.status == "ready"]
    for position, content in enumerate(ready):
        following = ready[position + 1].module if position + 1 < len(ready) else None
        yield _module(texts, content, following)


def _module(texts: Texts, content: ModuleContent, following: Module | None) -> Page:
    spine, module = texts.curriculum.spine, content.module
    kind = _kinds(spine)[module.kind]
    graded = [question for question in content.questions if question.kind not in UNGRADED]
    sections = _sections(texts, content)
    modules = {other.id: other for other in spine.modules}
    path = module_path(module.id)
    values = {
        "module": module,
        "kind": kind,
        "spine": spine,
        "content": content,
        "requires": [modules[name] for name in module.requires],
        "opening": sections[0],
        "sections": sections[1:],
        "questions": [_question(question, number) for number, question in enumerate(graded, 1)],
        "reflections": [question for question in content.questions if question.kind in UNGRADED],
        "words": _words(texts, content, sections),
        "picture": _picture(texts, path),
        "following": following,
        "objectives": {objective.id: objective for objective in module.objectives},
    }
    return _page(texts, path, module.title, f"modules/{kind.template}", values, _module_texts(content))


def _sections(texts: Texts, content: ModuleContent) -> tuple[LessonSection, ...]:
    """The opening, as a section without heading, and the sections; each glossary word is explained once."""
    lesson, seen, made = content.lesson, frozenset[str](), list[LessonSection]()
    opening = [Section("", "", (), "", False, lesson.opening, lesson.place)] if lesson else []
    for section in (*opening, *(lesson.sections if lesson else ())):
        text = texts.plain(section.text)
        spots = prose.spots(text, texts.word_forms, seen)
        seen |= {spot.entry for spot in spots}
        made.append(LessonSection(section, text, spots))
    return tuple(made)


def _words(texts: Texts, content: ModuleContent, sections: Iterable[LessonSection]) -> list[GlossaryEntry]:
    """The words that a page explains: those that stand in its lesson, and those that its module teaches."""
    standing = {spot.entry for view in sections for spot in view.spots}
    entries = [
        entry for entry in texts.curriculum.glossary if entry.id in standing or entry.module == content.module.id
    ]
    return sorted(entries, key=lambda entry: entry.term.casefold())


def _question(question: Question, number: int) -> QuestionView:
    if isinstance(question, Ordering):
        return QuestionView(question, number, _mixed(question))
    if isinstance(question, Matching):
        rights = [pair.right for pair in question.pairs] + [decoy.text for decoy in question.decoys]
        return QuestionView(question, number, tuple(sorted(rights, key=str.casefold)))
    return QuestionView(question, number)


def _mixed(question: Ordering) -> tuple[object, ...]:
    """The steps in an order that does not change from build to build and is never the right one."""
    steps = question.steps
    mixed = sorted(steps, key=lambda step: hashlib.sha256(f"{question.id} {step.id}".encode()).digest())
    return tuple(mixed if tuple(mixed) != steps else reversed(mixed))


def _module_texts(content: ModuleContent) -> Iterator[str]:
    """The texts of a module's page in the order in which they are read; citations are numbered by it."""
    lesson = content.lesson
    yield from [lesson.opening] if lesson else []
    shown = {
        "behaviors": content.behaviors,
        "styles": content.styles,
        "points": content.points,
        "decisions": content.briefs.decisions if content.briefs else (),
    }
    for section in lesson.sections if lesson else ():
        yield section.text
        for value in shown.get(section.shows, ()):
            yield from _texts_of(value)
    for question in content.questions:
        yield from (*_texts_of(question), _cites(question))
    for exercise in content.exercises:
        yield from _texts_of(exercise)


def _cites(question: Question) -> str:
    return " ".join(f"[@{source}]" for source in question.sources)


def _texts_of(value: object) -> list[str]:
    return [text.text for text in inside(value)]  # type: ignore[arg-type]


def _page(
    texts: Texts, path: str, title: str, template: str, values: Mapping[str, object], cited: Iterable[str]
) -> Page:
    marked = [citation for text in cited for citation in prose.citations(text)]
    numbered = dict.fromkeys(texts.full(citation) for citation in marked if citation != prose.OWN)
    return Page(path, texts.plain(title), template, texts, values, tuple(numbered), prose.OWN in marked)
