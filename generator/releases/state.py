"""What the ledger's events add up to: which releases there are, which one is the latest, and what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from generator.releases.ledger import Event

Status = Literal["live", "withdrawn", "pruned"]


@dataclass(frozen=True)
class Release:
    """One published version; `why` says why it was withdrawn, `pinned` for whom it is kept."""

    version: str
    title: str
    date: str
    digest: str
    """The hash over all its files."""
    manifest: str
    """The hash of its manifest."""
    status: Status = "live"
    why: str = ""
    pinned: str = ""

    @property
    def order(self) -> tuple[int, ...]:
        """Versions are ordered by their numbers: 2026.10 comes after 2026.9."""
        return order(self.version)


@dataclass(frozen=True)
class State:
    """The releases of an organization by version, and which of them `latest/` shows."""

    releases: Mapping[str, Release] = field(default_factory=dict)
    latest: str = ""

    @property
    def newest_first(self) -> tuple[Release, ...]:
        """All releases, the highest version first."""
        return tuple(sorted(self.releases.values(), key=lambda one: one.order, reverse=True))

    @property
    def live(self) -> tuple[Release, ...]:
        """The releases that can be read, the highest version first."""
        return tuple(one for one in self.newest_first if one.status == "live")


def order(version: str) -> tuple[int, ...]:
    """What versions are sorted by."""
    return tuple(int(part) for part in version.split("."))


def of(events: Iterable[Event]) -> State:
    """The state after these events."""
    state = State()
    for event in events:
        state = _after(state, event)
    return state


def _after(state: State, event: Event) -> State:
    match event["event"]:
        case "publish":
            made = Release(**{name: event[name] for name in ("version", "title", "date", "digest", "manifest")})
            newer = not state.latest or made.order > order(state.latest)
            return State({**state.releases, made.version: made}, made.version if newer else state.latest)
        case "rollback":
            return replace(state, latest=event["to"])
        case "withdraw":
            without = _with(state, event["version"], status="withdrawn", why=event["why"])
            gone = event["version"] == state.latest
            return replace(without, latest=without.live[0].version if gone and without.live else without.latest)
        case "pin":
            return _with(state, event["version"], pinned=event["why"])
        case "prune":
            for version in event["versions"]:
                state = _with(state, version, status="pruned")
    return state


def _with(state: State, version: str, **changes: str) -> State:
    return replace(state, releases={**state.releases, version: replace(state.releases[version], **changes)})  # type: ignore[arg-type]
