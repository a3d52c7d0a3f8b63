"""What keeps an organization from publishing: all of it at once, before anything is built or written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator import lint, site, source
from generator.overlay import Layer, lock
from generator.overlay.folder import LOCK
from generator.problems import Faults, Place, Problem


@dataclass(frozen=True)
class Asked:
    """What the gates look at: the organization's curriculum, its overlay, and the base that it changes."""

    root: Path
    organization: str
    found: site.Effective
    base: source.Sources

    @property
    def layer(self) -> Layer:
        """The organization's changes."""
        assert self.found.layer
        return self.found.layer

    def place(self, name: str) -> Place:
        """A file of the organization as a whole."""
        return Place(f"{self.layer.label}/{name}")


Gate = Callable[[Asked], Iterable[Problem]]


def names_its_release(asked: Asked) -> Iterator[Problem]:
    """A release has a version and a date."""
    if asked.found.overlay and not asked.found.overlay.release:
        yield Problem(asked.place("overlay.yaml"), "no release is named", "add `release` with its `version` and `date`")


def pins_this_base(asked: Asked) -> Iterator[Problem]:
    """The base is the one that the organization has looked at."""
    version, layer = asked.found.curriculum.spine.version, asked.layer
    if layer.overlay.base != version:
        place = layer.file.value.places.of("base")
        yield Problem(place, f"the overlay is made for base {layer.overlay.base}", f"the base here is {version}")


def has_real_contacts(asked: Asked) -> Iterator[Problem]:
    """Whom to turn to is real: a person in distress may read it tonight."""
    for problem in lint.before_publishing(asked.found.written):
        yield replace(asked.found.sources.sharpened(problem), severity="fault")


def overrides_are_current(asked: Asked) -> Iterator[Problem]:
    """Each change was looked at since the base text under it changed."""
    recorded = decisions(asked.layer.folder)
    for one in lock.overrides(asked.base, asked.layer):
        known = recorded.get(one.target)
        if known is None:
            yield _stale(asked, one.target, "was never recorded")
        elif one.base is not None and lock.digest(one.base) not in (known.get("sha256"), known.get("kept")):
            yield _stale(asked, one.target, "was written against another base text")


def _stale(asked: Asked, target: str, what: str) -> Problem:
    advice = f"look at it, then run dyad org accept {asked.organization}"
    return Problem(asked.place(LOCK), f"the change of '{target}' {what}", advice)


def decisions(folder: Path) -> dict[str, dict[str, str]]:
    """What the organization decided for each of its changes, as its lock keeps it."""
    file = folder / LOCK
    found = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    overrides = found.get("overrides", {})
    assert isinstance(overrides, dict)
    return overrides


GATES: tuple[Gate, ...] = (names_its_release, pins_this_base, has_real_contacts, overrides_are_current)


def passed(root: Path, organization: str, *, within: Path | None = None) -> Asked:
    """The organization's curriculum where nothing keeps it from being published; raises Faults with all that does."""
    base = source.read(root)
    asked = Asked(root, organization, site.effective(root, organization, base=base, within=within), base)
    problems = [problem for gate in GATES for problem in gate(asked)]
    if problems:
        raise Faults(problems)
    return asked
