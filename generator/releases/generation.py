"""What is served after an event of the ledger: made apart, whole, then switched to in one step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator import durable, engine
from generator.problems import Refused
from generator.releases import manifest, notices, selector, state, store
from generator.releases.home import EDITIONS, Home
from generator.releases.state import Release, State

KEPT = 5
"""Generations that stay for readers who are on their way into one."""
Step = Callable[[str], None]


def settle(home: Home, step: Step) -> State:
    """Brings what is served to what the ledger says, whatever happened before; call it alone. Raises Refused."""
    ledger = home.ledger()
    number, found = len(ledger.events), state.of(ledger.events)
    served = max((_number(home, edition) for edition in EDITIONS), default=0)
    if served > number:
        raise Refused(
            f"{home.ledger_file} ends with event {number}, but event {served} is served: "
            "its end was cut off; restore it from a backup"
        )
    if found.live:
        _generate(home, number, found, step)
        for edition in EDITIONS:
            _switch(home, edition, number, step)
    _collect(home, number)
    store.collect(home, found, step)
    return found


def _number(home: Home, edition: str) -> int:
    """Which generation an edition serves; 0 where there is none yet."""
    link = home.link(edition)
    if link.is_symlink():
        part = Path(os.readlink(link)).parent.name
        return int(part) if part.isdecimal() else 0
    if link.exists():
        raise Refused(f"{link} was not made by publishing: move it away first")
    return 0


def _switch(home: Home, edition: str, number: int, step: Step) -> None:
    target = home.target(edition, number)
    if home.link(edition).is_symlink() and os.readlink(home.link(edition)) == target:
        return
    step(f"before switching {edition}")
    durable.folder(home.link(edition).parent)
    durable.point(home.link(edition), target)
    step(f"after switching {edition}")


def _generate(home: Home, number: int, found: State, step: Step) -> None:
    target = home.generation(number)
    if target.exists():
        return
    making = durable.folder(target.parent) / f".{number}"
    shutil.rmtree(making, ignore_errors=True)
    manifests = {release.version: _manifest(home, release) for release in found.newest_first}
    for edition in EDITIONS:
        step(f"before making {edition}")
        _edition(home, making / edition, edition, found, manifests)
    durable.sync_tree(making)
    os.rename(making, target)
    durable.sync(target.parent)


def _manifest(home: Home, release: Release) -> dict[str, Any]:
    file = home.manifest_file(release.version)
    if not file.is_file():
        raise Refused(f"{file} is missing, but the ledger says that {release.version} was published; restore it")
    return manifest.read(file)


def _edition(home: Home, folder: Path, edition: str, found: State, manifests: dict[str, dict[str, Any]]) -> None:
    durable.folder(folder)
    language = manifests[found.latest]["language"]
    for release in found.newest_first:
        if release.status == "live":
            _link(home, folder, edition, release.version)
            continue
        for path in manifest.html_of(manifests[release.version], edition):
            _put(folder / release.version / path, notices.gone(release, path, language=language))
    _latest(home.release(found.latest) / edition, folder / selector.ALIAS)
    pages = manifest.html_of(manifests[found.latest], edition)
    ever = {path for one in manifests.values() for path in manifest.html_of(one, edition)}
    for path in sorted(ever - set(pages)):
        _put(folder / selector.ALIAS / path, notices.left_out(path, language=language))
    for name, content in _beside(edition, found, manifests[found.latest], pages).items():
        _put(folder / name, content)


def _beside(edition: str, found: State, latest: dict[str, Any], pages: list[str]) -> dict[str, bytes]:
    """The files beside all versions."""
    language, address = latest["language"], latest["address"] if edition == "learner" else None
    hidden = [release.version for release in found.newest_first if release.status != "live"]
    files = {
        selector.NAME: selector.versions_json(found),
        "index.html": notices.entrance(language=language),
        "404.html": notices.missing(address, language=language),
        "robots.txt": notices.robots(edition, hidden, address),
        notices.SHEET: notices.STYLE.read_bytes(),
        "_headers": engine.headers().encode(),
    }
    return files | ({"sitemap.xml": notices.sitemap(address, pages, latest["date"])} if address else {})


def _link(home: Home, folder: Path, edition: str, version: str) -> None:
    if not (home.release(version) / edition).is_dir():
        raise Refused(f"{home.release(version)} is missing, but the ledger says that it is public; restore it")
    (folder / version).symlink_to(f"../../../releases/{version}/{edition}")


def _latest(release: Path, target: Path) -> None:
    """The latest release once more, as links to its files: pages that it no longer has can stand beside them."""
    durable.folder(target)
    for path in manifest.paths(release):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(release / path, target / path)
        except OSError:  # a file system without links, or too many of them
            durable.copy(release / path, target / path, mode=store.FIXED)
    for folder, _, _ in os.walk(target):
        Path(folder).chmod(0o755)


def _put(file: Path, content: bytes) -> None:
    durable.folder(file.parent)
    durable.write(file, content)


def _collect(home: Home, number: int) -> None:
    """Removes generations that nobody can be on the way into, and those that were never finished."""
    folder = home.store / "generations"
    for entry in sorted(folder.iterdir()) if folder.is_dir() else []:
        if not entry.name.isdecimal() or int(entry.name) <= number - KEPT:
            shutil.rmtree(entry)
