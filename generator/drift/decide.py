"""What a person decided about an override, recorded in the lock; and what the base said then, kept beside it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from generator import durable, site, source
from generator.drift import cut
from generator.drift.states import Finding, Report, advice, report
from generator.model.lock import Decision, Record, State
from generator.overlay import lock, targets, wording
from generator.overlay.folder import KEPT
from generator.overlay.targets import ANCHORED, Override
from generator.problems import Faults, Place, Refused, unknown

Way = Literal["keep", "take", "merged"]
OVERLAY = "overlay.yaml"
CONFLICT = re.compile(r"^(?:<{7}|>{7}|={7})", re.M)


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


def resolve(
    root: Path, organization: str, target: str, *, how: Way, by: str, on: str, why: str, within: Path | None = None
) -> str:
    """Records what was decided about a change on the day `on`; returns what that means. Raises Faults and Refused."""
    folder = report(root, organization, within=within).layer.folder
    with lock.alone(folder):
        found = report(root, organization, within=within)
        one = named(found, target)
        if how == "take":
            return _take(found, one)
        base = one.override.base or ""
        decision = Decision(base=wording.digest(base), by=by, on=on, why=why)
        record = _kept(found, one, decision) if how == "keep" else _merged(found, one, decision)
        lock.keep(folder, [base])
        overrides = {**_records(found), one.target: record}
        assert found.locked
        lock.write(folder, found.locked.model_copy(update={"overrides": overrides}))
        return f"{target}: yours stays until the base changes again" if how == "keep" else f"{target}: yours is merged"


def _kept(found: Report, one: Finding, decision: Decision) -> Record:
    if one.state not in ("stale", "removal-review", "converged", "kept"):
        raise Refused(f"{one.target} is {one.state}, so there is nothing to keep: {advice(one, found)}")
    assert one.record
    own = wording.digest(one.override.own or "")
    return one.record.model_copy(update={"own": own, "kept": decision, "merged": None})


def _merged(found: Report, one: Finding, decision: Decision) -> Record:
    if one.state not in ("stale", "kept", "converged") or not one.override.own:
        raise Refused(f"{one.target} is {one.state}, so there is nothing to merge: {advice(one, found)}")
    where = next((f"{found.layer.label}/{path}" for path in one.override.files), str(one.override.place))
    now = recorded(one.override)
    assert one.record
    if now.own == one.record.own:
        raise Refused(f"your text of {one.target} is as it was: change it first, in {where}, or decide with --keep")
    if CONFLICT.search(one.override.own):
        raise Refused(f"your text of {one.target} holds marks of an unfinished merge: finish it in {where}")
    return now.model_copy(update={"merged": decision})


def _take(found: Report, one: Finding) -> str:
    """The base's text comes back. Of overlay.yaml nothing goes but the change; a file that only it named goes too."""
    if one.override.operation == "add":
        raise Refused(f"{one.target} is your own, so the base has nothing in its place: {advice(one, found)}")
    folder = found.layer.folder
    text = (folder / OVERLAY).read_bytes().decode()
    made = cut.without(text, targets.spelled(found.layer)[one.override.place])
    others = {path for other in found.findings if other is not one for path in other.override.files}
    gone = [path for path in one.override.files if path not in others]
    durable.replace(folder / OVERLAY, made.encode(), beside=durable.folder(folder / KEPT))
    if found.locked:
        records = {target: record for target, record in _records(found).items() if target != one.target}
        lock.write(folder, found.locked.model_copy(update={"overrides": records}))
    for path in gone:
        (folder / path).unlink(missing_ok=True)
    return f"{one.target} is the base's again" + "".join(f"; {path} is gone with it" for path in gone)


def named(found: Report, target: str) -> Finding:
    """The override that is called so, in the author's words or in those of the base of now; raises Faults."""
    for one in found.findings:
        if target in (one.target, one.was):
            return one
    known = [one.was or one.target for one in found.findings]
    raise Faults([unknown(Place(f"{found.layer.label}/{OVERLAY}"), "change", target, known)])


def _records(found: Report) -> dict[str, Record]:
    """The records of all that the overlay still holds, by what the base calls it now."""
    return {one.target: one.record for one in found.findings if one.record}


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
