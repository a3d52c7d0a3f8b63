"""The page of a module: its lesson, figures, questions and exercises, ready to be placed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator import diagram, prose
from generator.model import Authored, GlossaryEntry, Module, ModuleContent, Objective, Question, Section
from generator.model.questions import UNGRADED, Matching, Ordering, Step
from generator.plan import lists, pdfs, pictures, questions, tools
from generator.plan.page import Page, Texts, module_path, texts_of

UNDRAWN: Mapping[str, diagram.Picture] = {}
"""No pictures, where only what authors wrote counts."""


@dataclass(frozen=True)
class LessonSection:
    """A section as a page shows it: `text` has its terms filled in, `spots` are its words to explain."""

    section: Section
    text: str
    spots: tuple[prose.Spot, ...]


class Right(NamedTuple):
    """A right-hand side of a matching item, with the id of its pair or decoy."""

    id: str
    text: str


@dataclass(frozen=True)
class QuestionView:
    """A question as a page shows it."""

    question: Question
    number: int
    steps: tuple[Step, ...] = ()
    """The steps of an ordering item, in the order in which they are shown."""
    rights: tuple[Right, ...] = ()
    """The right-hand sides of a matching item, in the order in which they are shown."""

    @property
    def cites(self) -> str:
        """Its sources as citations."""
        return _cites(self.question)

    @property
    def revision(self) -> str:
        """Changes when the question asks something else."""
        return questions.revision(self.question)

    def key(self, plain: questions.Plain) -> str:
        """What is right, for scripts; `plain` fills in terms."""
        return questions.key(self.question, plain)


def modules(texts: Texts) -> Iterator[Page]:
    ready = texts.curriculum.ready
    for position, content in enumerate(ready):
        following = next((one.module for one in ready[position + 1 :] if not one.module.hidden), None)
        yield _module(texts, content, following)


def _module(texts: Texts, content: ModuleContent, following: Module | None) -> Page:
    spine, module = texts.curriculum.spine, content.module
    kind = lists.kinds(spine)[module.kind]
    sections = _sections(texts, content)
    words = _words(texts, content, sections)
    modules = {other.id: other for other in spine.modules}
    drawn = pictures.of_module(texts, content)
    path = module_path(module.id)
    values = {
        "module": module,
        "kind": kind,
        "spine": spine,
        "content": content,
        "requires": [modules[name] for name in module.requires],
        "opening": sections[0],
        "sections": sections[1:],
        "questions": graded(content),
        "reflections": ungraded(content),
        "words": words,
        "pictures": drawn,
        "following": following,
        "objectives": {objective.id: objective for objective in module.objectives},
        "summary": _summary(content, sections),
        "tools": tools.of_module(texts, module),
        "pdfs": pdfs.of_module(texts, module.id),
    }
    cited = _cited(texts, content, words, drawn)
    return Page.planned(texts, path, module.title, template=f"modules/{kind.template}", values=values, cited=cited)


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
        return QuestionView(question, number, steps=_mixed(question))
    if isinstance(question, Matching):
        rights = [Right(pair.id, pair.right) for pair in question.pairs]
        rights += [Right(decoy.id, decoy.text) for decoy in question.decoys]
        return QuestionView(question, number, rights=tuple(sorted(rights, key=lambda right: right.text.casefold())))
    return QuestionView(question, number)


def graded(content: ModuleContent) -> list[QuestionView]:
    """The questions of a module that have an answer, numbered from 1."""
    asked = (question for question in content.questions if question.kind not in UNGRADED)
    return [_question(question, number) for number, question in enumerate(asked, 1)]


def ungraded(content: ModuleContent) -> list[Question]:
    """The questions of a module that nobody grades."""
    return [question for question in content.questions if question.kind in UNGRADED]


def _summary(content: ModuleContent, sections: Iterable[LessonSection]) -> list[tuple[Objective, tuple[Section, ...]]]:
    """The objectives that questions test, each with the sections that teach it."""
    tested = {view.question.objective for view in graded(content)}
    return [
        (one, tuple(view.section for view in sections if one.id in view.section.objectives))
        for one in content.module.objectives
        if one.id in tested
    ]


def _mixed(question: Ordering) -> tuple[Step, ...]:
    """The steps in an order that does not change from build to build and is never the right one."""
    steps = question.steps
    mixed = sorted(steps, key=lambda step: hashlib.sha256(f"{question.id} {step.id}".encode()).digest())
    return tuple(mixed if tuple(mixed) != steps else reversed(mixed))


def _cited(
    texts: Texts, content: ModuleContent, words: Iterable[GlossaryEntry], drawn: Mapping[str, diagram.Picture]
) -> Iterator[str]:
    """The texts of a module's page in the order in which they stand; citations are numbered by it."""
    yield from read(texts, content, drawn)
    for entry in words:
        yield from texts_of(entry)


def read(texts: Texts, content: ModuleContent, drawn: Mapping[str, diagram.Picture] = UNDRAWN) -> Iterator[str]:
    """The texts of a module's page from top to bottom, without the words that it explains at its foot."""
    yield from told(texts, content, drawn)
    yield from asked(content)
    for exercise in content.exercises:
        yield from texts_of(exercise)


def told(texts: Texts, content: ModuleContent, drawn: Mapping[str, diagram.Picture] = UNDRAWN) -> Iterator[str]:
    """The texts of a module's page before its questions; with pictures, also what stands below them in words."""
    spine, lesson = texts.curriculum.spine, content.lesson
    tables: Mapping[str, Sequence[Authored]] = {
        "model": (spine.model,) if spine.model else (),
        "dyad-types": spine.dyad_types,
    }
    yield from (content.module.care or "", content.module.summary, "[@own]" if content.briefs else "")
    yield lesson.opening if lesson else ""
    for section in lesson.sections if lesson else ():
        yield section.text
        yield from drawn[section.shows].texts if section.shows in drawn else ()
        for value in tables.get(section.shows, ()):
            yield from texts_of(value)
        yield from shown(content, section.shows)


def shown(content: ModuleContent, shows: str) -> list[str]:
    """The texts of the cards that a section shows."""
    cards: Mapping[str, Sequence[Authored]] = {
        "behaviors": [behavior.model_copy(update={"seen": None}) for behavior in content.behaviors],
        "styles": content.styles,
        "points": content.points,
        "decisions": content.briefs.decisions if content.briefs else (),
    }
    return [text for value in cards.get(shows, ()) for text in texts_of(value)]


def asked(content: ModuleContent) -> Iterator[str]:
    """The texts of a module's questions, with their sources as citations."""
    for question in content.questions:
        yield from (*texts_of(question), _cites(question))


def _cites(question: Question) -> str:
    return " ".join(f"[@{source}]" for source in question.sources)
