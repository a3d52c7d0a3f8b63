"""curriculum.yaml: the programme, its outcomes, kinds, terms, model, paths and modules, in order."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generator.model.authored import Authored, Date, Id, Line, Minutes, Named, Prose, TermKey
from generator.model.exercises import AgreementLine
from generator.model.tools import ToolSet

Level = Literal["remember", "understand", "apply", "analyze", "evaluate", "create"]
"""Levels of Bloom's taxonomy as revised in 2001."""
Part = Literal["section", "exercise", "item", "segment"]
"""What a module can have for an objective."""


class Outcome(Authored):
    """What a leader can do at the end of the whole program, and the evidence that shows it."""

    id: Id
    level: Level
    text: Prose
    evidence: Prose


class Term(Authored):
    """A word that organizations may replace: `{{ term.KEY.one }}`, `.other`, `.abbr`."""

    one: Line
    other: Line
    abbr: Line | None = None


class Kind(Authored):
    """A sort of module. `template` names a file in generator/templates/modules."""

    id: Id
    one: Line
    other: Line
    icon: Id
    color: Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]
    template: Id
    text: Prose
    needs: tuple[Part, ...] = ("section", "exercise", "item", "segment")
    """What each objective of such a module needs: a section that teaches it, an exercise, an item, a segment."""


class Layer(Authored):
    """A layer of the partnering model and where it is drawn; `modules` teach it."""

    id: Id
    number: Annotated[int, Field(ge=1, le=9)]
    title: Line
    place: Literal["ring", "support", "edge"]
    modules: Annotated[tuple[Id, ...], Field(min_length=1)]
    text: Prose


class Model(Authored):
    """The partnering model as the home page draws it: layers around one center."""

    title: Line
    center: Line
    text: Prose
    layers: Annotated[tuple[Layer, ...], Field(min_length=1)]


class DyadType(Authored):
    """A type of pair that the curriculum speaks to."""

    id: Id
    letter: Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
    title: Line
    sides: Annotated[tuple[Line, ...], Field(min_length=2, max_length=2)]
    """What the two are called."""
    roles: Prose
    power: Prose
    hurdle: Prose
    sources: tuple[Id, ...]
    path: Id


class Path(Authored):
    """A way through the curriculum; its minutes are computed from its modules."""

    id: Id
    title: Line
    text: Prose
    modules: Annotated[tuple[Id, ...], Field(min_length=1)]


class Week(Authored):
    """One or two weeks of the plan for pairs."""

    weeks: Annotated[str, StringConstraints(pattern=r"^\d{1,2}(-\d{1,2})?$")]
    title: Line
    text: Prose
    modules: tuple[Id, ...] = ()


class Plan(Authored):
    """A pace for pairs, about an hour a week."""

    id: Id
    title: Line
    text: Prose
    weeks: Annotated[tuple[Week, ...], Field(min_length=1)]


class Objective(Authored):
    """What a learner can do after a module: one verb, one level, the outcomes it serves."""

    id: Id
    level: Level
    text: Line
    outcomes: Annotated[tuple[Id, ...], Field(min_length=1)]


class Review(Authored):
    """When a module was last reviewed, by which role, and how often it must be."""

    last: Date
    every_months: Annotated[int, Field(ge=1, le=60)]
    by: Line

    @property
    def due(self) -> str:
        """The day by which the next review is due."""
        year, month, day = map(int, self.last.split("-"))
        years, months = divmod(month - 1 + self.every_months, 12)
        if year + years > MAXYEAR:
            return f"{MAXYEAR}-12-31"
        return f"{year + years:04}-{months + 1:02}-{min(day, monthrange(year + years, months + 1)[1]):02}"


class Module(Named):
    """A module as the spine announces it; its content stands in content/modules/<id>/."""

    id: Id
    kind: Id
    status: Literal["ready", "planned"]
    title: Line
    summary: Prose
    minutes: Minutes
    session_minutes: Minutes
    requires: tuple[Id, ...] = ()
    objectives: Annotated[tuple[Objective, ...], Field(min_length=1)]
    sources: Annotated[tuple[Id, ...], Field(min_length=1)]
    review: Review
    tools: tuple[Id, ...] = ()
    """Tools for two that it works with."""
    care: Prose | None = None
    """A content note for pages that touch suicide, the death of a patient or bullying."""
    hidden: bool = False
    """Its pages stay at their addresses, and no list, path or search leads to them."""


class Contacts(Authored):
    """Whom to turn to. `placeholder: true` marks examples that an organization must replace."""

    patients: Line
    staff: Line
    placeholder: bool = False


class Topic(Named):
    """A topic of the pair's working agreement; `lines` are those that no exercise fills."""

    id: Id
    title: Line
    lines: tuple[AgreementLine, ...] = ()


class Spine(Authored):
    """The whole of curriculum.yaml."""

    schema_: Annotated[Literal[1], Field(alias="schema")]
    id: Id
    title: Line
    short_title: Line
    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
    language: Literal["en-US", "en-GB"]
    summary: Prose
    report: Annotated[str, StringConstraints(pattern=r"^(mailto:[^\s\"'<>]+@[^\s\"'<>]+|https://[^\s\"'<>]+)$")]
    """Where a reader reports a mistake."""
    address: Annotated[str, StringConstraints(pattern=r"^https?://[^\s\"'<>]+/$")] | None = None
    """Where the site will be published; canonical links and the sitemap come from it."""
    contacts: Contacts
    outcomes: Annotated[tuple[Outcome, ...], Field(min_length=1)]
    terms: dict[TermKey, Term]
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)]
    model: Model | None = None
    dyad_types: tuple[DyadType, ...] = ()
    paths: Annotated[tuple[Path, ...], Field(min_length=1)]
    plan: Plan | None = None
    tools: ToolSet | None = None
    agreement: tuple[Topic, ...] = ()
    """The topics of the working agreement, in their order."""
    modules: Annotated[tuple[Module, ...], Field(min_length=1)]

    @property
    def listed(self) -> tuple[Module, ...]:
        """The modules that lists name, also those that are only announced."""
        return tuple(module for module in self.modules if not module.hidden)
