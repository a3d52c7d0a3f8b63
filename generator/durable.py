"""Writing that survives a power cut: what these functions have returned from is on the disk."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path


def write(file: Path, content: bytes, *, mode: int = 0o644) -> None:
    """A new file with this content; its folder is still to be synced."""
    with file.open("xb") as opened:
        opened.write(content)
        os.fchmod(opened.fileno(), mode)  # whatever the umask is, a web server must be able to read it
        os.fsync(opened.fileno())


def copy(start: Path, target: Path, *, mode: int) -> None:
    """A copy of a file; its folder is still to be synced."""
    with start.open("rb") as source, target.open("xb") as opened:
        shutil.copyfileobj(source, opened)
        opened.flush()
        os.fchmod(opened.fileno(), mode)
        os.fsync(opened.fileno())


def replace(file: Path, content: bytes, *, beside: Path) -> None:
    """A file with other content, in one step: whoever reads it finds the old or the new, whole.

    The new one is written in the folder `beside` first, which must lie on the same disk.
    """
    new = beside / f".{file.name}.new"
    new.unlink(missing_ok=True)
    write(new, content, mode=stat.S_IMODE(file.stat().st_mode) if file.exists() else 0o644)
    os.replace(new, file)
    sync(file.parent)


def append(file: Path, line: bytes, *, keeping: int) -> None:
    """Adds a line after the first `keeping` bytes of a file, and cuts away what a killed process left behind them."""
    with file.open("ab") as opened:
        os.truncate(opened.fileno(), keeping)
        opened.write(line)
        opened.flush()
        os.fsync(opened.fileno())
    sync(file.parent)


def folder(path: Path) -> Path:
    """A folder that others may read, made where it is missing."""
    if not path.is_dir():
        folder(path.parent)
        path.mkdir(exist_ok=True)
        path.chmod(0o755)
        sync(path.parent)
    return path


def sync(path: Path) -> None:
    """The names in one folder are on the disk."""
    number = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def sync_tree(top: Path) -> None:
    """The names in a folder and in all below it are on the disk."""
    for path, _, _ in os.walk(top):
        sync(Path(path))


def point(link: Path, target: str) -> None:
    """Lets a symbolic link lead to `target`, in one step: at no moment is it missing."""
    new = link.with_name(f".{link.name}.new")
    new.unlink(missing_ok=True)
    new.symlink_to(target)
    os.replace(new, link)
    sync(link.parent)
