"""Sites of every organization, each made in a process of its own; one that cannot be made never stops the others."""

from __future__ import annotations

import errno
import gc
import os
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator import engine, folders, isolation, plan, printing, site, stamps, writer
from generator.isolation import Limits
from generator.problems import Faults

LIMITS = Limits()
WITH_PDFS = Limits(computing=3600, seconds=3600)
Sort = Literal["", "faults", "machine", "bug"]


@dataclass(frozen=True)
class Outcome:
    """How one site came out: `faults` has the report where it did not, and `sort` says whose fault it is."""

    organization: str
    edition: plan.Edition
    pages: int = 0
    faults: str = ""
    said: tuple[str, ...] = ()
    sort: Sort = ""


@dataclass(frozen=True)
class Order:
    """What is to be made where, for all organizations: `within` is the folder that holds them."""

    root: Path
    out: Path
    within: Path | None = None
    pdf: bool = False


def build_all(
    order: Order,
    wanted: Sequence[tuple[str, plan.Edition]],
    tell: Callable[[Outcome], None],
    limits: Limits | None = None,
) -> tuple[Outcome, ...]:
    """Builds these sites, each an organization ("" for the base) and an edition; returns those that failed."""
    editions: dict[str, list[plan.Edition]] = {}
    for name, edition in wanted:
        editions.setdefault(name, []).append(edition)
    tasks = [(order, name, tuple(found)) for name, found in editions.items()]
    failed = []
    for outcome in _outcomes(tasks, limits or (WITH_PDFS if order.pdf else LIMITS)):
        tell(outcome)
        if outcome.faults:
            failed.append(outcome)
    return tuple(failed)


Task = tuple[Order, str, tuple[plan.Edition, ...]]


def _outcomes(tasks: Sequence[Task], limits: Limits) -> Iterator[Outcome]:
    left = {name: list(editions) for _, name, editions in tasks}
    for (_, name, _), found in isolation.run(_sites, tasks, at_once=os.cpu_count() or 1, limits=limits):
        if isinstance(found, isolation.Ended):
            yield from (Outcome(name, edition, faults=found.why, sort="machine") for edition in left[name])
        else:
            left[name].remove(found.edition)
            yield found


def _sites(order: Order, organization: str, editions: tuple[plan.Edition, ...]) -> Iterator[Outcome]:
    """The sites of one organization, one after the other."""
    gc.disable()  # collecting takes a tenth of the time of a build
    found: site.Effective | None = None
    for edition in editions:
        try:
            found = found or site.effective(order.root, organization, within=order.within)
            yield _built(order, organization, edition, found)
        except Faults as faults:
            yield Outcome(organization, edition, faults=str(faults), sort="faults")
        except OSError as error:
            yield Outcome(organization, edition, faults=_of_the_machine(error), sort="machine")
        except MemoryError:
            raise
        except Exception:
            yield Outcome(organization, edition, faults=traceback.format_exc(), sort="bug")
        gc.collect()


def _of_the_machine(error: OSError) -> str:
    if error.errno == errno.EFBIG:
        return "it wrote a file that is too large, and was stopped"
    return f"{error.strerror or error}: {error.filename or ''}".rstrip(": ")


def _built(order: Order, organization: str, edition: plan.Edition, found: site.Effective) -> Outcome:
    """Builds one site and says what it was made from; raises Faults, and leaves no such word where it failed."""
    target = folders.target(order.out, organization, edition)
    made_from = stamps.digest(order.root, organization, within=order.within, pdf=order.pdf)
    (target / stamps.NAME).unlink(missing_ok=True)
    printed = printing.for_site(found, edition, target / "print", cores=1) if order.pdf else ()
    made = site.made(found, order.root, edition, printed)
    writer.write(target, made)
    engine.build_here(target, epoch=made.epoch)
    (target / stamps.NAME).write_text(made_from)
    return Outcome(organization, edition, pages=len(made.pages), said=made.said)
