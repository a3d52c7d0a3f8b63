"""What a person can do with releases: each request is checked, written to the ledger, then brought to the readers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from generator import durable
from generator.problems import Place, Refused, unknown
from generator.releases import generation, ledger, manifest, state, store
from generator.releases.home import Home
from generator.releases.manifest import Candidate
from generator.releases.state import Release, State

Step = Callable[[str], None]


def _silent(_: str) -> None:
    pass


def publish(home: Home, candidate: Candidate, *, by: str = "", step: Step = _silent) -> bool:
    """Publishes a finished release; returns False where just these bytes are public already.

    `step` is told what comes next, for those who want to know how far it came. Raises Refused where other bytes are
    public under that version, and OSError; what is served is then as it was.
    """
    found = manifest.files(candidate.sites)
    with store.staging(home) as folder:
        step("before staging")
        store.stage(home, folder / "release", candidate.sites, found, _stands(home))
        step("before the lock")
        with home.alone():
            known = generation.settle(home, step)
            if candidate.version in known.releases:
                return _is_new(known.releases[candidate.version], manifest.digest(found))
            return _published(home, candidate, found, folder / "release", known, by, step)


def _stands(home: Home) -> State:
    """What can be read, looked at while nobody prunes."""
    with home.alone():
        return state.of(home.ledger().events)


def _is_new(release: Release, digest: str) -> bool:
    if release.digest != digest:
        raise Refused(
            f"{release.version} is published already, with other content; a release never changes: "
            "give `release` in overlay.yaml another version"
        )
    return False


def _published(
    home: Home, candidate: Candidate, found: manifest.Files, staged: Path, known: State, by: str, step: Step
) -> bool:
    previous = _previous(known, candidate.version)
    content = manifest.written(candidate, found, previous)
    durable.write(staged / "manifest.json", content, mode=store.FIXED)
    step("before moving")
    store.put(home, staged, candidate.version)
    step("before the ledger")
    event = {
        "event": "publish",
        "version": candidate.version,
        "title": candidate.title,
        "date": candidate.date,
        "digest": manifest.digest(found),
        "manifest": hashlib.sha256(content).hexdigest(),
    }
    _record(home, {**event, **({"by": by} if by else {})}, step)
    return True


def _previous(known: State, version: str) -> dict[str, str] | None:
    """The release before a version, whatever became of it."""
    before = [one for one in known.newest_first if one.order < state.order(version)]
    return {"version": before[0].version, "digest": before[0].digest} if before else None


def _record(home: Home, event: ledger.Event, step: Step) -> State:
    ledger.append(home.ledger(), event)
    step("after the ledger")
    return generation.settle(home, step)


def rollback(home: Home, to: str = "", *, by: str = "", step: Step = _silent) -> str:
    """Lets `latest/` show an earlier release: `to`, or the one before. Returns its version; raises Refused."""
    with home.alone():
        known = generation.settle(home, step)
        latest = _known(home, known, known.latest)
        earlier = [one.version for one in known.live if one.order < latest.order]
        wanted = to or (earlier[0] if earlier else "")
        if not wanted:
            raise Refused(f"there is no release before {known.latest}")
        if _known(home, known, wanted).status != "live":
            raise Refused(f"{wanted} was {known.releases[wanted].status}, so `latest` cannot show it")
        if wanted != known.latest:
            _record(home, {"event": "rollback", "to": wanted, "by": by}, step)
        return wanted


def withdraw(home: Home, version: str, *, why: str, by: str = "", step: Step = _silent) -> str:
    """Puts a notice in place of a release; returns what is the latest one now. Raises Refused."""
    if not why.strip():
        raise Refused("say with --why what readers of the release are to know")
    with home.alone():
        known = generation.settle(home, step)
        if _known(home, known, version).status == "live":
            if len(known.live) == 1:
                raise Refused(f"{version} is the only release that can be read: publish another one first")
            known = _record(home, {"event": "withdraw", "version": version, "why": why.strip(), "by": by}, step)
        return known.latest


def pin(home: Home, version: str, *, why: str, step: Step = _silent) -> None:
    """Keeps a release from being pruned, for a cohort that reads it; an empty `why` lets it go. Raises Refused."""
    with home.alone():
        _known(home, generation.settle(home, step), version)
        _record(home, {"event": "pin", "version": version, "why": why.strip()}, step)


@dataclass(frozen=True)
class Rules:
    """Which releases stay: the latest and the pinned ones always, and these."""

    last: int
    """So many of the highest versions."""
    since: str = ""
    """Those dated on this day or later, as in 2026-11-21."""


def prunable(known: State, rules: Rules) -> tuple[Release, ...]:
    """The releases that no rule keeps, the highest version first."""
    kept = {one.version for one in known.live[: rules.last]} | {known.latest}
    kept |= {one.version for one in known.live if one.pinned or (rules.since and one.date >= rules.since)}
    return tuple(one for one in known.live if one.version not in kept)


def prune(home: Home, rules: Rules, *, by: str = "", step: Step = _silent) -> tuple[Release, ...]:
    """Removes the files of releases that no rule keeps; manifests and notices stay. Returns which."""
    with home.alone():
        going = prunable(generation.settle(home, step), rules)
        if going:
            versions = [one.version for one in going]
            _record(home, {"event": "prune", "versions": versions, "by": by}, step)
        return going


def standing(home: Home) -> State:
    """The releases as the ledger says; raises Refused where nothing was published."""
    known = state.of(home.ledger().events)
    if not known.releases:
        raise Refused(f"nothing was published for {home.organization} in {home.top}")
    return known


def release(home: Home, version: str) -> Release:
    """One release; raises Refused, with the nearest version, where there is none."""
    return _known(home, standing(home), version)


def _known(home: Home, known: State, version: str) -> Release:
    if version not in known.releases:
        listed = ", ".join(known.releases) or "none"
        near = unknown(Place(""), "release", version, tuple(known.releases)).near
        raise Refused(
            f"{home.organization} has no release '{version}'; "
            + (f"did you mean '{near}'?" if near else f"published are: {listed}")
        )
    return known.releases[version]


def verify(home: Home, version: str) -> tuple[str, ...]:
    """What is wrong with a release on the disk, each file named; nothing where it is as it was published."""
    found = release(home, version)
    file = home.manifest_file(version)
    content = file.read_bytes() if file.is_file() else b""
    if hashlib.sha256(content).hexdigest() != found.manifest:
        return (f"manifest.json: {'altered' if content else 'missing'}",)
    listed = manifest.files_of(manifest.read(file))
    if manifest.digest(listed) != found.digest:
        return ("manifest.json: its files are not those of the ledger",)
    if found.status == "pruned":
        return ()
    return tuple(_wrong(home.release(version), listed))


def _wrong(folder: Path, listed: manifest.Files) -> Iterable[str]:
    expected = {f"{edition}/{one.path}": one for edition, files in listed.items() for one in files}
    there = set(manifest.paths(folder)) - {"manifest.json"}
    for path in sorted(expected.keys() | there):
        if path not in expected:
            yield f"{path}: not of this release"
        elif path not in there:
            yield f"{path}: missing"
        elif (folder / path).is_symlink() or _hash(folder / path) != expected[path].sha256:
            yield f"{path}: altered"


def _hash(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


__all__ = ["Rules", "pin", "prunable", "prune", "publish", "release", "rollback", "standing", "verify", "withdraw"]
