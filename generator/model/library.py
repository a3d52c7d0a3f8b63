"""references.yaml and glossary.yaml: what the whole curriculum cites and explains."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from generator.model.authored import Authored, Id, Line, Named, Prose


class Reference(Named):
    """A work; `via` names the source document through which alone we know it."""

    id: Id
    label: Line
    """Short form in running text, such as `Dent, 2004`."""
    text: Prose
    via: Id | None = None
    used_for: Prose
    note: Prose | None = None
    verify: Prose | None = None
    """What still has to be looked up before somebody quotes it."""
    url: Annotated[str, StringConstraints(pattern=r"^https://[^\s\"'<>]+$")] | None = None


class Gap(Authored):
    """Something that works leave open or get wrong, and what the curriculum makes of it."""

    id: Id
    title: Line
    text: Prose
    works: Annotated[tuple[Id, ...], Field(min_length=1)]


class References(Authored):
    """The whole of references.yaml."""

    references: Annotated[tuple[Reference, ...], Field(min_length=1)]
    gaps: tuple[Gap, ...] = ()


class GlossaryEntry(Named):
    """A word explained; `also` lists further forms under which it stands in the text."""

    id: Id
    term: Line
    also: tuple[Line, ...] = ()
    text: Prose
    module: Id
    """The module that teaches the word."""


class Glossary(Authored):
    """The whole of glossary.yaml."""

    entries: Annotated[tuple[GlossaryEntry, ...], Field(min_length=1)]
