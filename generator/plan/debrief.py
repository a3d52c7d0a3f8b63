"""The page on which facilitators see what a cohort answered: from files that learners give, or counted on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model import Module, ModuleContent, Question
from generator.model.questions import MultipleChoice, SingleChoice, TrueFalse
from generator.model.session import Ask
from generator.plan import module, questions
from generator.plan.page import Page, Texts
from generator.words import word

DEBRIEF = "debrief.md"


@dataclass(frozen=True)
class Row:
    """An answer that is counted: one of the choices, or how much of the answer was right."""

    id: str
    text: str
    right: bool


@dataclass(frozen=True)
class Item:
    """A graded question with what is counted, and what to ask the room where many missed it.

    `counts` is `one` where each person gives one of the answers, `many` where they tick several, `parts` where only
    right, partly right and not right are told apart.
    """

    question: Question
    number: int
    revision: str
    objective: str
    counts: str
    rows: tuple[Row, ...]
    ask: Ask | None


@dataclass(frozen=True)
class Asked:
    """A module with its items."""

    module: Module
    items: tuple[Item, ...]


def pages(texts: Texts) -> Iterator[Page]:
    """The page, where there is anything to debrief."""
    listed = tuple(
        Asked(content.module, items) for content in texts.curriculum.ready if (items := tuple(_items(texts, content)))
    )
    if listed:
        title = word(texts.language, "What a cohort answered")
        yield Page.planned(texts, DEBRIEF, title, template="facilitator/debrief", values={"listed": listed})


def _items(texts: Texts, content: ModuleContent) -> Iterator[Item]:
    objectives = {one.id: one.text for one in content.module.objectives}
    for view in module.graded(content):
        name = getattr(view.question, "objective", "")
        revision = questions.revision(view.question)
        counts, rows = _counted(view.question, texts.language)
        yield Item(view.question, view.number, revision, objectives[name], counts, rows, _ask(content, name))


def _counted(question: Question, language: str) -> tuple[str, tuple[Row, ...]]:
    if isinstance(question, SingleChoice | MultipleChoice):
        many = isinstance(question, MultipleChoice)
        return "many" if many else "one", tuple(Row(one.id, one.text, one.right) for one in question.choices)
    if isinstance(question, TrueFalse):
        true = Row("true", word(language, "True"), question.answer)
        return "one", (true, Row("false", word(language, "False"), not question.answer))
    parts = (("right", word(language, "Right")), ("partly", word(language, "Partly right")))
    rows = [Row(name, text, name == "right") for name, text in (*parts, ("not", word(language, "Not right")))]
    return "parts", tuple(rows)


def _ask(content: ModuleContent, objective: str) -> Ask | None:
    """A question of the session that serves the objective, from what must be first."""
    segments = [one for one in (content.session.segments if content.session else ()) if one.objective == objective]
    first = sorted(segments, key=lambda segment: segment.priority != "must")
    return next((ask for segment in first for ask in segment.ask), None)
