"""The path from authors' files to finished pages, as one short read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from generator import checks, parse, plan, render, source, writer
from generator.model import Curriculum
from generator.problems import Faults

SHARED = Path(__file__).parents[1] / "mkdocs.yml"
"""The engine's settings for a curriculum that brings none of its own."""


def curriculum(root: Path, *, drafts: bool = True) -> Curriculum:
    """The checked curriculum below `root`; raises Faults with everything that is wrong in any file.

    `drafts=False` leaves out what is written for planned modules: no page shows it, no fault in it matters yet.
    """
    sources = source.read(root, drafts=drafts)
    parsed = parse.curriculum(sources)
    found = checks.problems(parsed.curriculum, _offered()) if parsed.curriculum else ()
    problems = [*parsed.problems, *(sources.sharpened(problem) for problem in found)]
    if problems or parsed.curriculum is None:
        raise Faults(problems)
    return parsed.curriculum


def _offered() -> checks.Offered:
    return checks.Offered(templates=render.names("modules"), icons=render.names("icons"))


def build(root: Path, edition: plan.Edition = "learner") -> writer.Site:
    """Everything between the author's files and the finished pages of one edition."""
    return made(curriculum(root, drafts=False), root, edition)


def made(checked: Curriculum, root: Path, edition: plan.Edition) -> writer.Site:
    """The finished pages of one edition; the settings for the engine come from `root`."""
    planned = plan.pages(checked, edition)
    pages = {page.path: render.page(page) for page in planned}
    settings = writer.settings(
        source.settings(next(file for file in (root / "mkdocs.yml", SHARED) if file.exists())),
        name=checked.spine.title,
        nav=plan.nav(checked, planned, edition),
        address=checked.spine.address,
        edition=edition,
    )
    return writer.Site(pages, settings, epoch(checked))


def epoch(checked: Curriculum) -> int:
    """The date of the site, in seconds since 1970: that of its latest review."""
    latest = max(module.review.last for module in checked.spine.modules)
    return int(datetime.fromisoformat(latest).replace(tzinfo=UTC).timestamp())
