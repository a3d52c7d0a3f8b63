"""What a check finds in the base and in its organizations: faults, and where there are none, warnings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator import approvals, drift, lint, site, source
from generator.lint import written
from generator.model import Term
from generator.problems import Faults, Problem


@dataclass(frozen=True)
class Findings:
    """How many modules the base has, or the organization that wants to publish, and how many are ready."""

    modules: int
    ready: int
    problems: frozenset[Problem]
    said: tuple[str, ...] = ()
    """What an organization's removals left, where it asks what keeps it from publishing."""


def findings(
    root: Path, organizations: Iterable[str], *, today: date, publishing: bool = False, within: Path | None = None
) -> Findings:
    """What is found in the base and in these organizations; raises Faults where the base itself has some.

    A curriculum with faults is not judged further: most warnings about it would follow from them. `publishing` asks,
    too, what keeps the organizations from publishing. `within` is the folder that holds them.
    """
    read = source.read(root)
    base = site.effective(root, base=read)
    told = frozenset(_warnings(base, today, publishing=False))
    problems, said, counted = set(told), list[str](), base.curriculum
    for name in organizations:
        try:
            found = site.effective(root, name, base=read, within=within)
        except Faults as faults:
            problems |= set(faults.problems)
        else:
            problems |= set(_of(found, name, told, today, publishing=publishing))
            problems |= set(_written_out(found, base.curriculum.spine.terms))
            problems |= set(_waiting(found, read) if publishing else ())
            said += found.said if publishing else ()
            counted = found.curriculum if publishing else counted
    return Findings(len(counted.modules), len(counted.ready), frozenset(problems), tuple(said))


def _of(
    found: site.Effective, organization: str, base: frozenset[Problem], today: date, *, publishing: bool
) -> Iterator[Problem]:
    """What an organization adds to the problems of the base; those in files of the base say whose they are."""
    assert found.layer
    new = set(_warnings(found, today, publishing=publishing)) - base
    for one in new:
        yield one if found.layer.holds(one.place) else replace(one, what=f"for '{organization}', {one.what}")


def _waiting(found: site.Effective, base: source.Sources) -> Iterator[Problem]:
    """Changes that somebody has to decide about before the organization publishes."""
    assert found.layer
    for problem in drift.blocking(drift.made(base, found.layer)):
        yield replace(problem, severity="warning")


def _written_out(found: site.Effective, terms: Mapping[str, Term]) -> Iterator[Problem]:
    """Words of the base that an organization's own files write out, though it has other ones."""
    assert found.layer
    for problem in written.in_own_files(found.layer.files, terms, found.layer.overlay.terms):
        yield found.sources.sharpened(problem)


def words(root: Path, organization: str, *, within: Path | None = None) -> tuple[Problem, ...]:
    """Words of the base that its own texts write out, and for which the organization has another one; raises Faults."""
    base = source.read(root)
    found = site.effective(root, organization, base=base, within=within)
    assert found.layer
    terms = site.effective(root, base=base).curriculum.spine.terms
    told = written.in_base(base, terms, found.layer.overlay.terms)
    return tuple(sorted(base.sharpened(problem) for problem in told))


def _warnings(found: site.Effective, today: date, *, publishing: bool) -> Iterator[Problem]:
    told = [*lint.warnings(found.written, today)]
    if publishing:
        told += [*lint.before_publishing(found.written), *approvals.warnings(found)]
    return map(found.sources.sharpened, told)
