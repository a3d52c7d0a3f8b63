"""Fields of a tool: what two partners write, date, choose or mark in a table."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.authored import Authored, Id, Line, Named, Prose

Room = Annotated[int, Field(ge=1, le=40)]
"""A number of lines or rows on paper."""


class ToolField(Named):
    """What every field has. `id` never changes: answers that people saved hang on it."""

    id: Id
    title: Line
    hint: Prose | None = None
    required: bool = False
    """True where the form is not complete without it."""
    required_in: tuple[Id, ...] = ()
    """The variants in which it is required, where it is not in all."""
    joins: Id | None = None
    """The field that it belongs to: it stands in the same box, and is required where that one is."""
    after: bool = False
    """True for what the two fill in together, once they have compared."""


class TextField(ToolField):
    """A few words, or up to so many of them."""

    kind: Literal["text"]
    words: Annotated[int, Field(ge=1, le=999)] | None = None
    lines: Room = 2
    """Lines to write on, on paper."""


class ListField(ToolField):
    """Short entries, one below the other."""

    kind: Literal["list"]
    at_least: Room = 1
    at_most: Room | None = None


class DateField(ToolField):
    """A day; `not_past` and the two limits are looked at when the form is checked."""

    kind: Literal["date"]
    not_past: bool = False
    within_months: Annotated[int, Field(ge=1, le=60)] | None = None
    """At most so many months ahead."""
    follows: Id | None = None
    """A date of this tool that it may not come before."""
    within_weeks: Annotated[int, Field(ge=1, le=52)] | None = None
    """At most so many weeks after the date that it follows."""


class FieldOption(Authored):
    """One of several marks. `mirror` is what the other partner marks for the same: I lead, you lead."""

    id: Id
    title: Line
    mirror: Id | None = None


class ChoiceField(ToolField):
    """One of several: options of its own, or the items or dimensions of the tool."""

    kind: Literal["choice"]
    of: Literal["items", "dimensions"] | None = None
    options: tuple[FieldOption, ...] = ()


class Column(Authored):
    """A column of a table. What is `given` stands in the rows already; all else is to be filled in.

    A `quotient` is a number, or two with a stroke between them, of which the page works out the quotient.
    """

    id: Id
    title: Line
    kind: Literal["given", "text", "number", "quotient", "date", "choice", "tick"]
    hint: Prose | None = None
    options: tuple[FieldOption, ...] = ()
    apart: bool = False
    """True where each fills it in alone, and the two compare."""
    required: bool = False
    """True where no row is complete without it."""
    each_once: bool = False
    """True where each option is wanted in at least one row."""
    wanted: Id | None = None
    """The option that both have to mark before a row counts."""
    otherwise: Line | None = None
    """What a row is called until they do."""


class Row(Authored):
    """A row that stands in a table before anybody writes; `cells` has what is given, by column."""

    id: Id
    title: Line
    cells: dict[Id, Prose] = Field(default_factory=dict)
    variants: tuple[Id, ...] = ()
    """The variants that have this row; without any, all have it."""
    month: Annotated[int, Field(ge=0, le=60)] | None = None
    """Months after the start, where the row stands for a time."""
    modules: tuple[Id, ...] = ()
    """Modules that are read in that month."""
    required: tuple[Id, ...] = ()
    """Columns that have to be filled in, in this row."""


class TableField(ToolField):
    """Rows and columns; `blank_rows` are the pair's own."""

    kind: Literal["table"]
    row_title: Line
    """What the rows are, above the first column."""
    columns: Annotated[tuple[Column, ...], Field(min_length=1)]
    rows: tuple[Row, ...] = ()
    blank_rows: Annotated[int, Field(ge=0, le=40)] = 0
    at_least: Room | None = None
    at_most: Room | None = None
    layout: Literal["grid", "cards"] = "grid"
    """`cards` gives each row a card of its own, where a table would be too wide."""
    settle: bool = False
    """True where a row counts only once both have marked the same."""
    example: Row | None = None
    """A row that shows how it is meant, with words for every column."""

    @property
    def has_months(self) -> bool:
        """True where its rows stand for a time."""
        return any(row.month is not None for row in self.rows)


Written = Annotated[TextField | ListField | DateField | ChoiceField | TableField, Field(discriminator="kind")]
