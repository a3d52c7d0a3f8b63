"""The manifest of a release: what it holds, byte by byte, and what it was made from."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NOT_OF_A_RELEASE = frozenset({"404.html", "sitemap.xml", "sitemap.xml.gz", "_headers"})
"""What the engine writes for a site as a whole; here it stands once, beside all versions."""


@dataclass(frozen=True)
class Candidate:
    """A finished release that is not public yet: a folder of files for each edition, and the facts of its manifest."""

    organization: str
    version: str
    title: str
    date: str
    sites: Mapping[str, Path]
    address: str | None = None
    language: str = "en-US"
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What it was made from: base, overlay, tools, pages, parts, decisions."""


@dataclass(frozen=True)
class File:
    """One file of an edition, by its path in the site."""

    path: str
    sha256: str
    size: int


Files = Mapping[str, tuple[File, ...]]


def files(sites: Mapping[str, Path]) -> Files:
    """Each file of each edition, in the order of their paths."""
    return {edition: tuple(_files(top)) for edition, top in sorted(sites.items())}


def _files(top: Path) -> Iterator[File]:
    for path in sorted(paths(top)):
        if path not in NOT_OF_A_RELEASE:
            content = (top / path).read_bytes()
            yield File(path, hashlib.sha256(content).hexdigest(), len(content))


def paths(top: Path) -> Iterator[str]:
    """The path of everything below a folder that is not itself a folder; a link is never followed."""
    for path, below, names in os.walk(top):
        linked = [name for name in below if Path(path, name).is_symlink()]
        yield from (Path(path, name).relative_to(top).as_posix() for name in (*names, *linked))


def digest(found: Files) -> str:
    """The hash over all files of a release: the same bytes at the same paths give the same one."""
    lines = (f"{edition}/{file.path}\0{file.sha256}\n" for edition in sorted(found) for file in found[edition])
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def written(candidate: Candidate, found: Files, previous: Mapping[str, str] | None) -> bytes:
    """The manifest as a file; `previous` is the release published before: its version and its digest."""
    listed = {edition: [vars(file) for file in found[edition]] for edition in found}
    whole = {
        "schema": 1,
        "organization": candidate.organization,
        "version": candidate.version,
        "title": candidate.title,
        "date": candidate.date,
        "address": candidate.address,
        "language": candidate.language,
        "digest": digest(found),
        "previous": previous,
        **candidate.facts,
        "files": listed,
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def read(file: Path) -> dict[str, Any]:
    """A manifest as it was written."""
    found = json.loads(file.read_bytes())
    assert isinstance(found, dict)
    return found


def files_of(found: Mapping[str, Any]) -> Files:
    """The files that a manifest lists."""
    return {edition: tuple(File(**one) for one in listed) for edition, listed in found["files"].items()}


def html_of(found: Mapping[str, Any], edition: str) -> list[str]:
    """The pages of an edition, by path."""
    return [one["path"] for one in found["files"].get(edition, ()) if one["path"].endswith(".html")]
