"""An organization takes another version of the base: what would happen, and then all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from generator import durable, site, source
from generator.drift import cut
from generator.drift.decide import OVERLAY, listing_of, recorded, refreshed
from generator.drift.states import Finding, Report, report
from generator.drift.telling import WEIGHT
from generator.model.lock import Record, State
from generator.overlay import lock, wording
from generator.overlay.folder import KEPT
from generator.problems import Refused

Step = Callable[[str], None]
PASSING = {
    "current": "stays as it is",
    "kept": "stays, as you decided",
    "converged": "says the same as the base; it stays until you take it out",
    "redundant": "takes away what the base took away as well; it stays until you take it out",
    "removal-review": "stays away or hidden, though the base changed it",
}
"""What an upgrade does with an override that waits for nobody."""


def plan(found: Report) -> Iterator[str]:
    """What an upgrade would do, line by line; what keeps it from happening comes first."""
    for one in sorted(found.findings, key=lambda one: (WEIGHT[one.state], one.override.place)):
        yield f"{one.override.place}: {one.was or one.target} {_passing(one)}"
    for target in found.new:
        yield f"{target} is new in the base, and comes along"


def _passing(one: Finding) -> str:
    said = PASSING.get(one.state, f"is {one.state}: decide first")
    return f"follows its new name, {one.target}, and {said}" if one.was else said


def wanted(found: Report, version: str) -> None:
    """Raises Refused where the base that is here has another version than the one that is asked for."""
    if version not in ("", found.version):
        what = f"the base here is {found.version}, not {version}"
        raise Refused(
            f"{what}: get that version of the curriculum first, for instance with git pull, then run this again"
        )


def _silent(name: str) -> None:
    """Nobody wants to know."""


def upgrade(root: Path, organization: str, *, to: str = "", within: Path | None = None, step: Step = _silent) -> Report:
    """Pins the version of the base that is here; returns how things stood. Raises Faults, and Refused where one waits.

    A killed run leaves the old state or the new one, whole: readers take what the lock holds for the version that
    overlay.yaml pins, and its pin moves in one step. Of overlay.yaml only the version in the pin changes.
    """
    base = source.read(root)
    folder = report(root, organization, base=base, within=within).layer.folder
    with lock.alone(folder):
        found = report(root, organization, base=base, within=within)
        wanted(found, to)
        if found.blocked:
            raise Refused(f"{len(found.blocked)} changes wait for a decision: see dyad org status {organization}")
        site.effective(root, organization, base=base, within=within)
        _write(found, step)
    return found


def _write(found: Report, step: Step) -> None:
    folder = found.layer.folder
    listing = listing_of(found)
    overrides = {one.target: _upgraded(one) for one in found.findings}
    following = State(base=found.version, seen=wording.digest(listing), overrides=overrides)
    current = found.locked or State(base=found.pinned)
    text = cut.pinned((folder / OVERLAY).read_bytes().decode(), found.version)
    step("before the base texts are kept")
    lock.keep(folder, [listing, *(one.override.base for one in found.findings if one.override.base is not None)])
    step("before the lock holds both")
    lock.write(folder, current, following)
    step("before the pin moves")
    durable.replace(folder / OVERLAY, text.encode(), beside=durable.folder(folder / KEPT))
    step("before the lock holds the new state alone")
    lock.write(folder, following)
    step("after all")


def _upgraded(one: Finding) -> Record:
    """The record after the upgrade: what nobody has to decide about is held against the base of now."""
    assert one.record
    return recorded(one.override) if one.state in ("converged", "removal-review") else refreshed(one)
