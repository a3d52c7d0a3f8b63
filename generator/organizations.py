"""Sites of every organization, on all cores; one that cannot be made never stops the others."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from generator import engine, folders, plan, printing, site, source, stamps, writer
from generator.problems import Faults


@dataclass(frozen=True)
class Outcome:
    """How one site came out: `faults` has the report where it did not."""

    organization: str
    edition: plan.Edition
    pages: int = 0
    faults: str = ""
    said: tuple[str, ...] = ()


def build_all(
    root: Path,
    out: Path,
    wanted: Sequence[tuple[str, plan.Edition]],
    tell: Callable[[Outcome], None],
    *,
    within: Path | None = None,
    pdf: bool = False,
) -> int:
    """Builds these sites, each an organization ("" for the base) and an edition; returns how many failed."""
    failed = 0
    for outcome in _outcomes(root, out, wanted, within, pdf):
        failed += bool(outcome.faults)
        tell(outcome)
    return failed


def _outcomes(
    root: Path, out: Path, wanted: Sequence[tuple[str, plan.Edition]], within: Path | None, pdf: bool
) -> Iterator[Outcome]:
    cores = min(os.cpu_count() or 1, len(wanted))
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        running = {pool.submit(_outcome, root, out, *one, within, pdf): one for one in wanted}
        for done in as_completed(running):
            try:
                yield done.result()
            except BrokenProcessPool:
                yield Outcome(*running[done], faults="the process that made it was ended from outside; try again")


def _outcome(
    root: Path, out: Path, organization: str, edition: plan.Edition, within: Path | None, pdf: bool
) -> Outcome:
    try:
        return build(root, out, organization, edition, within=within, pdf=pdf)
    except Faults as faults:
        return Outcome(organization, edition, faults=str(faults))
    except Exception:
        return Outcome(organization, edition, faults=traceback.format_exc())


def build(
    root: Path, out: Path, organization: str, edition: plan.Edition, *, within: Path | None = None, pdf: bool = False
) -> Outcome:
    """Builds one site and says what it was made from; raises Faults, and leaves no such word where it failed."""
    target = folders.target(out, organization, edition)
    made_from = stamps.digest(root, organization, within=within, pdf=pdf)
    (target / stamps.NAME).unlink(missing_ok=True)
    started = _engine()
    found = site.effective(root, organization, base=_base(root), within=within)
    printed = printing.for_site(found, edition, target / "print", cores=1) if pdf else ()
    made = site.made(found, root, edition, printed)
    writer.write(target, made)
    started.build(target, epoch=made.epoch)
    (target / stamps.NAME).write_text(made_from)
    return Outcome(organization, edition, pages=len(made.pages), said=made.said)


@cache
def _engine() -> engine.Engine:
    """One engine for all sites that a process makes; it ends with the process."""
    return engine.Engine()


@cache
def _base(root: Path) -> source.Sources:
    return source.read(root)
