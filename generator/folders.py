"""Where things lie: the organizations of a curriculum, and the sites that are made of it."""

from __future__ import annotations

from pathlib import Path

ORGANIZATIONS = "content/organizations"
BASE = "base"
"""The folder of the sites without an organization."""


def organizations(root: Path, *, within: Path | None = None) -> list[str]:
    """The organizations of a curriculum, in alphabetical order; those in the folder `within`, where it is given."""
    folder = home(root, within=within)
    return sorted(entry.name for entry in folder.iterdir() if entry.name[0] not in "._") if folder.is_dir() else []


def organization(root: Path, name: str, *, within: Path | None = None) -> Path:
    """Where an organization's folder is."""
    return home(root, within=within) / name


def home(root: Path, *, within: Path | None = None) -> Path:
    """The folder that holds the organizations: `within`, or the curriculum's own."""
    return within or root / ORGANIZATIONS


def called(*, within: Path | None = None) -> str:
    """What that folder is called in what people are told."""
    return within.as_posix() if within else ORGANIZATIONS


def target(out: Path, name: str, edition: str) -> Path:
    """Where a site is written; without a name, that of the base."""
    return out / (name or BASE) / edition
