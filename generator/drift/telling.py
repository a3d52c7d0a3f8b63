"""How things stand, in words and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, get_args

from generator.drift.states import Finding, Report, Sort, advice
from generator.problems import visible

WEIGHT = {sort: number for number, sort in enumerate(get_args(Sort))}


def as_text(found: Report) -> str:
    """Each override with its place, its state and what to do; what wants a decision comes first."""
    return "\n".join(map(visible, _lines(found)))


def _lines(found: Report) -> Iterator[str]:
    for one in sorted(found.findings, key=lambda one: (WEIGHT[one.state], one.override.place)):
        yield f"{one.override.place}: {one.state}: {one.was or one.target}; {advice(one, found)}"
    for target in found.new:
        yield f"new in the base: {target}"
    counts = Counter(one.state for one in found.findings)
    told = ", ".join(f"{counts[sort]} {sort}" for sort in WEIGHT if counts[sort])
    yield f"{found.organization}: {told or 'no changes'}; {len(found.new)} new in the base"
    if found.pinned != found.version:
        next_step = "decide about the above" if found.blocked else f"dyad org upgrade {found.organization}"
        yield f"made for base {found.pinned}, and the base here is {found.version}; next: {next_step}"


def as_data(found: Report) -> dict[str, Any]:
    """The same for machines."""
    return {
        "organization": found.organization,
        "pinned": found.pinned,
        "base": found.version,
        "blocked": bool(found.blocked),
        "overrides": [_entry(one, found) for one in found.findings],
        "new": list(found.new),
    }


def _entry(one: Finding, found: Report) -> dict[str, Any]:
    place = one.override.place
    return {
        "target": one.target,
        "written": one.was or one.target,
        "operation": one.override.operation,
        "state": one.state,
        "blocks": one.blocks,
        "path": place.path,
        "line": place.line,
        "advice": advice(one, found),
        "near": one.near,
    }
