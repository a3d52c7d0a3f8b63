"""quiz.yaml: what a module asks. Ten kinds of item, each with feedback for every answer."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.authored import Authored, Id, Line, Named, Number, Prose


class Choice(Named):
    """One choice; a wrong one is a distractor, and its feedback names the misconception."""

    id: Id
    text: Prose
    right: bool = False
    feedback: Prose


class Item(Named):
    """What every item has. `id` never changes: saved progress and overrides hang on it."""

    id: Id
    prompt: Prose
    sources: tuple[Id, ...] = ()


class Graded(Item):
    """An item that can be right or wrong tests exactly one objective."""

    objective: Id
    hints: tuple[Prose, ...] = ()
    """Shown one after the other, on request."""


class SingleChoice(Graded):
    """Exactly one choice is right."""

    kind: Literal["single-choice"]
    choices: Annotated[tuple[Choice, ...], Field(min_length=2)]
    fixed_order: bool = False


class MultipleChoice(Graded):
    """One or more choices are right; the point is for the whole selection."""

    kind: Literal["multiple-choice"]
    choices: Annotated[tuple[Choice, ...], Field(min_length=2)]
    fixed_order: bool = False


class TrueFalse(Graded):
    """A statement; `if_true` and `if_false` are the feedback for each answer."""

    kind: Literal["true-false"]
    answer: bool
    if_true: Prose
    if_false: Prose


class Pair(Authored):
    """What belongs together."""

    id: Id
    left: Prose
    right: Line
    feedback: Prose


class Decoy(Authored):
    """A right-hand side that belongs to nothing."""

    id: Id
    text: Line
    feedback: Prose


class Matching(Graded):
    """Each left side belongs to one right side."""

    kind: Literal["matching"]
    pairs: Annotated[tuple[Pair, ...], Field(min_length=2)]
    decoys: tuple[Decoy, ...] = ()


class Step(Authored):
    """A step; its feedback says why it stands where it stands."""

    id: Id
    text: Prose
    feedback: Prose


class Ordering(Graded):
    """Steps, written in the right order and shown in another."""

    kind: Literal["ordering"]
    steps: Annotated[tuple[Step, ...], Field(min_length=3)]


class WrongWords(Authored):
    """Frequent wrong answers to a blank, and what to say to them."""

    accept: Annotated[tuple[Line, ...], Field(min_length=1)]
    feedback: Prose


class Blank(Authored):
    """A gap in a text; compared without case and outer spaces."""

    accept: Annotated[tuple[Line, ...], Field(min_length=1)]
    feedback: Prose
    wrong: tuple[WrongWords, ...] = ()
    otherwise: Prose


class FillIn(Graded):
    """A text with blanks `[[1]]`, `[[2]]`, in the order of `blanks`."""

    kind: Literal["fill-in"]
    text: Prose
    blanks: Annotated[tuple[Blank, ...], Field(min_length=1)]


class WrongNumber(Authored):
    """A frequent wrong number, and what to say to it."""

    value: Number
    feedback: Prose


class Numeric(Graded):
    """A number, right within `tolerance`."""

    kind: Literal["numeric"]
    answer: Number
    tolerance: Number = Field(default=0, validate_default=True)
    unit: Line | None = None
    feedback: Prose
    wrong: tuple[WrongNumber, ...] = ()
    otherwise: Prose


class Turn(Authored):
    """A choice in a scenario: it leads `to` another node, or ends the path."""

    id: Id
    text: Prose
    right: bool = False
    feedback: Prose
    to: Id | None = None


class Node(Authored):
    """A moment in a scenario."""

    id: Id
    text: Prose
    choices: Annotated[tuple[Turn, ...], Field(min_length=2)]


class Scenario(Graded):
    """A path through moments, from the first node on; right when every choice on it is right."""

    kind: Literal["scenario"]
    nodes: Annotated[tuple[Node, ...], Field(min_length=1)]


class Reflection(Item):
    """An open question, private and never graded."""

    kind: Literal["reflection"]
    objective: Id | None = None


class ScaleReading(Authored):
    """What an answer from `low` to `high` may mean."""

    low: Annotated[int, Field(ge=0, le=10)]
    high: Annotated[int, Field(ge=0, le=10)]
    text: Prose


class Scale(Item):
    """A rating from `low` to `high`, never graded."""

    kind: Literal["scale"]
    objective: Id | None = None
    low: Annotated[int, Field(ge=0, le=10)]
    high: Annotated[int, Field(ge=0, le=10)]
    low_label: Line
    high_label: Line
    readings: tuple[ScaleReading, ...] = ()


Question = Annotated[
    SingleChoice | MultipleChoice | TrueFalse | Matching | Ordering | FillIn | Numeric | Scenario | Reflection | Scale,
    Field(discriminator="kind"),
]

UNGRADED = ("reflection", "scale")


class Quiz(Authored):
    """The whole of quiz.yaml."""

    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
