"""What a check finds in the base and in its organizations: faults, and where there are none, warnings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator import lint, site, source
from generator.problems import Faults, Problem


@dataclass(frozen=True)
class Findings:
    """How many modules the base has, how many of them are ready, and what could be better."""

    modules: int
    ready: int
    problems: frozenset[Problem]


def findings(root: Path, organizations: Iterable[str], *, today: date, publishing: bool = False) -> Findings:
    """What is found in the base and in these organizations; raises Faults where the base itself has some.

    A curriculum with faults is not judged further: most warnings about it would follow from them. `publishing` asks,
    too, what keeps the organizations from publishing.
    """
    read = source.read(root)
    base = site.effective(root, base=read)
    told = frozenset(_warnings(base, today, publishing=False))
    problems = set(told)
    for name in organizations:
        problems |= _of(root, name, read, told, today, publishing=publishing)
    return Findings(len(base.curriculum.modules), len(base.curriculum.ready), frozenset(problems))


def _of(
    root: Path, organization: str, read: source.Sources, base: frozenset[Problem], today: date, *, publishing: bool
) -> set[Problem]:
    """What an organization adds to the problems of the base; those in files of the base say whose they are."""
    try:
        found = site.effective(root, organization, base=read)
    except Faults as faults:
        return set(faults.problems)
    new = set(_warnings(found, today, publishing=publishing)) - base
    return {one if site.is_own(one) else replace(one, what=f"for '{organization}', {one.what}") for one in new}


def _warnings(found: site.Effective, today: date, *, publishing: bool) -> Iterator[Problem]:
    told = (*lint.warnings(found.written, today), *(lint.before_publishing(found.written) if publishing else ()))
    return map(found.sources.sharpened, told)
