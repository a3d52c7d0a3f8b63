"""An organization's folder: data only. Listed files pass, and nothing leads out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator import folders, source
from generator.overlay import pictures
from generator.problems import Faults, Place, Problem, unknown
from generator.source import MODULE_FILES, Sources, TextFile, YamlFile

LOCK = "overlay.lock.json"
APPROVALS = "approvals.json"
"""Who approved which module: see approvals.py."""
KEPT = ".base"
"""Where the base texts are that overrides were written against."""
LISTED = re.compile(
    r"overlay\.yaml|overlay\.lock\.json|approvals\.json|text/[a-z0-9][a-z0-9-]*\.md"
    rf"|modules/x-[a-z0-9-]+/(?:module\.yaml|{'|'.join(map(re.escape, MODULE_FILES))})"
    r"|tools/x-[a-z0-9-]+\.yaml"
    r"|assets/[a-z0-9][a-z0-9-]*\.(?:svg|png|jpg|webp)"
)
FOLDER = re.compile(r"text|assets|tools|modules|modules/x-[a-z0-9-]+")
NAME = re.compile(r"[a-z][a-z0-9-]{0,62}")


def pictures_of(folder: Path) -> frozenset[str]:
    """The pictures of an organization, by their path in its folder."""
    assets = folder / "assets"
    return frozenset(f"assets/{file.name}" for file in assets.iterdir()) if assets.is_dir() else frozenset()


def read(root: Path, name: str, *, within: Path | None = None) -> Sources:
    """The files of an organization by their path in its folder; their places have the whole path."""
    called, top = folders.called(within=within), folders.organization(root, name, within=within)
    label = f"{called}/{name}"
    problems: list[Problem] = []
    known = folders.organizations(root, within=within)
    if not NAME.fullmatch(name):
        raise Faults([Problem(Place(called), f"the name '{name}' of an organization is not usable")])
    if name not in known:
        raise Faults([unknown(Place(called), "organization", name, known)])
    for part in (top,) if within else (top.parent, top):
        if part.is_symlink() or not part.is_dir():
            raise Faults([Problem(Place(label), "this is not a folder", "expected one folder for each organization")])
    yaml_files: dict[str, YamlFile] = {}
    texts: dict[str, TextFile] = {}
    for file, inside in _files(top, "", label, problems):
        try:
            if file.suffix in (".yaml", ".md"):
                made = source.read_file(file, f"{label}/{inside}")
                if isinstance(made, TextFile):
                    texts[inside] = made
                else:
                    yaml_files[inside] = made
            elif file.suffix != ".json":
                problems += pictures.problems(file, f"{label}/{inside}")
        except Faults as faults:
            problems += faults.problems
    if "overlay.yaml" not in yaml_files:
        missing = Problem(Place(f"{label}/overlay.yaml"), "the file is missing", "every organization has one")
        raise Faults(problems or [missing])
    return Sources(yaml_files, texts, tuple(problems))


def _files(folder: Path, below: str, label: str, problems: list[Problem]) -> Iterator[tuple[Path, str]]:
    """Every listed file, with its path in the organization's folder; what is not listed is told."""
    for entry in sorted(folder.iterdir()):
        inside = f"{below}{entry.name}"
        place = Place(f"{label}/{inside}")
        if entry.is_symlink():
            problems.append(Problem(place, "this is a symbolic link", "put what it leads to in its place"))
        elif entry.name == KEPT and not below:
            continue
        elif entry.is_dir() and FOLDER.fullmatch(inside):
            yield from _files(entry, f"{inside}/", label, problems)
        elif entry.is_file() and LISTED.fullmatch(inside):
            yield entry, inside
        else:
            expected = "expected overlay.yaml, text/*.md, modules/x-*/, tools/x-*.yaml, or pictures in assets/"
            problems.append(Problem(place, "this does not belong in an organization’s folder", expected))
