"""The live preview: makes the pages again when an author saves, and keeps the last good ones while a file is broken."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from generator import engine, plan, site, writer
from generator.problems import Faults, counted

PAUSE = 0.25
"""Seconds between two looks at the files."""
NOTICE = "This preview shows the last good version: {}. See the terminal."
"""What every page says while a file is broken."""

Stamp = tuple[tuple[str, int, int], ...]


def serve(
    root: Path, folder: Path, edition: plan.Edition, *, port: int, in_browser: bool, tell: Callable[[str], None]
) -> int:
    """Serves the site until the server ends; returns its exit code. Raises Faults when it cannot even begin."""
    shown = site.build(root, edition)
    writer.write(folder, shown)
    server = engine.served(folder, port=port, in_browser=in_browser)
    try:
        for _ in _changes(root, alive=lambda: server.poll() is None):
            shown, said = again(root, folder, edition, shown)
            tell(said)
    except KeyboardInterrupt:
        return 0
    finally:
        server.terminate()
        server.wait()
    return server.returncode


def again(root: Path, folder: Path, edition: plan.Edition, shown: writer.Site) -> tuple[writer.Site, str]:
    """The site that is shown from now on, and what to tell: with faults it is the last good one, under a banner."""
    started = time.perf_counter()
    try:
        made = site.build(root, edition)
    except Faults as faults:
        writer.write_settings(folder, writer.with_notice(shown.settings, NOTICE.format(counted(faults.problems))))
        return shown, f"{faults}\nthe last good pages stay up"
    writer.write(folder, made)
    return made, f"pages made again in {time.perf_counter() - started:.1f} s"


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
    return tuple(_stamps(files))


def _stamps(files: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    for file in files:
        with suppress(FileNotFoundError):  # an editor may replace it at this moment
            status = file.lstat()
            yield str(file), status.st_mtime_ns, status.st_size
