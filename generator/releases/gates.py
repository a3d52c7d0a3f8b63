"""What keeps an organization from publishing: all of it at once, before anything is built or written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from generator import approvals, drift, lint, site, source
from generator.overlay import Layer
from generator.problems import Faults, Place, Problem


@dataclass(frozen=True)
class Asked:
    """What the gates look at: the organization's curriculum, its overlay, and the base that it changes."""

    root: Path
    organization: str
    found: site.Effective
    base: source.Sources
    approved: bool = False
    """True where each module must be approved as it is."""

    @property
    def layer(self) -> Layer:
        """The organization's changes."""
        assert self.found.layer
        return self.found.layer

    @cached_property
    def drift(self) -> drift.Report:
        """How the organization's changes stand to the base."""
        return drift.made(self.base, self.layer)

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
    """Somebody has looked at each change since the base text under it changed."""
    yield from drift.blocking(asked.drift)


def is_approved(asked: Asked) -> Iterator[Problem]:
    """Each module was approved as it is, where that is asked for."""
    if asked.approved:
        yield from approvals.missing(asked.found)


GATES: tuple[Gate, ...] = (
    names_its_release,
    pins_this_base,
    has_real_contacts,
    overrides_are_current,
    is_approved,
)


def passed(root: Path, organization: str, *, within: Path | None = None, approved: bool = False) -> Asked:
    """The organization's curriculum where nothing keeps it from being published; raises Faults with all that does."""
    base = source.read(root)
    asked = Asked(root, organization, site.effective(root, organization, base=base, within=within), base, approved)
    problems = [problem for gate in GATES for problem in gate(asked)]
    if problems:
        raise Faults(problems)
    return asked
