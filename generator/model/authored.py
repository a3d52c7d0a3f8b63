"""The ground all authored values stand on: strict, frozen, unknown keys forbidden, places kept."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import SkipJsonSchema

from generator.problems import Places

PLACES_KEY = "\0places"
"""How the reader hands a mapping's places to its model: no YAML key can hold a NUL, so none can clash."""


class Authored(BaseModel):
    """One mapping of an author's file. `at` says where it and each of its values stand."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", arbitrary_types_allowed=True)

    at: SkipJsonSchema[Places] = Field(alias=PLACES_KEY, repr=False, exclude=True)

    @model_validator(mode="before")
    @classmethod
    def _keep_places(cls, data: Any) -> Any:
        places = getattr(data, "places", None)
        return {**data, PLACES_KEY: places} if places is not None else data


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return value
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return value
    return number if number.is_finite() else value


def facilitator_only(**limits: Any) -> Any:
    """A field that only the facilitator edition may show. The leak test is made from this mark."""
    return Field(json_schema_extra={"facilitator_only": True}, **limits)


@dataclass(frozen=True)
class TextSort:
    """Marks a type of text: `prose` is Markdown with terms and citations, `line` is plain words with terms."""

    name: str


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,62}$")]
NUMBER = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"
TermKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,62}$")]
Line = Annotated[
    str,
    StringConstraints(pattern=r"^[^\n]*\S[^\n]*$", max_length=400),
    TextSort("line"),
    Field(description="A line: plain words, no Markdown."),
]
"""Plain words on one line: titles, names, labels. No Markdown."""
Prose = Annotated[
    str,
    StringConstraints(pattern=r"\S", max_length=20_000),
    TextSort("prose"),
    Field(description="Prose: Markdown with terms and citations."),
]
"""Markdown with terms and citations."""
Minutes = Annotated[int, Field(ge=1, le=480)]
Number = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"type": ["number", "string"], "pattern": NUMBER})]
"""An exact number: `9`, or `0.75` as the author typed it."""
Date = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]


class Locked(Authored):
    """What organizations may not change: fields of a thing, or with `keep`, that it is there. They read `why`."""

    fields: tuple[Line, ...] = ()
    keep: bool = False
    why: Line


class Named(Authored):
    """A thing that overlays name by its `id`. That should never change; where it must, the old one is kept here."""

    renamed_from: tuple[Id, ...] = ()
    """What it was called before, the oldest first: overlays that name it so still find it."""
    locked: Locked | None = None
