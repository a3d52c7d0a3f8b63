"""content/tools/<id>.yaml: what two partners fill in, count and talk about. Every rule of a tool is data."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.authored import Authored, Id, Line, Minutes, Named, Number, Prose
from generator.model.fields import TableField, Written

Mark = Annotated[int, Field(ge=0, le=10)]
"""A number on the scale of a tool."""
Months = Annotated[int, Field(ge=1, le=60)]


class ToolSet(Authored):
    """What the spine says of all tools, and their order."""

    title: Line
    text: Prose
    status: Prose
    """What every tool and every form says about itself."""
    stored: Prose
    """What is kept of the answers, and where."""
    help: Prose
    """When to stop and ask somebody else; the contacts stand below it."""
    order: Annotated[tuple[Id, ...], Field(min_length=1)]


class ScaleMark(Authored):
    """A number of the scale; one without words lies between its neighbors."""

    value: Mark
    label: Line | None = None


class ToolScale(Authored):
    """The numbers from which every item is answered. `skip` is left out of all counts."""

    marks: Annotated[tuple[ScaleMark, ...], Field(min_length=2)]
    skip: ScaleMark | None = None


class View(Authored):
    """Whom an answer is about. `begins` is how each item begins in this view."""

    about: Literal["self", "partner"]
    title: Line
    begins: Line | None = None


class Anchor(Authored):
    """What a number of the scale means for one item."""

    value: Mark
    text: Prose


class ToolItem(Named):
    """Something to rate. `id` never changes: answers that people saved hang on it."""

    id: Id
    title: Line | None = None
    text: Prose
    reversed: bool = False
    """True where a high answer is bad news: it counts as lowest and highest mark together, less the answer."""
    anchors: tuple[Anchor, ...] = ()
    listen_for: Prose | None = None
    warning: Prose | None = None
    cards: tuple[Id, ...] = ()
    """Behaviors, styles or points of the modules that it belongs to."""


class Reading(Authored):
    """What a band means for one dimension."""

    band: Id
    text: Prose


class Dimension(Authored):
    """Items that are counted together."""

    id: Id
    title: Line
    items: Annotated[tuple[Id, ...], Field(min_length=1)]
    cards: tuple[Id, ...] = ()
    readings: tuple[Reading, ...] = ()


class Scoring(Authored):
    """How a dimension is counted. Numbers are exact; only what is shown is rounded, a half upward."""

    result: Literal["mean", "sum"]
    needs: Annotated[int, Field(ge=1, le=40)]
    """How many items of a dimension must be answered."""
    overall_needs: Annotated[int, Field(ge=1, le=40)] | None = None
    """How many dimensions the mean of all dimensions needs; without it there is none."""
    decimals: Annotated[int, Field(ge=0, le=3)] = 1


class Band(Authored):
    """A range of results. It begins where the one before it ends; the last has no end."""

    id: Id
    title: Line
    below: Number | None = None
    advice: Prose | None = None


class Extremes(Authored):
    """Names for the highest and the lowest answer of a form, and what to do where several are."""

    highest: Line
    lowest: Line
    tie: Prose


class When(Authored):
    """What must hold for a finding. The gap is the partner's view of me, less my own."""

    skipped: bool = False
    """One of the two has given no number."""
    gap_at_most: Number | None = None
    gap_at_least: Number | None = None
    apart: Number | None = None
    """So far apart or more, whoever has the higher number."""
    both_at_least: Number | None = None
    both_at_most: Number | None = None
    one_at_most: Number | None = None
    bands_apart: Annotated[int, Field(ge=1, le=9)] | None = None
    different: bool = False
    """The two have filled in a cell in different ways."""


class Finding(Authored):
    """Something that a comparison can show, and what to say then. Without `when` it is everything else."""

    id: Id
    title: Line
    of: Literal["item", "dimension", "cell"]
    when: When | None = None
    items: tuple[Id, ...] = ()
    """The items it is looked for in; without any, all."""
    prompt: Prose


class Priority(Authored):
    """The dimension to begin with: by these marks of the pair, one after the other, and then by this order."""

    title: Line
    by: Annotated[tuple[Literal["lowest", "highest", "widest"], ...], Field(min_length=1)]
    order: tuple[Id, ...]


