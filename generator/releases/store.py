"""Releases on the disk: whole or not there, never changed, identical files stored once."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import mkdtemp

from generator import durable
from generator.releases import manifest
from generator.releases.home import Home
from generator.releases.state import State

FIXED = 0o444


@contextmanager
def staging(home: Home) -> Iterator[Path]:
    """A folder of our own beside the releases; it is gone when we are done, whatever happens."""
    with ExitStack() as held:
        with home.alone():  # so that nobody collects the folder before it is locked
            made = Path(mkdtemp(dir=durable.folder(home.store / "staging")))
            held.callback(shutil.rmtree, made, ignore_errors=True)
            ours = held.enter_context((made / "lock").open("wb"))
            fcntl.flock(ours, fcntl.LOCK_EX)  # tells it from the folder of a process that was killed
        yield made


def put(home: Home, staged: Path, version: str) -> None:
    """Moves a staged release to its place. One that a killed process left there was never public, and gives way."""
    target = home.release(version)
    durable.folder(target.parent)
    if target.exists():
        shutil.rmtree(target)
    durable.sync_tree(staged)
    os.rename(staged, target)
    durable.sync(target.parent)


def stage(home: Home, staged: Path, sites: Mapping[str, Path], found: manifest.Files, state: State) -> None:
    """Fills a staged release; a file that an earlier release has as well becomes a link to it."""
    kept = _kept(home, state)
    durable.folder(staged)
    for edition, listed in found.items():
        for file in listed:
            source, target = sites[edition] / file.path, staged / edition / file.path
            durable.folder(target.parent)
            if not _linked(kept.get(file.sha256), source, target):
                durable.copy(source, target, mode=FIXED)
            kept.setdefault(file.sha256, target)


def _linked(kept: Path | None, source: Path, target: Path) -> bool:
    """True where the file could be linked; what was altered on the disk since is not passed on."""
    if kept is None or not kept.is_file() or kept.read_bytes() != source.read_bytes():
        return False
    try:
        os.link(kept, target)
    except OSError:  # a file system without links, or too many of them: a copy does as well
        return False
    return True


def _kept(home: Home, state: State) -> dict[str, Path]:
    """Where the files of the releases are that can be read, by their hash."""
    kept: dict[str, Path] = {}
    for release in state.live:
        lists = home.manifest_file(release.version)
        listed = manifest.files_of(manifest.read(lists)) if lists.is_file() else {}
        for edition, found in listed.items():
            for file in found:
                kept[file.sha256] = home.release(release.version) / edition / file.path
    return kept


def collect(home: Home, state: State, step: Callable[[str], None]) -> None:
    """Removes what killed processes left, and the files of releases that are pruned. Nobody is served any of it."""
    for entry in _entries(home.store / "staging"):
        if _is_left(entry):
            step("collect staging")
            shutil.rmtree(entry, ignore_errors=True)
    for entry in _entries(home.store / "releases"):
        found = state.releases.get(entry.name)
        if found is None:
            step("collect orphan")
            shutil.rmtree(entry)
        elif found.status == "pruned":
            for edition in (one for one in _entries(entry) if one.is_dir()):
                step("collect pruned")
                shutil.rmtree(edition)


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _is_left(entry: Path) -> bool:
    """True where the process that made a folder is gone."""
    try:
        with (entry / "lock").open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
