"""How each override of an organization stands to the base of now, and what the base has got since the pin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from generator import site, source
from generator.drift import nearest
from generator.model.lock import Record, State
from generator.overlay import Layer, lock, renames, targets, wording
from generator.overlay.draft import SPINE
from generator.overlay.targets import ANCHORED, AWAY, Override
from generator.overlay.things import Thing, things
from generator.problems import Faults, Problem
from generator.words import SOURCE

Sort = Literal[
    "unrecorded", "orphaned", "stale", "removal-review", "redundant", "converged", "kept", "current"
]  # fmt: skip
"""In the order of their weight."""
BLOCKING = frozenset({"unrecorded", "orphaned", "stale"})
"""The states that keep an organization from publishing and from an upgrade."""


@dataclass(frozen=True)
class Finding:
    """How one override stands: its state, its record, and where it can be, the id that it had or may have now."""

    override: Override
    state: Sort
    record: Record | None = None
    was: str = ""
    """What its target is called in overlay.yaml, where the base has another id by now."""
    near: str = ""
    """What the base got since that looks most like what it lost."""

    @property
    def target(self) -> str:
        """What it changes."""
        return self.override.target

    @property
    def blocks(self) -> bool:
        """True where somebody has to decide before the organization publishes."""
        return self.state in BLOCKING

    @property
    def then(self) -> str | None:
        """The hash of the base text that it was last decided on; None where it replaces none."""
        if self.record is None:
            return None
        return self.record.kept.base if self.record.kept else self.record.base


@dataclass(frozen=True)
class Report:
    """All that is to be known before an organization publishes or takes another version of the base."""

    layer: Layer
    things: Mapping[str, Thing]
    version: str
    """The version of the base that is here."""
    language: str
    locked: State | None
    findings: tuple[Finding, ...]

    @property
    def organization(self) -> str:
        """The name of the organization's folder."""
        return self.layer.folder.name

    @property
    def pinned(self) -> str:
        """The version of the base that the organization has looked at."""
        return self.layer.overlay.base

    @property
    def blocked(self) -> tuple[Finding, ...]:
        """The overrides that somebody has to decide about."""
        return tuple(one for one in self.findings if one.blocks)

    @cached_property
    def listed(self) -> Mapping[str, str] | None:
        """What the base had at the pin: short hashes by target; None where that is not known."""
        text = lock.kept(self.layer.folder, self.locked.seen) if self.locked else None
        names = renames.renames(self.things)
        return None if text is None else {renames.target(one, names): it for one, it in lock.listed(text).items()}

    @cached_property
    def new(self) -> tuple[str, ...]:
        """What the base got since the pin; of a new module, the module alone."""
        if self.listed is None:
            return ()
        fresh = {target for target in self.things if target not in self.listed}
        return tuple(sorted(target for target in fresh if not self._comes_with_another(target, fresh)))

    def _comes_with_another(self, target: str, fresh: set[str]) -> bool:
        holder = target.rpartition(".")[0].rpartition(".")[0]
        module = f"modules.{self.things[target].module}"
        return holder in fresh or (module in fresh and module != target)


def report(root: Path, organization: str, *, base: source.Sources | None = None, within: Path | None = None) -> Report:
    """How the overrides of an organization stand to the base in `root`; raises Faults where a file cannot be used.

    The organization's curriculum need not hold together for that: what the base lost is told here.
    """
    sources = base or source.read(root)
    if SPINE not in sources.yaml:
        raise Faults(sources.problems)
    now = things(sources)
    return made(sources, site.overlay_of(root, organization, base=now, within=within), now)


def made(base: source.Sources, layer: Layer, now: Mapping[str, Thing] | None = None) -> Report:
    """The report on an overlay whose ids are those of the base of now, whose things may be given. Raises Faults."""
    now, spine = now or things(base), base.yaml[SPINE].value
    kept = lock.read(layer.folder, layer.label)
    locked = kept.at(layer.overlay.base) if kept else None
    names, known = renames.renames(now), renames.as_before(now)
    records = {renames.target(one, names): record for one, record in locked.overrides.items()} if locked else {}
    spelled = targets.spelled(layer)
    language = "en-GB" if spine.get("language") == "en-GB" else SOURCE
    plain = Report(layer, known, str(spine.get("version")), language, locked, ())
    findings = []
    for override in targets.overrides(known, layer):
        record, was = records.get(override.target), spelled[override.place]
        found = Finding(override, _state(override, record, known), record, was if was != override.target else "")
        near = _near(found, plain) if found.state == "orphaned" else ""
        findings.append(replace(found, near=near))
    return replace(plain, findings=tuple(findings))


def _near(lost: Finding, found: Report) -> str:
    """What may have taken the place of what an orphan is about, or stands next to."""
    override = lost.override
    thing = next(one for one in (override.thing, override.beside) if one and one not in found.things)
    is_field = override.operation in ("set", "unset") and override.target != thing
    field = override.target.rpartition(".")[2] if is_field else ""
    then = lock.kept(found.layer.folder, lost.then) or ""
    return nearest.to(thing, field, then, known=found.things, listed=found.listed or {})


def _state(override: Override, record: Record | None, known: Mapping[str, Thing]) -> Sort:
    """The first of these that holds."""
    if record is None or record.operation != override.operation:
        return "unrecorded"
    if _is_gone(override, known):
        return "redundant" if override.operation == "remove" else "orphaned"
    if override.operation in ANCHORED:
        return "current"
    now = wording.digest(override.base or "")
    if now == record.base:
        return "current"
    if record.kept and now == record.kept.base:
        return "kept"
    if override.operation in AWAY:
        return "removal-review"
    return "converged" if now == wording.digest(override.own or "") else "stale"


def _is_gone(override: Override, known: Mapping[str, Thing]) -> bool:
    """True where the base no longer has what it is about, or what it stands next to."""
    return any(target and target not in known for target in (override.thing, override.beside))


def blocking(found: Report) -> Iterator[Problem]:
    """What keeps the organization from publishing, each at its place in overlay.yaml."""
    for one in found.blocked:
        yield Problem(one.override.place, f"'{one.target}' is {one.state}", advice(one, found))


def advice(one: Finding, found: Report) -> str:
    """What to do about an override, in one sentence."""
    said = {
        "unrecorded": f"record what it was written against with dyad org accept {found.organization}",
        "orphaned": _orphaned(one),
        "stale": "the base changed under it: look with dyad org diff, decide with dyad org resolve",
        "removal-review": "you took it away or hid it, and the base changed it: look with dyad org diff; it stays so",
        "redundant": "you took it away, and the base did too: leave it, or dyad org resolve --take",
        "converged": "the base says the same by now: leave it, or dyad org resolve --take",
        "kept": "nothing to do until the base changes again" + _kept(one),
        "current": "nothing to do",
    }[one.state]
    return f"the base calls it {one.target} now; {said}" if one.was else said


def _orphaned(one: Finding) -> str:
    anchor = one.override.anchor if one.override.operation in ANCHORED else ""
    what = f"the base no longer has '{anchor}'" if anchor else "the base no longer has it"
    near = f", perhaps it is {one.near} now" if one.near else ""
    if one.override.operation == "add":
        return f"{what}{near}: name another place in overlay.yaml"
    return f"{what}{near}: change overlay.yaml, or dyad org resolve --take"


def _kept(one: Finding) -> str:
    kept = one.record.kept if one.record else None
    by = f" by {kept.by}" if kept and kept.by else ""
    return f"; kept on {kept.on}{by}: {kept.why}" if kept else ""
