"""The lock of an organization and the base texts that it names, as they lie in its folder."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generator import durable
from generator.model import lock as model
from generator.overlay import wording
from generator.overlay.folder import KEPT, LOCK
from generator.problems import Faults, Place, Problem


def read(folder: Path, label: str) -> model.Lock | None:
    """The lock in an organization's folder, called `label`; None where there is none yet. Raises Faults."""
    file = folder / LOCK
    if not file.exists():
        return None
    try:
        return model.read(file.read_text(encoding="utf-8"))
    except ValueError as error:
        what = "the file is not as `dyad org accept` writes it"
        advice = "take it from your last copy, or remove it and decide again"
        raise Faults([Problem(Place(f"{label}/{LOCK}"), what, advice)]) from error


def kept(folder: Path, digest: str | None) -> str | None:
    """The base text with this hash; None where it is missing, or was changed since it was kept."""
    if not digest:
        return None
    file = folder / KEPT / f"{digest}.md"
    if file.is_symlink() or not file.is_file():
        return None
    text = file.read_text(encoding="utf-8", errors="replace")
    return text if wording.digest(text) == digest else None


def keep(folder: Path, texts: Iterable[str]) -> None:
    """Keeps base texts by their hashes; what is there already is left alone. They are on the disk afterwards."""
    for digest, text in sorted({wording.digest(text): text for text in texts}.items()):
        if kept(folder, digest) is None:
            below = durable.folder(folder / KEPT)
            durable.replace(below / f"{digest}.md", text.encode(), beside=below)


def write(folder: Path, state: model.State, following: model.State | None = None) -> None:
    """Puts another lock in place of the one that is there, in one step."""
    text = model.written(state, following)
    durable.replace(folder / LOCK, text.encode(), beside=durable.folder(folder / KEPT))


def forget(folder: Path, named: Container[str]) -> None:
    """Takes away the base texts whose hashes are not named."""
    for file in (folder / KEPT).glob("*.md"):
        if file.stem not in named:
            file.unlink()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else decides for this organization meanwhile; a process that dies lets go. Raises OSError."""
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise OSError(errno.EAGAIN, "somebody else is deciding here; try again when they are done", folder) from error
    finally:
        os.close(number)


def listing(things: Mapping[str, str]) -> str:
    """What a base has, one line each: a target, and the beginning of the hash of what it says."""
    return "\n".join(f"{target} {wording.digest(text)[:12]}" for target, text in sorted(things.items())) + "\n"


def listed(text: str) -> dict[str, str]:
    """What a listing says: short hashes by target."""
    return dict(line.split(" ", 1) for line in text.splitlines() if " " in line)
