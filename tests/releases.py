"""Releases for tests: small folders that were never built, and processes that publish them."""

from __future__ import annotations

import os
import signal
import sys
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path
from tempfile import mkdtemp

from generator.problems import Refused
from generator.releases import desk
from generator.releases.home import EDITIONS, Home
from generator.releases.manifest import Candidate

REFUSED, NOT_NEW = 1, 9
PAGES = ("index.html", "modules/trust.html", "modules/roles.html", "assets/dyad/dyad.css")


def candidate(top: Path, version: str, *, org: str = "riverside", text: str = "", **more: str) -> Candidate:
    """A release whose pages all name its version and `text`; `more` adds pages, `__` in a name is a slash."""
    sites = {edition: top / f"{org}-{version}-{edition}" for edition in EDITIONS}
    for edition, folder in sites.items():
        pages = {path: f"{org} {edition} {version} {path} {text}" for path in PAGES if path.endswith(".html")}
        pages |= {name.replace("__", "/") + ".html": content for name, content in more.items()}
        for path, content in ({"assets/dyad/dyad.css": "same everywhere"} | pages).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(content)
    return Candidate(org, version, f"Title {version}", "2026-11-21", sites, f"https://{org}.example/learn/")


def home(tmp_path: Path, org: str = "riverside") -> Home:
    return Home(tmp_path / "published", org)


def served(where: Home, edition: str = "learner") -> dict[str, str]:
    """Every file that a web server would give, by path; links are followed as it follows them."""
    top = where.link(edition)
    found = {}
    for path, _, names in os.walk(top, followlinks=True):
        for name in names:
            file = Path(path, name)
            found[file.relative_to(top).as_posix()] = file.read_text(encoding="utf-8")
    return found


def publishing(top: Path, version: str, *, org: str = "riverside", text: str = "", step: str = "") -> ForkProcess:
    """A process that publishes, and is killed before that step. It ends with 0, REFUSED or NOT_NEW.

    It is a fork of this one: loading the program anew would take longer than publishing.
    """
    made = candidate(Path(mkdtemp(dir=top)), version, org=org, text=text)
    process = get_context("fork").Process(target=_publish, args=(Home(top / "published", org), made, step))
    process.start()
    return process


def _publish(where: Home, made: Candidate, last: str) -> None:
    def step(name: str) -> None:
        if name == last:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        sys.exit(0 if desk.publish(where, made, step=step) else NOT_NEW)
    except Refused:
        sys.exit(REFUSED)
