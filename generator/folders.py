"""Where things lie: the organizations of a curriculum, and the sites that are made of it."""

from __future__ import annotations

from pathlib import Path

ORGANIZATIONS = "content/organizations"
BASE = "base"
"""The folder of the sites without an organization."""


def organizations(root: Path) -> list[str]:
    """The organizations of a curriculum, in alphabetical order."""
    folder = root / ORGANIZATIONS
    return sorted(entry.name for entry in folder.iterdir() if entry.name[0] not in "._") if folder.is_dir() else []


def organization(root: Path, name: str) -> Path:
    """Where an organization's folder is."""
    return root / ORGANIZATIONS / name


def target(out: Path, name: str, edition: str) -> Path:
    """Where a site is written; without a name, that of the base."""
    return out / (name or BASE) / edition
