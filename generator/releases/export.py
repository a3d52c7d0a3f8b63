"""Releases for hosts that know no links: a plain folder or a zip, for an intranet, a static host or a USB stick."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

from generator import durable
from generator.problems import Refused
from generator.releases.home import Home

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a zip: the same release gives the same bytes."""


def export(home: Home, edition: str, version: str, target: Path) -> int:
    """Writes one release, or all that is served where `version` is empty; returns how many files.

    `target` is a file that ends with .zip, or a folder that is not there yet or empty. Raises Refused.
    """
    top = home.release(version) / edition if version else home.link(edition)
    if not top.is_dir():
        raise Refused(f"{version or 'nothing'} is not there to be exported: was it pruned?")
    if (target.is_dir() and any(target.iterdir())) or (target.is_file() and target.suffix != ".zip"):
        raise Refused(f"{target} is there already, and not empty: name another folder, or a file that ends with .zip")
    files = sorted(_files(top))
    (_zip if target.suffix == ".zip" else _tree)(top, files, target)
    return len(files)


def _files(top: Path) -> Iterator[str]:
    for path, _, names in os.walk(top, followlinks=True):
        yield from (Path(path, name).relative_to(top).as_posix() for name in names)


def _tree(top: Path, files: list[str], target: Path) -> None:
    for path in files:
        durable.folder((target / path).parent)
        durable.copy(top / path, target / path, mode=0o644)


def _zip(top: Path, files: list[str], target: Path) -> None:
    """Written beside its place first: a reader of the zip never meets half of it."""
    making = target.with_name(f".{target.name}.new")
    try:
        with zipfile.ZipFile(making, "w") as packed:
            for path in files:
                entry = zipfile.ZipInfo(path, LONG_AGO)
                entry.create_system, entry.external_attr = 3, 0o644 << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(entry, (top / path).read_bytes())
        os.replace(making, target)
    finally:
        making.unlink(missing_ok=True)
