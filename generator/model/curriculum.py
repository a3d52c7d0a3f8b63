"""The curriculum as one frozen value: everything the pages are made from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter

from generator.model.cards import Cards, CardSet
from generator.model.exercises import Exercise
from generator.model.kit import Kit
from generator.model.library import Gap, GlossaryEntry, Reference
from generator.model.questions import Question
from generator.model.records import Behavior, Briefs, Point, PointGroup, Style
from generator.model.session import Session
from generator.model.spine import Module, Spine
from generator.model.tools import Tool
from generator.problems import Place

Card = Behavior | Style | Point


@dataclass(frozen=True)
class Section:
    """A part of a lesson, from its heading to the next of the same level."""

    id: str
    title: str
    objectives: tuple[str, ...]
    shows: str
    """A figure or set of cards that the page draws below the text, or nothing."""
    reveal: bool
    """True where the reader opens the section by choice."""
    text: str
    place: Place


@dataclass(frozen=True)
class Lesson:
    """lesson.md: an opening and sections with ids."""

    opening: str
    sections: tuple[Section, ...]
    place: Place


@dataclass(frozen=True)
class Page:
    """A page of content/pages."""

    id: str
    title: str
    text: str
    place: Place


@dataclass(frozen=True)
class ModuleContent:
    """A module with all that its folder holds; a planned one holds nothing yet."""

    module: Module
    lesson: Lesson | None = None
    questions: tuple[Question, ...] = ()
    exercises: tuple[Exercise, ...] = ()
    behaviors: tuple[Behavior, ...] = ()
    styles: tuple[Style, ...] = ()
    points: tuple[PointGroup, ...] = ()
    briefs: Briefs | None = None
    session: Session | None = None
    whole: bool = True
    """False where a file of the module could not be used; such a value only serves to find further faults."""

    @property
    def fingerprint(self) -> str:
        """What the module says, as the hexadecimal digits of a hash; where it stands in its files does not count."""
        places: Any = {"lesson": {"place": True, "sections": {"__all__": {"place"}}}}
        return hashlib.sha256(TypeAdapter(ModuleContent).dump_json(self, exclude=places)).hexdigest()


@dataclass(frozen=True)
class Curriculum:
    """The value that every page of every edition is made from."""

    spine: Spine
    modules: tuple[ModuleContent, ...]
    references: tuple[Reference, ...]
    glossary: tuple[GlossaryEntry, ...]
    pages: tuple[Page, ...]
    gaps: tuple[Gap, ...] = ()
    kit: Kit | None = None
    cards: Cards | None = None
    cards_whole: bool = True
    """False where cards.yaml could not be used; such a value only serves to find further faults."""
    tools: tuple[Tool, ...] = ()
    """In the order of the spine."""
    faulty_tools: frozenset[str] = frozenset()
    """Tools whose file could not be used; such a value only serves to find further faults."""

    @property
    def for_learners(self) -> Curriculum:
        """The value without sessions, kit and cards: what the pages for learners are made from."""
        modules = tuple(replace(content, session=None) for content in self.modules)
        return replace(self, modules=modules, kit=None, cards=None)

    @cached_property
    def ready(self) -> tuple[ModuleContent, ...]:
        """The modules that are ready, in the order of the spine."""
        return tuple(content for content in self.modules if content.module.status == "ready")

    @cached_property
    def listed(self) -> tuple[ModuleContent, ...]:
        """The ready modules that lists, paths and searches lead to."""
        return tuple(content for content in self.ready if not content.module.hidden)

    @cached_property
    def module_ids(self) -> Mapping[str, ModuleContent]:
        """Modules by id, in the order of the spine."""
        return {content.module.id: content for content in self.modules}

    @cached_property
    def card_sets(self) -> Mapping[str, CardSet]:
        """Sets of cards by id."""
        return {found.id: found for found in self.cards.sets} if self.cards else {}

    @cached_property
    def tool_ids(self) -> Mapping[str, Tool]:
        """Tools by id, in their order."""
        return {tool.id: tool for tool in self.tools}

    @cached_property
    def records(self) -> Mapping[str, tuple[Module, Card]]:
        """The behaviors, styles and points of ready modules by id; where an id stands twice, the first has it."""
        found: dict[str, tuple[Module, Card]] = {}
        for content in (one for one in self.modules if one.module.status == "ready"):
            cards: list[Card] = [*content.behaviors, *content.styles]
            cards += [point for group in content.points for point in group.points]
            for card in cards:
                found.setdefault(card.id, (content.module, card))
        return found

    @cached_property
    def reference_ids(self) -> Mapping[str, Reference]:
        """References by id."""
        return {reference.id: reference for reference in self.references}
