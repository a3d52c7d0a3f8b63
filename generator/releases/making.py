"""A release made from the authors' files: gates, both editions, the page that tells what is new, the facts."""

from __future__ import annotations

import errno
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator import approvals, engine, isolation, organizations, plan, printing, render, site, stamps, writer
from generator.overlay.folder import LOCK
from generator.problems import Faults, Problem, Refused
from generator.releases import changes, contents, desk, gates, manifest, selector, state
from generator.releases.home import Home
from generator.releases.manifest import Candidate
from generator.words import word

SCRIPT, STYLE = "assets/dyad/versions.js", "assets/dyad/versions.css"
EDITIONS: tuple[plan.Edition, ...] = ("learner", "facilitator")
Tell = Callable[[str], None]


def candidate(
    root: Path,
    home: Home,
    out: Path,
    tell: Tell,
    *,
    papers: bool = True,
    approved: bool = False,
    within: Path | None = None,
) -> Candidate:
    """Builds what the overlay names as its release, below `out`; raises Faults with all that keeps it from that.

    Without `papers`, the PDFs are left out; `approved` wants each module approved as it is. `within` is the
    folder that holds the organizations.
    """
    asked = gates.passed(root, home.organization, within=within, approved=approved)
    found, overlay = asked.found, asked.found.overlay
    assert overlay and overlay.release
    made: dict[str, writer.Site] = {edition: site.made(found, root, edition) for edition in EDITIONS}
    facts = _facts(asked, root, made)
    notes = changes.between(_before(home, overlay.release.version), {"version": overlay.release.version, **facts})
    sites: dict[str, Path] = {}
    for edition in EDITIONS if papers else ():
        printed = printing.for_site(found, edition, out / "printed" / edition, tell)
        made[edition] = site.made(found, root, edition, printed)
    with engine.Engine() as started:
        for edition in EDITIONS:
            tell(f"building the {edition}s' site of {overlay.release.version}")
            released = as_release(made[edition], notes, edition, found.curriculum.spine.language)
            sites[edition] = _built(started, out / edition, released)
    return Candidate(
        organization=home.organization,
        version=overlay.release.version,
        title=overlay.release.title or "",
        date=overlay.release.date,
        sites=sites,
        address=overlay.organization.address,
        language=found.curriculum.spine.language,
        facts={key: value for key, value in facts.items() if key != "files"},
    )


def as_release(made: writer.Site, notes: changes.Changes, edition: plan.Edition, language: str) -> writer.Site:
    """An edition as it is published: with the selector, the page of changes, and `latest/` as its address."""
    page = render.markdown(
        "releases/changes", language, notes=notes, pages=getattr(notes, f"{edition}s"), edition=edition
    )
    settings = dict(made.settings)
    settings["nav"] = [*made.settings["nav"], {word(language, "What is new"): contents.CHANGES}]
    settings["extra_css"] = [*made.settings["extra_css"], STYLE]
    settings["extra_javascript"] = [*made.settings["extra_javascript"], {"path": SCRIPT, "defer": True}]
    if "site_url" in made.settings:
        settings["site_url"] = f"{made.settings['site_url']}{selector.ALIAS}/"
    return replace(made, pages={**made.pages, contents.CHANGES: page}, settings=settings)


def _built(started: engine.Engine, folder: Path, made: writer.Site) -> Path:
    writer.write(folder, made)
    try:
        return started.build(folder, epoch=made.epoch)
    except engine.EngineFailed as failed:
        if f"[Errno {errno.ENOSPC}]" in str(failed):
            raise OSError(errno.ENOSPC, "no space left on the disk", str(folder)) from failed
        raise


def _before(home: Home, wanted: str) -> Mapping[str, Any] | None:
    """The manifest of the release before this version."""
    known = state.of(home.ledger().events)
    earlier = [one.version for one in known.newest_first if one.order < state.order(wanted)]
    return manifest.read(home.manifest_file(earlier[0])) if earlier else None


def _facts(asked: gates.Asked, root: Path, made: Mapping[str, writer.Site]) -> dict[str, Any]:
    overlay = asked.found.overlay
    assert overlay
    base = site.effective(root, base=asked.base)
    pages: dict[str, Any] = {
        edition: contents.pages(made[edition], site.made(base, root, edition)) for edition in EDITIONS
    }
    return {
        "base": {"version": overlay.base, "digest": stamps.base_content(root)},
        "overlay": {"digest": stamps.overlay(asked.layer.folder)},
        "lock": {"digest": stamps.file(asked.layer.folder / LOCK)},
        "tools": {name: version(name) for name in ("dyad", *stamps.LIBRARIES)},
        "epoch": made["learner"].epoch,
        "approvals": [_approval(one) for one in approvals.state(asked.found) if one.state == "approved"],
        "decisions": list(decisions(asked)),
        "files": {},
        **contents.facts(pages, asked.found.curriculum),
    }


def _approval(one: approvals.Standing) -> dict[str, str]:
    assert one.approval
    return {"id": one.module, "by": one.approval.by, "on": one.approval.on, "sha256": one.approval.sha256}


def decisions(asked: gates.Asked) -> Iterator[dict[str, str]]:
    """Who decided what for each change, when and why, as the organization's lock and overlay have it."""
    locked = asked.drift.locked
    said: dict[str, dict[str, str]] = {}
    for target, record in sorted(locked.overrides.items()) if locked else ():
        said[target] = {"target": target, "operation": record.operation}
        for way, decision in (("kept", record.kept), ("merged", record.merged)):
            said[target] |= decision.model_dump(exclude_defaults=True) | {"decided": way} if decision else {}
    for name, change in sorted(asked.layer.overlay.modules.items()):
        if change.why:
            target = f"modules.{name}"
            said[target] = {"target": target, "why": change.why} | said.get(target, {})
    yield from said.values()


def publish(
    root: Path,
    home: Home,
    out: Path,
    *,
    by: str,
    papers: bool,
    tell: Tell,
    approved: bool = False,
    within: Path | None = None,
) -> tuple[str, bool]:
    """Builds and publishes a release; returns its version, and whether it is new. Raises Faults, Refused, OSError."""
    made = _apart(root, home, out, tell, papers, approved, within)
    tell(f"publishing {made.version}")
    return made.version, desk.publish(home, made, by=by)


def _apart(*task: Any) -> Candidate:
    """What `candidate` makes, in a process with limits and without secrets; `tell` must be known to other processes."""
    for _, found in isolation.run(_made, [task], at_once=1, limits=organizations.WITH_PDFS):
        if isinstance(found, Candidate):
            return found
        if isinstance(found, isolation.Ended):
            raise OSError(errno.ECANCELED, found.why)
        raise Faults(found) if isinstance(found, tuple) else found
    raise AssertionError("a task has a result")


def _made(
    root: Path, home: Home, out: Path, tell: Tell, papers: bool, approved: bool, within: Path | None
) -> Iterator[Candidate | tuple[Problem, ...] | Exception]:
    try:
        yield candidate(root, home, out, tell, papers=papers, approved=approved, within=within)
    except Faults as faults:
        yield faults.problems
    except (OSError, Refused, engine.EngineFailed) as error:
        yield error
    except MemoryError:
        raise
    except Exception:
        yield RuntimeError(traceback.format_exc())


def is_there(root: Path, home: Home, *, within: Path | None = None) -> str:
    """The version that the overlay names, where it is published already; raises Faults."""
    release = site.overlay_of(root, home.organization, within=within).overlay.release
    known = state.of(home.ledger().events)
    return release.version if release and release.version in known.releases else ""
