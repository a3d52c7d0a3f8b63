"""The door to paper: documents become PDF files in a folder. What has not changed since last time is not made again."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from errno import EINTR
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from generator import plan, render, site
from generator.model import Curriculum
from generator.plan import papers
from generator.printing import lint, pdf
from generator.problems import Faults, Problem

MADE = "printed.json"
"""The file in a folder of PDFs that says what each was made from, and what it held."""
Tell = Callable[[str], None]


def _nobody(said: str) -> None:
    """Nobody listens."""


@dataclass(frozen=True)
class Job:
    """A document as HTML, to be written as `name`.pdf."""

    name: str
    html: str
    paper: papers.Paper
    epoch: int
    warnings: tuple[Problem, ...] = ()

    @property
    def made_from(self) -> str:
        """What the file is made from, as one hash."""
        said = "\0".join([self.html, self.paper, str(self.epoch), _program()])
        return hashlib.sha256(said.encode()).hexdigest()


def imprint(found: site.Effective) -> papers.Imprint:
    """What every page carries: the organization's name and release, or the version of the base."""
    asked = found.overlay
    if asked is None:
        return papers.Imprint(version=found.curriculum.spine.version)
    own = asked.release.version if asked.release else found.curriculum.spine.version
    return papers.Imprint(organization=asked.organization.name, version=own, fictional=asked.organization.fictional)


def paper_of(found: site.Effective) -> papers.Paper:
    """The paper on which the language is usually printed."""
    return "letter" if found.curriculum.spine.language == "en-US" else "a4"


def sets(found: site.Effective, orders: Sequence[papers.Order], *, bound: bool = False) -> tuple[Job, ...]:
    """The documents of these sessions, and with `bound` a volume of their guides. Raises Faults, all at once."""
    if refused := papers.refusals(found.curriculum, orders):
        raise Faults(refused)
    mark = imprint(found)
    documents = [one for order in orders for one in papers.of_session(found.curriculum, order, mark)]
    if bound:
        documents.append(papers.volume(found.curriculum, orders, mark))
    return _jobs(documents, site.epoch(found.curriculum))


def for_site(
    found: site.Effective, edition: plan.Edition, folder: Path, tell: Tell = _nobody, *, cores: int = 0
) -> tuple[Path, ...]:
    """The PDFs that an edition brings, made in `folder`: for learners the packets alone, for facilitators all papers.

    `tell` hears how far it is. Raises Faults.
    """
    if edition == "learner":
        jobs = packets(found)
    else:
        order = papers.Order(modules=(), paper=paper_of(found))
        jobs = sets(found, all_orders(found.curriculum, order), bound=True)
    return write(folder, jobs, tell, cores=cores)


def packets(found: site.Effective) -> tuple[Job, ...]:
    """The packets that the learners' site offers, made from a value that holds nothing of the sessions."""
    paper, mark = paper_of(found), imprint(found)
    curriculum = found.curriculum
    documents = [papers.handed_to_learners(curriculum, one.module.id, mark, paper) for one in curriculum.ready]
    return _jobs(documents, site.epoch(curriculum))


def all_orders(curriculum: Curriculum, order: papers.Order) -> tuple[papers.Order, ...]:
    """An order for each session of the curriculum, otherwise like this one."""
    return tuple(replace(order, modules=(one.module.id,)) for one in curriculum.ready if one.session)


def _jobs(documents: Sequence[papers.Document], epoch: int) -> tuple[Job, ...]:
    jobs = tuple(_job(one, epoch) for one in documents)
    problems = [problem for job in jobs for problem in job.warnings]
    if any(problem.severity == "fault" for problem in problems):
        raise Faults(problems)
    return jobs


def _job(document: papers.Document, epoch: int) -> Job:
    made = html(document)
    return Job(document.name, made, document.order.paper, epoch, lint.problems(document.name, made))


def html(document: papers.Document) -> str:
    """The document as HTML, before it is set."""
    return render.document(document)


def write(folder: Path, jobs: Sequence[Job], tell: Tell = _nobody, *, cores: int = 0) -> tuple[Path, ...]:
    """Makes what has changed, on so many cores (0: all), and tells of each file and how many there will be.

    Returns the files of all jobs, in their order.
    """
    folder.mkdir(parents=True, exist_ok=True)
    known = _known(folder)
    due = [job for job in jobs if not _is_current(folder, job, known)]
    for number, (job, held) in enumerate(_made(folder, due, cores or os.cpu_count() or 1), 1):
        known = {**known, job.name: {"from": job.made_from, "held": held}}
        put(folder / MADE, json.dumps(known, indent=1, sort_keys=True).encode())
        tell(f"{number} of {len(due)}: {job.name}.pdf")
    return tuple(folder / f"{job.name}.pdf" for job in jobs)


def _made(folder: Path, due: Sequence[Job], cores: int) -> Iterator[tuple[Job, str]]:
    """Each job with the hash of its file, as they are done; on one core, or a single one, they are done here."""
    if cores == 1 or len(due) < 2:
        yield from ((job, _write(folder, job)) for job in due)
        return
    with ProcessPoolExecutor(min(cores, len(due)), mp_context=get_context("spawn")) as pool:
        longest = sorted(due, key=lambda job: -len(job.html))
        running = {pool.submit(_write, folder, job): job for job in longest}
        for done in as_completed(running):
            try:
                yield running[done], done.result()
            except BrokenProcessPool as broken:
                raise OSError(EINTR, "a process that makes PDFs was ended from outside; try again") from broken


def _write(folder: Path, job: Job) -> str:
    content = pdf.pdf(job.html, job.paper, job.epoch)
    put(folder / f"{job.name}.pdf", content)
    return hashlib.sha256(content).hexdigest()


def put(file: Path, content: bytes) -> None:
    """Whole or not at all: whoever reads the file meanwhile reads the old one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    other = file.with_name(f".{file.name}.new")
    other.write_bytes(content)
    other.replace(file)


def _known(folder: Path) -> Mapping[str, Mapping[str, str]]:
    try:
        found = json.loads((folder / MADE).read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_current(folder: Path, job: Job, known: Mapping[str, Mapping[str, str]]) -> bool:
    file, made = folder / f"{job.name}.pdf", known.get(job.name, {})
    if made.get("from") != job.made_from or not file.is_file():
        return False
    return hashlib.sha256(file.read_bytes()).hexdigest() == made.get("held")


def _program() -> str:
    """What makes the files: the library, our style sheets, and how we use both."""
    style = b"".join(file.read_bytes() for file in (*sorted(pdf.STYLE.iterdir()), Path(pdf.__file__)))
    return f"weasyprint {version('weasyprint')} {hashlib.sha256(style).hexdigest()}"
