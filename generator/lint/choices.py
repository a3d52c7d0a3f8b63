"""Choices give nothing away by length or position, and each says something of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from generator import prose
from generator.blocks import bare
from generator.model import Question
from generator.model.questions import Choice, MultipleChoice, Scenario, SingleChoice, Turn
from generator.plan import Texts
from generator.problems import Problem

FEW = 5
"""Fewer items than this say nothing about a share."""
LONGEST = 0.4
"""The share of single-choice items in which the right choice may be the longest."""
STANDS_OUT = 1.8
"""How many times as long as the next the right choice may be."""
CROWDED = 0.5
"""The share of right choices that may stand in one position."""
SHOWN = 8
ARTICLES = {"a", "an", "the"}
LEFT_TO_OTHERS = re.compile(
    r"\b(?:all|any|both|neither|none|some) of the (?:above|(?:other )?(?:answers|choices|options|statements))\b"
    r"|^(?:all|none|both|neither) (?:of (?:these|them)|(?:the )?above)\W*$"
    r"|^(?:both )?[a-d](?:, [a-d])* (?:and|or) [a-d]\W*$",
    re.I,
)
"""A choice that only points to the others."""

Choices = Sequence[Choice | Turn]


def right_choices_are_not_too_long(texts: Texts) -> Iterator[Problem]:
    for question in _questions(texts):
        for right, others in _alone(question):
            ratio = _length(texts, right) / max(1, *(_length(texts, other) for other in others))
            if ratio > STANDS_OUT:
                what = f"the right choice of '{question.id}' is {ratio:.1f} times as long as the next"
                yield Problem(right.at.of("text"), what, f"expected at most {STANDS_OUT} times")


def right_choices_are_seldom_the_longest(texts: Texts) -> Iterator[Problem]:
    asked = [question for question in _questions(texts) if isinstance(question, SingleChoice)]
    longest = [question.id for question in asked if _is_longest(texts, question)]
    if len(asked) >= FEW and len(longest) > LONGEST * len(asked):
        what = f"in {len(longest)} of {len(asked)} single-choice items, the right choice is the longest"
        advice = f"expected at most {LONGEST:.0%}; shorten it, or say more in a wrong one, in: {_listed(longest)}"
        yield Problem(texts.curriculum.spine.at.of("modules"), what, advice)


def right_choices_stand_in_all_positions(texts: Texts) -> Iterator[Problem]:
    asked = [question for question in _questions(texts) if isinstance(question, SingleChoice)]
    positions = Counter(_position(question) for question in asked)
    for position, number in positions.items():
        if len(asked) >= FEW and number > CROWDED * len(asked):
            found = [question.id for question in asked if _position(question) == position]
            what = f"in {number} of {len(asked)} single-choice items, the right choice stands in position {position}"
            advice = f"expected at most {CROWDED:.0%}; move it in some of: {_listed(found)}"
            yield Problem(texts.curriculum.spine.at.of("modules"), what, advice)


def choices_differ(texts: Texts) -> Iterator[Problem]:
    for question in _questions(texts):
        for choices in _sets(question):
            first: dict[str, str] = {}
            for choice in choices:
                said = _said(texts, choice)
                if said in first:
                    what = f"the choices '{first[said]}' and '{choice.id}' of '{question.id}' say the same"
                    yield Problem(choice.at.of("text"), what, "word one of them anew")
                first.setdefault(said, choice.id)


def choices_speak_for_themselves(texts: Texts) -> Iterator[Problem]:
    for question in _questions(texts):
        for choice in (choice for choices in _sets(question) for choice in choices):
            shown = bare(texts.plain(choice.text))
            if LEFT_TO_OTHERS.search(shown):
                what = f"the choice '{choice.id}' of '{question.id}' only points to the others"
                yield Problem(choice.at.of("text"), what, "write a choice of its own, or ask for all that apply")


def _questions(texts: Texts) -> Iterator[Question]:
    for content in texts.curriculum.ready:
        yield from content.questions


def _sets(question: Question) -> Iterator[Choices]:
    """The choices among which a learner decides at one time."""
    if isinstance(question, SingleChoice | MultipleChoice):
        yield question.choices
    elif isinstance(question, Scenario):
        yield from (node.choices for node in question.nodes)


def _alone(question: Question) -> Iterator[tuple[Choice | Turn, Choices]]:
    """Each right choice that is the only one, with the wrong ones beside it."""
    for choices in _sets(question) if not isinstance(question, MultipleChoice) else ():
        right = [choice for choice in choices if choice.right]
        wrong = [choice for choice in choices if not choice.right]
        if len(right) == 1 and wrong:
            yield right[0], wrong


def _is_longest(texts: Texts, question: SingleChoice) -> bool:
    return all(
        _length(texts, right) > max(_length(texts, other) for other in others) for right, others in _alone(question)
    )


def _position(question: SingleChoice) -> int:
    """Where the right choice stands, from 1."""
    return next(number for number, choice in enumerate(question.choices, 1) if choice.right)


def _length(texts: Texts, choice: Choice | Turn) -> int:
    return len(bare(texts.plain(choice.text)))


def _said(texts: Texts, choice: Choice | Turn) -> str:
    """The words of a choice, so that those which say the same look the same."""
    words = prose.WORD.findall(bare(texts.plain(choice.text)).casefold())
    return " ".join(word for word in words if word not in ARTICLES)


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


RULES = (
    right_choices_are_not_too_long,
    right_choices_are_seldom_the_longest,
    right_choices_stand_in_all_positions,
    choices_differ,
    choices_speak_for_themselves,
)
