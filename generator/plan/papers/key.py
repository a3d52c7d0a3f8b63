"""The answer key: every question with the reason for each right and each wrong answer, and the keys of cards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model import ModuleContent, Question
from generator.model.questions import (
    FillIn,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Scenario,
    SingleChoice,
    TrueFalse,
)
from generator.plan import cards, module
from generator.plan.papers.document import Document, Ordered, Section, anchor, made
from generator.words import word


@dataclass(frozen=True)
class Answer:
    """What may be answered, what that is, such as “Correct.”, and why; `under` is the moment of a scenario."""

    text: str
    verdict: str
    feedback: str
    under: str = ""


def document(ordered: Ordered) -> Document:
    """The key of a session. It is a file of its own, so that nobody hands it out with the packet."""
    said, several = ordered.language, len(ordered.contents) > 1
    sections: list[Section] = []
    for content in ordered.contents:
        title = ordered.texts.plain(content.module.title) if several else word(said, "Questions and answers")
        values = {
            "content": content,
            "questions": [(view, tuple(answers(view.question, said))) for view in module.graded(content)],
            "open": module.ungraded(content),
            "decks": [deck for deck in _decks(ordered, content) if deck.has_key],
        }
        sections.append(Section(anchor(content.module.id, "key"), title, "print/key/module.html.j2", values))
    sections.append(Section("key-sources", word(said, "Sources"), "print/guide/sources.html.j2"))
    objectives = {one.id: one for content in ordered.contents for one in content.module.objectives}
    label = word(said, "Answer key")
    values = {"objectives": objectives, "spine": ordered.texts.curriculum.spine}
    return made(ordered, "key", label, sections, cited=_read(ordered), values=values)


def answers(question: Question, language: str) -> Iterator[Answer]:
    """Every answer to a question that can be right or wrong, with the reason for each."""
    right, wrong = word(language, "Correct."), word(language, "Not this one.")
    if isinstance(question, SingleChoice | MultipleChoice):
        for choice in question.choices:
            yield Answer(choice.text, right if choice.right else wrong, choice.feedback)
    elif isinstance(question, TrueFalse):
        yield Answer(word(language, "True"), right if question.answer else wrong, question.if_true)
        yield Answer(word(language, "False"), wrong if question.answer else right, question.if_false)
    elif isinstance(question, Scenario):
        for number, node in enumerate(question.nodes, 1):
            under = f"{word(language, 'Moment %(number)s', number=number)}: {node.text}"
            yield from (Answer(one.text, right if one.right else wrong, one.feedback, under) for one in node.choices)
    elif isinstance(question, Matching | Ordering):
        yield from _places(question, language)
    elif isinstance(question, FillIn | Numeric):
        yield from _entries(question, language)


def _places(question: Matching | Ordering, language: str) -> Iterator[Answer]:
    if isinstance(question, Ordering):
        for number, step in enumerate(question.steps, 1):
            yield Answer(step.text, f"{number}.", step.feedback)
        return
    for pair in question.pairs:
        yield Answer(pair.left, f"{pair.right}.", pair.feedback)
    for decoy in question.decoys:
        yield Answer(decoy.text, word(language, "Belongs to none."), decoy.feedback)


def _entries(question: FillIn | Numeric, language: str) -> Iterator[Answer]:
    right, wrong = word(language, "Correct."), word(language, "Not this one.")
    if isinstance(question, Numeric):
        near = word(language, ", give or take %(number)s", number=question.tolerance) if question.tolerance else ""
        yield Answer(f"{question.answer}{' ' + question.unit if question.unit else ''}{near}", right, question.feedback)
        yield from (Answer(str(one.value), wrong, one.feedback) for one in question.wrong)
        yield Answer(word(language, "Any other number"), wrong, question.otherwise)
        return
    for blank in question.blanks:
        yield Answer(_either(blank.accept, language), right, blank.feedback)
        yield from (Answer(_either(one.accept, language), wrong, one.feedback) for one in blank.wrong)
        yield Answer(word(language, "Any other word."), wrong, blank.otherwise)


def _either(words: tuple[str, ...], language: str) -> str:
    return f" {word(language, 'or')} ".join(f"“{one}”" for one in words)


def _decks(ordered: Ordered, content: ModuleContent) -> tuple[cards.Deck, ...]:
    return cards.decks(ordered.texts.curriculum, content.session) if content.session else ()


def _read(ordered: Ordered) -> Iterator[str]:
    for content in ordered.contents:
        yield from module.asked(content)
        yield from cards.read(_decks(ordered, content))
