"""overlay.lock.json: what each change of an organization was written against, and what was decided since."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Version = Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]


class _Locked(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Decision(_Locked):
    """What a person decided about a base text, whose hash is `base`: by which role, on which day, and why."""

    base: Hash
    by: str = ""
    on: str
    why: str = ""


class Record(_Locked):
    """One override: the hash of the base text it replaces, and of the organization's own at that time.

    What only stands next to something has an `anchor` instead. A text that was `kept` holds until the base changes
    again; one that was `merged` was written anew.
    """

    operation: str
    base: Hash | None = None
    own: Hash | None = None
    anchor: str | None = None
    kept: Decision | None = None
    merged: Decision | None = None


class State(_Locked):
    """The records of one pinned version of the base; `seen` is the hash of the list of all that the base had then."""

    base: Version
    seen: Hash | None = None
    overrides: dict[str, Record] = Field(default_factory=dict)


class Lock(State):
    """The whole file. `next` is there while an upgrade is under way: it holds from when the overlay pins its base."""

    schema_: Annotated[Literal[1], Field(alias="schema")]
    next: State | None = None

    def at(self, pin: str) -> State:
        """What holds where the overlay pins this version."""
        if self.next and self.next.base == pin != self.base:
            return self.next
        return State(base=self.base, seen=self.seen, overrides=self.overrides)


def read(text: str) -> Lock:
    """The lock that a file holds; raises ValueError where it is none."""
    return Lock.model_validate_json(text)


def written(state: State, following: State | None = None) -> str:
    """The file of a lock; the same content gives the same bytes."""
    found = {"schema": 1, **_plain(state)} | ({"next": _plain(following)} if following else {})
    return json.dumps(found, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _plain(state: State) -> dict[str, Any]:
    return state.model_dump(mode="json", exclude_defaults=True)
