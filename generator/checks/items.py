"""Questions can be answered, sessions can be run, and ready modules have what a learner needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from generator.model import Curriculum, Question, Session
from generator.model.questions import (
    FillIn,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Scale,
    Scenario,
    SingleChoice,
)
from generator.problems import Place, Problem

NEEDS = {
    "behaviors": "behaviors.yaml",
    "behavior-groups": "behaviors.yaml",
    "styles": "styles.yaml",
    "style-effects": "styles.yaml",
    "decisions": "briefs.yaml",
    "points": "points.yaml",
    "program": "content/tools",
}

LONGEST_NUMBER = 15
"""How many digits every browser can count with."""


def ready_modules_are_written(curriculum: Curriculum) -> Iterator[Problem]:
    for content in curriculum.modules:
        if content.module.status == "planned" or not content.whole:
            continue
        missing = [
            name for name, there in (("lesson.md", content.lesson), ("quiz.yaml", content.questions)) if not there
        ]
        for name in missing:
            what = f"the module '{content.module.id}' is ready and has no {name}"
            place = content.module.at.of("status")
            yield Problem(place, what, f"write content/modules/{content.module.id}/{name}, or say 'status: planned'")


def sections_show_what_is_there(curriculum: Curriculum) -> Iterator[Problem]:
    for content in curriculum.modules:
        there = {
            "behaviors": bool(content.behaviors),
            "behavior-groups": any(other.behaviors for other in curriculum.modules),
            "styles": bool(content.styles),
            "style-effects": any(other.styles for other in curriculum.modules),
            "points": bool(content.points),
            "decisions": content.briefs is not None,
            "model": curriculum.spine.model is not None,
            "dyad-types": bool(curriculum.spine.dyad_types),
            "program": bool(curriculum.faulty_tools) or any(tool.program for tool in curriculum.tools),
        }
        shown: set[str] = set()
        for section in content.lesson.sections if content.lesson and content.whole else ():
            if section.shows and not there.get(section.shows, True):
                source = NEEDS.get(section.shows, "curriculum.yaml")
                yield Problem(section.place, f"the section shows '{section.shows}', and {source} has none")
            if section.shows in shown:
                yield Problem(section.place, f"'{section.shows}' is shown twice on the page", "show it in one section")
            shown |= {section.shows} - {""}


def questions_can_be_answered(curriculum: Curriculum) -> Iterator[Problem]:
    for content in curriculum.modules:
        for question in content.questions:
            for place, what, expected in _faults(question):
                yield Problem(place, f"question '{question.id}' {what}", expected)


Fault = tuple[Place, str, str]


def _faults(question: Question) -> Iterator[Fault]:
    if isinstance(question, SingleChoice):
        yield from _one_right(question)
    elif isinstance(question, MultipleChoice):
        yield from _some_right(question)
    elif isinstance(question, Matching):
        yield from _distinct(question)
    elif isinstance(question, Ordering):
        yield from _different_steps(question)
    elif isinstance(question, FillIn):
        yield from _blanks(question)
    elif isinstance(question, Scenario):
        yield from _walkable(question)
    elif isinstance(question, Numeric):
        yield from _numbers(question)
    elif isinstance(question, Scale):
        yield from _readings(question)


def _one_right(question: SingleChoice) -> Iterator[Fault]:
    right = [choice for choice in question.choices if choice.right]
    if not right:
        yield question.at.whole, "has no right answer", "mark one choice with 'right: true'"
    for extra in right[1:]:
        expected = "leave 'right: true' on one choice, or make it a multiple-choice question"
        yield extra.at.of("right"), "has more than one right answer", expected


def _some_right(question: MultipleChoice) -> Iterator[Fault]:
    right = sum(choice.right for choice in question.choices)
    if not right:
        yield question.at.whole, "has no right answer", "mark at least one choice with 'right: true'"
    if right == len(question.choices):
        yield question.at.whole, "has no wrong answer", "add a choice that a learner might take by mistake"


def _distinct(question: Matching) -> Iterator[Fault]:
    rights = [(pair.right, pair.at.of("right")) for pair in question.pairs]
    rights += [(decoy.text, decoy.at.of("text")) for decoy in question.decoys]
    yield from _same("has the same right-hand side twice", rights)
    yield from _same("has the same left side twice", ((pair.left, pair.at.of("left")) for pair in question.pairs))


def _different_steps(question: Ordering) -> Iterator[Fault]:
    yield from _same("has the same step twice", ((step.text, step.at.of("text")) for step in question.steps))


def _same(what: str, texts: Iterable[tuple[str, Place]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for text, place in texts:
        if text.casefold() in seen:
            yield place, what, "word them so that only one fits"
        seen.add(text.casefold())


def _blanks(question: FillIn) -> Iterator[Fault]:
    found = re.findall(r"\[\[[^\[\]]*\]\]", question.text)
    wanted = [f"[[{number}]]" for number in range(1, len(question.blanks) + 1)]
    if sorted(found) != sorted(wanted):
        what = f"has {_listed(found)} in its text, and {len(wanted)} in 'blanks'"
        yield question.at.of("text"), what, f"expected {_listed(wanted)}, each once"
    for blank in question.blanks:
        accepted = {form.strip().casefold() for form in blank.accept}
        for wrong in blank.wrong:
            for form in wrong.accept:
                if form.strip().casefold() in accepted:
                    yield wrong.at.of("accept"), f"takes '{form}' as right and as wrong", "keep it in one list"


def _listed(blanks: list[str]) -> str:
    return ", ".join(blanks[:12]) or "no blank"


def _numbers(question: Numeric) -> Iterator[Fault]:
    numbers = [("answer", question.answer, question.at), ("tolerance", question.tolerance, question.at)]
    for key, number, at in [*numbers, *(("value", wrong.value, wrong.at) for wrong in question.wrong)]:
        if abs(number.adjusted()) > LONGEST_NUMBER or len(number.as_tuple().digits) > LONGEST_NUMBER:
            yield at.of(key), "holds a number that is out of reach", f"expected at most {LONGEST_NUMBER} digits"
            return
    if question.tolerance < 0:
        yield question.at.of("tolerance"), "has a tolerance below 0", "expected 0 or more"
    for wrong in question.wrong:
        if abs(wrong.value - question.answer) <= question.tolerance:
            yield wrong.at.of("value"), f"takes {wrong.value} as right and as wrong", "look at 'tolerance' too"


def _readings(question: Scale) -> Iterator[Fault]:
    if question.low >= question.high:
        yield question.at.of("low"), "has a scale that does not rise", "'low' must be below 'high'"
        return
    read: set[int] = set()
    for reading in question.readings:
        numbers = set(range(reading.low, reading.high + 1))
        if not numbers or not question.low <= reading.low <= reading.high <= question.high:
            expected = f"expected numbers from {question.low} to {question.high}, the lower one first"
            yield reading.at.of("low"), "has a reading that no answer reaches", expected
        if numbers & read:
            yield reading.at.of("low"), "reads a number twice", "let the readings follow each other"
        read |= numbers


def _walkable(question: Scenario) -> Iterator[Fault]:
    targets = {node.id: [choice.to for choice in node.choices if choice.to] for node in question.nodes}
    reached, waiting = set[str](), [question.nodes[0].id]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += targets.get(name, [])
    for node in question.nodes:
        if node.id not in reached and reached <= targets.keys():
            yield node.at.whole, f"has the node '{node.id}', to which no choice leads", "add 'to:' to a choice"
        if not any(choice.right for choice in node.choices):
            yield node.at.whole, f"has no right choice at the node '{node.id}'", "mark one with 'right: true'"
    if all(choice.to for node in question.nodes for choice in node.choices):
        yield question.at.of("nodes"), "never ends", "leave 'to' out where the path ends"


def segments_add_up(curriculum: Curriculum) -> Iterator[Problem]:
    for content in curriculum.modules:
        if content.session:
            yield from _times(content.session, content.module.session_minutes)


def _times(session: Session, announced: int) -> Iterator[Problem]:
    usual = sum(segment.minutes.usual for segment in session.segments)
    authored = session.lengths[0]
    if usual != authored:
        what = f"the segments take {usual} minutes, and the session's length is {authored}"
        yield Problem(session.at.of("lengths"), what, "change 'usual' minutes until they add up")
    if authored != announced:
        what = f"the session's length is {authored}, and curriculum.yaml says {announced}"
        yield Problem(session.at.of("lengths"), what, "the authored length stands first")
    for segment in session.segments:
        if not segment.minutes.min <= segment.minutes.usual <= segment.minutes.max:
            what = f"the minutes of '{segment.id}' are out of order"
            yield Problem(segment.at.of("minutes"), what, "expected min ≤ usual ≤ max")
        if segment.if_late and segment.if_late.cut_to >= segment.minutes.usual:
            what = f"'{segment.id}' saves nothing when it is cut to {segment.if_late.cut_to} minutes"
            yield Problem(segment.if_late.at.of("cut_to"), what, f"expected less than {segment.minutes.usual}")


def reviews_have_dates(curriculum: Curriculum) -> Iterator[Problem]:
    for module in curriculum.spine.modules:
        try:
            date.fromisoformat(module.review.last)
        except ValueError:
            what = f"there is no day '{module.review.last}'"
            yield Problem(module.review.at.of("last"), what, "expected a date such as 2026-11-01")


RULES = (
    ready_modules_are_written,
    sections_show_what_is_there,
    questions_can_be_answered,
    segments_add_up,
    reviews_have_dates,
)
