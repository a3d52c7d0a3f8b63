"""overlay.yaml: what an organization changes, as operations on ids. Data only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.model.authored import Authored, Date, Id, Line, Minutes, TermKey
from generator.model.spine import Contacts, Term

Color = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]
TextPath = Annotated[str, StringConstraints(pattern=r"^text/[a-z0-9][a-z0-9-]{0,62}\.md$")]
Picture = Annotated[str, StringConstraints(pattern=r"^assets/[a-z0-9][a-z0-9-]{0,62}\.(svg|png|jpg|webp)$")]


def _mapping(value: Any) -> Any:
    if not isinstance(value, Mapping) or not value:
        raise PydanticCustomError("dict_type", "expected keys and values")
    return value


Fields = Annotated[Any, BeforeValidator(_mapping), WithJsonSchema({"type": "object", "minProperties": 1})]
"""Fields of a thing of the base, as its own file writes them; they are checked once they stand there."""


class Organization(Authored):
    """Whose overlay it is. `fictional: true` puts a banner on every page."""

    id: Id
    name: Line
    fictional: bool = False
    address: Annotated[str, StringConstraints(pattern=r"^https?://[^\s\"'<>]+/$")] | None = None


class Release(Authored):
    """What the organization publishes this as. The `title` stands beside the version, as in “2026.1 (Spring)”."""

    version: Annotated[str, StringConstraints(pattern=r"^\d{4}\.\d{1,3}$")]
    date: Date
    title: Line | None = None


class Branding(Authored):
    """Names, colors and logo. White text stands on `primary`; `accent` never carries text."""

    site_name: Line
    short_name: Line
    logo: Picture | None = None
    primary: Color | None = None
    accent: Color | None = None
    footer: Line | None = None


class Position(Authored):
    """A place in a list, next to what stays there: one of `after` and `before`."""

    after: Id | None = None
    before: Id | None = None


class Change(Position):
    """What every operation has. An addition may say with `after` or `before` where it stands."""

    set: Fields | None = None
    unset: Annotated[tuple[Line, ...], Field(min_length=1)] | None = None
    """Fields that are taken away; those that must be there cannot be."""
    remove: bool = False
    move: Position | None = None
    why: Line | None = None


class ObjectiveChange(Change):
    """Changes an objective of a module, or adds one."""

    add: Fields | None = None


class ModuleChange(Change):
    """Changes a module, or adds one from the folder modules/<id>/."""

    hide: bool = False
    """Leaves its pages at their addresses, and takes it out of every list, path and search."""
    objectives: dict[Id, ObjectiveChange] = Field(default_factory=dict)
    add: Annotated[str, StringConstraints(pattern=r"^modules/x-[a-z0-9-]{1,60}$")] | None = None
    paths: tuple[Id, ...] = ()
    """The paths that an added module joins."""


class SectionChange(Authored):
    """Puts a file of text/ in place of a section, before its text or after it."""

    replace: TextPath | None = None
    prepend: TextPath | None = None
    append: TextPath | None = None
    why: Line | None = None


class LessonChange(Authored):
    """Changes sections of a module's lesson."""

    sections: Annotated[dict[Id, SectionChange], Field(min_length=1)]


class ChoiceChange(Change):
    """Changes a choice of a question, or adds one."""

    add: Fields | None = None


class QuestionChange(Change):
    """Changes a question and its choices, or adds one to the quiz of `module`, or of the question it stands next to."""

    add: Fields | None = None
    module: Id | None = None
    choices: dict[Id, ChoiceChange] = Field(default_factory=dict)


class ExerciseChange(Change):
    """Changes an exercise, or adds one to those of `module`, or of the exercise it stands next to."""

    add: Fields | None = None
    module: Id | None = None


class EntryChange(Change):
    """Changes a word of the glossary, or adds one."""

    add: Fields | None = None


class ReferenceChange(Change):
    """Changes a work of the sources, or adds one."""

    add: Fields | None = None


class SegmentChange(Change):
    """Changes a segment of a session, or adds one."""

    add: Fields | None = None


class SessionChange(Authored):
    """Changes a module's session; the first of `lengths` is also the one that the module announces."""

    lengths: Annotated[tuple[Minutes, ...], Field(min_length=1)] | None = None
    segments: dict[Id, SegmentChange] = Field(default_factory=dict)


class ItemChange(Change):
    """Changes an item of a tool, or adds one, which counts in `dimension`."""

    add: Fields | None = None
    dimension: Id | None = None


class FieldChange(Change):
    """Changes a field of a tool, or adds one."""

    add: Fields | None = None


class ToolChange(Change):
    """Changes a tool, its items and its fields, or adds one from a file of tools/."""

    add: Annotated[str, StringConstraints(pattern=r"^tools/x-[a-z0-9-]{1,60}\.yaml$")] | None = None
    items: dict[Id, ItemChange] = Field(default_factory=dict)
    fields: dict[Id, FieldChange] = Field(default_factory=dict)


class Overlay(Authored):
    """The whole of overlay.yaml."""

    schema_: Annotated[Literal[1], Field(alias="schema")]
    organization: Organization
    base: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
    release: Release | None = None
    locale: Literal["en-US", "en-GB"] | None = None
    branding: Branding | None = None
    terms: dict[TermKey, Term] = Field(default_factory=dict)
    contacts: Contacts | None = None
    modules: dict[Id, ModuleChange] = Field(default_factory=dict)
    lessons: dict[Id, LessonChange] = Field(default_factory=dict)
    questions: dict[Id, QuestionChange] = Field(default_factory=dict)
    exercises: dict[Id, ExerciseChange] = Field(default_factory=dict)
    glossary: dict[Id, EntryChange] = Field(default_factory=dict)
    references: dict[Id, ReferenceChange] = Field(default_factory=dict)
    sessions: dict[Id, SessionChange] = Field(default_factory=dict)
    tools: dict[Id, ToolChange] = Field(default_factory=dict)
