"""Items are traceable, worded plainly, answered kindly, and as many and as different as a module needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from generator import prose
from generator.model import Authored, ModuleContent, Question
from generator.model.questions import UNGRADED, Scenario, TrueFalse
from generator.plan import Texts
from generator.problems import Place, Problem

ITEMS = (4, 6)
"""How few and how many graded items a module should have."""
KINDS = 3
FEW = 5
"""Fewer items than this say nothing about a share."""
TRUE = (0.4, 0.6)
"""The share of true statements, at least and at most."""
ANSWERS = ("feedback", "if_true", "if_false", "otherwise")
"""The fields that answer a learner."""
LEAST_WORDS = 3
SAID_OR_MARKED = re.compile(r"“[^”]*”|\"[^\"]*\"|\*\*[^*]*\*\*|__[^_]*__|\b(?:or not|not only)\b", re.I)
"""What somebody else says, what stands out already, and what denies nothing."""
NEGATIVE = re.compile(r"\b(?:not|cannot|except|never)\b|\b\w+n[’']t\b", re.I)
SENTENCE = re.compile(r"[^.?!]+[.?!]*")


def items_name_sources(texts: Texts) -> Iterator[Problem]:
    for question in _graded(texts):
        if not question.sources:
            what = f"the item '{question.id}' names no source"
            yield Problem(question.at.whole, what, "write 'sources: [own]' if it tests a routine of this curriculum")


def negatives_stand_out(texts: Texts) -> Iterator[Problem]:
    for question in _graded(texts):
        for place, text, asked in _asked(question):
            for found in islice(NEGATIVE.finditer(asked), 1):
                what = f"'{found[0]}' does not stand out in what '{question.id}' asks"
                advice = f"ask the other way round, or write **{found[0]}**"
                yield Problem(place, what, advice, needle=found[0], nth=text.count(found[0], 0, found.start()))


def _asked(question: Question) -> Iterator[tuple[Place, str, str]]:
    """Each text that asks or states something, and the same with all else in it blanked out."""
    if isinstance(question, Scenario):
        yield from ((node.at.of("text"), node.text, _questions(node.text)) for node in question.nodes)
        return
    prompt = question.prompt
    kept = _blanked(prompt) if isinstance(question, TrueFalse) else _questions(prompt) or _last(prompt)
    yield question.at.of("prompt"), prompt, kept


def _questions(text: str) -> str:
    """The sentences with a question mark, all else blanked out; nothing where there is none."""
    found = SENTENCE.sub(lambda one: one[0] if one[0].endswith("?") else " " * len(one[0]), _blanked(text))
    return found if found.strip() else ""


def _last(text: str) -> str:
    """The last sentence, all before it blanked out."""
    start = max((one.start() for one in SENTENCE.finditer(_blanked(text)) if one[0].strip()), default=0)
    return " " * start + _blanked(text)[start:]


def _blanked(text: str) -> str:
    """The text without what somebody else says and what stands out already; all else keeps its place."""
    return SAID_OR_MARKED.sub(lambda one: " " * len(one[0]), text)


def answers_say_why(texts: Texts) -> Iterator[Problem]:
    for question in _graded(texts):
        for value in _values(question):
            for field in ANSWERS:
                text = getattr(value, field, None)
                if text and prose.words(text) < LEAST_WORDS:
                    what = f"'{text.strip()}' tells a learner nothing"
                    yield Problem(value.at.of(field), what, "say why, in a sentence or two")


def _values(value: Authored) -> Iterator[Authored]:
    """The value and all that stands in it."""
    yield value
    for name in type(value).model_fields:
        found = getattr(value, name)
        for part in found if isinstance(found, tuple) else (found,):
            if isinstance(part, Authored):
                yield from _values(part)


def modules_ask_enough(texts: Texts) -> Iterator[Problem]:
    least, most = ITEMS
    for content in texts.curriculum.ready:
        number = len(_of(content))
        if not least <= number <= most:
            what = f"the module '{content.module.id}' has {number} graded item{'' if number == 1 else 's'}"
            yield Problem(_quiz(content), what, f"expected {least} to {most}")


def modules_ask_in_different_ways(texts: Texts) -> Iterator[Problem]:
    for content in texts.curriculum.ready:
        kinds = sorted({question.kind for question in _of(content)})
        if len(kinds) < KINDS:
            what = f"the items of the module '{content.module.id}' are of {len(kinds)} kinds: {', '.join(kinds)}"
            yield Problem(_quiz(content), what, f"expected {KINDS} or more")


def statements_are_true_by_turns(texts: Texts) -> Iterator[Problem]:
    stated = [question.answer for question in _graded(texts) if isinstance(question, TrueFalse)]
    least, most = TRUE
    if len(stated) >= FEW and not least * len(stated) <= sum(stated) <= most * len(stated):
        what = f"{sum(stated)} of {len(stated)} true-or-false statements are true"
        yield Problem(texts.curriculum.spine.at.of("modules"), what, f"expected {least:.0%} to {most:.0%}")


def _graded(texts: Texts) -> Iterator[Question]:
    for content in texts.curriculum.ready:
        yield from _of(content)


def _of(content: ModuleContent) -> list[Question]:
    return [question for question in content.questions if question.kind not in UNGRADED]


def _quiz(content: ModuleContent) -> Place:
    """The module's quiz; an item that an organization adds stands elsewhere, and last."""
    return Place(content.questions[0].at.whole.path, 1, 1)


RULES = (
    items_name_sources,
    negatives_stand_out,
    answers_say_why,
    modules_ask_enough,
    modules_ask_in_different_ways,
    statements_are_true_by_turns,
)