class Comparison(Authored):
    """What two forms show side by side."""

    exclusive: bool = False
    """True where only the first finding that fits counts."""
    findings: Annotated[tuple[Finding, ...], Field(min_length=1)]
    order: tuple[Id, ...]
    """The findings in the order in which they are talked about."""
    priority: Priority | None = None


class TalkStep(Authored):
    """A part of the talk; `findings` are what it looks at."""

    id: Id
    title: Line
    minutes: Minutes
    text: Prose
    findings: tuple[Id, ...] = ()


class Talk(Authored):
    """The talk after the comparison: who starts, whose turn it is, and how long."""

    who_starts: Prose
    turns: Prose
    steps: Annotated[tuple[TalkStep, ...], Field(min_length=1)]


class Sharing(Authored):
    """What a partner may choose to show: the numbers, or only the names of what they mean."""

    levels: Annotated[tuple[Literal["numbers", "names"], ...], Field(min_length=1)]
    text: Prose


class Repeat(Authored):
    """When to fill it in again, and from which change on a result has moved."""

    after_months: Annotated[tuple[Months, ...], Field(min_length=1)]
    text: Prose
    moved: Number | None = None
    up: Line | None = None
    down: Line | None = None
    same: Line | None = None


class GroupReport(Authored):
    """What may be told of more than one pair, and from how many people on."""

    at_least: Annotated[int, Field(ge=2, le=99)]
    text: Prose


class Variant(Authored):
    """A version of the form, for a type of dyad or another pace."""

    id: Id
    title: Line
    dyad_type: Id | None = None


class Event(Authored):
    """An entry for a calendar: so many days after the start, or on the date of a field."""

    id: Id
    title: Line
    after_days: Annotated[int, Field(ge=1, le=999)] | None = None
    field: Id | None = None


class ToolCalendar(Authored):
    """What goes into a calendar file: the rows of a table by their month, and single events."""

    start: Id
    """The field with the first day."""
    rows: Id | None = None
    """The table whose rows are entries."""
    events: tuple[Event, ...] = ()


class Tool(Named):
    """The whole of a tool. `version` rises when answers of before can no longer be compared."""

    id: Id
    version: Annotated[int, Field(ge=1, le=999)]
    title: Line
    summary: Prose
    purpose: Prose
    when: Prose
    together: Prose
    """How two partners use it."""
    basis: Prose
    """What comes from sources and what is our own; it covers all words of the form."""
    minutes: Minutes
    period: Line | None = None
    caution: Prose | None = None
    """A banner on page, form and document."""
    instructions: Annotated[tuple[Prose, ...], Field(min_length=1, max_length=3)]
    variants: Annotated[tuple[Variant, ...], Field(max_length=6)] = ()
    variant: Id | None = None
    """The variant that is shown first."""
    scale: ToolScale | None = None
    views: tuple[View, ...] = ()
    choose: Annotated[int, Field(ge=1, le=40)] | None = None
    """How many of the items are used, where it is not all."""
    evidence: Line | None = None
    """What is noted beside each number."""
    items: tuple[ToolItem, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    scoring: Scoring | None = None
    bands: tuple[Band, ...] = ()
    extremes: Extremes | None = None
    fields: tuple[Written, ...] = ()
    comparison: Comparison
    talk: Talk
    solo: Prose
    vacant_partner: Prose
    triad: Prose
    sharing: Sharing | None = None
    repeat: Repeat | None = None
    group: GroupReport | None = None
    calendar: ToolCalendar | None = None
    chart: Literal["items", "dimensions"] | None = None
    """What is drawn of a comparison."""
    card_sheet: bool = False
    """True where the cards of the items are printed on a sheet of their own."""
    paper: Literal["portrait", "landscape"] = "portrait"

    @property
    def program(self) -> TableField | None:
        """The table of a calendar: what comes month by month."""
        rows = self.calendar.rows if self.calendar else None
        found = (field for field in self.fields if isinstance(field, TableField) and field.id == rows)
        return next(found, None)
