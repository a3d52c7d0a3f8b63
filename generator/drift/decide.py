"""What a person decided about overrides, recorded in the lock; and what the base said then, kept beside it."""

from __future__ import annotations

from pathlib import Path

from generator import site, source
from generator.drift.states import Finding, Report, report
from generator.model.lock import Record, State
from generator.overlay import lock, wording
from generator.overlay.targets import ANCHORED, Override


def accept(root: Path, organization: str, *, anew: bool = False, within: Path | None = None) -> Report:
    """Records what overrides were written against that were never recorded; returns how things stood before.

    Those that are recorded wait for a decision of their own, unless all are to be recorded `anew`. Raises Faults where
    the organization's curriculum has any.
    """
    base = source.read(root)
    layer = site.effective(root, organization, base=base, within=within).layer
    assert layer
    with lock.alone(layer.folder):
        found = report(root, organization, base=base, within=within)
        listing = listing_of(found)
        known = found.locked if found.locked and not anew else None
        records = {one.target: _accepted(one, anew=anew) for one in found.findings}
        state = State(base=found.pinned, seen=known.seen if known else wording.digest(listing), overrides=records)
        written = [one.override.base for one in found.findings if anew or one.state == "unrecorded"]
        lock.keep(layer.folder, [*(text for text in written if text is not None), *(() if known else (listing,))])
        lock.write(layer.folder, state)
        if anew:
            lock.forget(layer.folder, {name for name in (state.seen, *(one.base for one in records.values())) if name})
    return found


def listing_of(found: Report) -> str:
    """All that the base has, as the lock keeps it."""
    return lock.listing({target: thing.wording for target, thing in found.things.items()})


def recorded(override: Override) -> Record:
    """An override as it is recorded against the base of now."""
    if override.operation in ANCHORED:
        return Record(operation=override.operation, anchor=override.anchor)
    base, own = wording.digest(override.base or ""), wording.digest(override.own or "")
    return Record(operation=override.operation, base=base, own=own)


def refreshed(one: Finding) -> Record:
    """The record of an override whose own text may have changed since, while the base is as it was."""
    assert one.record
    now = recorded(one.override)
    return (
        one.record.model_copy(update={"own": now.own, "anchor": now.anchor}) if one.state == "current" else one.record
    )


def _accepted(one: Finding, *, anew: bool) -> Record:
    return recorded(one.override) if anew or one.state == "unrecorded" else refreshed(one)
