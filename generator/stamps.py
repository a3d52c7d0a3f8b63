"""What a finished site was made from, so that it is made again only when something has changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from generator import folders

NAME = "inputs.sha256"
"""The file beside a finished site that says what it was made from."""
PROGRAM = Path(__file__).parent
LIBRARIES = ("mkdocs", "mkdocs-material", "markdown", "pydantic", "jinja2", "weasyprint")


def is_current(target: Path, made_from: str) -> bool:
    """True where a finished site stands in `target` that was made from just these files."""
    stamp = target / NAME
    return stamp.is_file() and (target / "site/index.html").is_file() and stamp.read_text() == made_from


def digest(root: Path, organization: str, *, within: Path | None = None, pdf: bool = False) -> str:
    """What a site is made from, as one hash: the base, the organization's folder, the generator and its libraries.

    A site with its PDFs is another one than the same site without them.
    """
    parts = [_base_digest(root.resolve()), f"pdf {pdf}"]
    if organization:
        parts.append(overlay(folders.organization(root, organization, within=within)))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def base_content(root: Path) -> str:
    """The hash of what authors wrote for the base: the spine and its content."""
    content = _files(root / "content", root / folders.ORGANIZATIONS)
    return _files_digest(root, [root / "curriculum.yaml", *content])


def overlay(folder: Path) -> str:
    """The hash of an organization's folder."""
    return _files_digest(folder, _files(folder))


def file(path: Path) -> str:
    """The hash of one file, or of nothing where it is missing."""
    return hashlib.sha256(path.read_bytes() if path.is_file() else b"").hexdigest()


@cache
def _base_digest(root: Path) -> str:
    content = (file for file in _files(root / "content", root / folders.ORGANIZATIONS))
    spine = [root / "curriculum.yaml", *(file for file in [root / "mkdocs.yml"] if file.is_file())]
    parts = [
        *(f"{name} {version(name)}" for name in LIBRARIES),
        _files_digest(root, [*spine, *content]),
        _files_digest(PROGRAM.parent, [PROGRAM.parent / "mkdocs.yml", *_files(PROGRAM)]),
    ]
    return "\n".join([*parts, os.environ.get("SOURCE_DATE_EPOCH", "")])


def _files(top: Path, without: Path | None = None) -> Iterator[Path]:
    for path, below, names in os.walk(top):
        below[:] = sorted(name for name in below if name != "__pycache__" and Path(path, name) != without)
        yield from (Path(path, name) for name in sorted(names))


def _files_digest(top: Path, files: Iterable[Path]) -> str:
    found = hashlib.sha256()
    for file in files:
        found.update(f"{os.path.relpath(file, top)}\0".encode())
        content = os.readlink(file).encode() if file.is_symlink() else file.read_bytes()
        found.update(hashlib.sha256(content).digest())
    return found.hexdigest()
