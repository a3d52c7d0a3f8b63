"""The live preview: makes the pages again when an author saves, and keeps the last good ones while a file is broken."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from generator import engine, site, writer
from generator.problems import Faults

PAUSE = 0.25
"""Seconds between two looks at the files."""

Stamp = tuple[tuple[str, int, int], ...]


def serve(root: Path, folder: Path, *, port: int, in_browser: bool, tell: Callable[[str], None]) -> int:
    """Serves the site until the server ends; returns its exit code. Raises Faults when it cannot even begin."""
    writer.write(folder, site.build(root))
    server = engine.served(folder, port=port, in_browser=in_browser)
    try:
        for _ in _changes(root, alive=lambda: server.poll() is None):
            tell(_again(root, folder))
    except KeyboardInterrupt:
        return 0
    finally:
        server.terminate()
        server.wait()
    return server.returncode


def _again(root: Path, folder: Path) -> str:
    started = time.perf_counter()
    try:
        made = site.build(root)
    except Faults as faults:
        return f"{faults}\nthe last good pages stay up"
    writer.write(folder, made)
    return f"pages made again in {time.perf_counter() - started:.1f} s"


def _changes(root: Path, *, alive: Callable[[], bool]) -> Iterator[None]:
    """Yields once for each time that something was saved, while the server lives."""
    before = _stamp(root)
    while alive():
        time.sleep(PAUSE)
        now = _stamp(root)
        if now != before:
            before = now
            yield


def _stamp(root: Path) -> Stamp:
    files = [root / "curriculum.yaml", root / "mkdocs.yml", *sorted((root / "content").rglob("*"))]
    found = ((file, file.lstat()) for file in files if file.exists())
    return tuple((str(file), status.st_mtime_ns, status.st_size) for file, status in found)
