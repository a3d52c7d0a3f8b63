"""A new organization: a commented overlay that builds at once, from nothing or from a shipped example."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator import drift, folders, site, source
from generator.overlay import Layer, folder, own
from generator.problems import Faults, Place, Problem, shortened, unknown

STARTER = Path(__file__).parent / "overlay/starter.yaml"
EXAMPLE = "example-"
"""What the ids of made-up organizations begin with."""
BLOCK = re.compile(r"^(?P<key>[a-z]+):.*\n(?:(?:[ #].*)?\n)*", re.M)
"""A key at the left margin of an overlay.yaml, with all that stands below it."""
OF_ONE = frozenset({"schema", "organization", "base", "locale", "contacts", "release", "branding"})
"""What an organization says of itself: no copy has it."""
COPIED = re.compile(r"text/.*|modules/.*|tools/.*")


@dataclass(frozen=True)
class Begun:
    """Where the new organization lies, and the files that still speak of the example that it was made from."""

    folder: Path
    speaking: tuple[str, ...] = ()


def begin(root: Path, name: str, title: str, *, example: str = "", within: Path | None = None) -> Begun:
    """Makes the folder of an organization called `title`; where that cannot be, raises Faults and writes nothing."""
    base = source.read(root)
    version = site.effective(root, base=base).curriculum.spine.version
    problems = list(_refusals(root, name, title, within))
    layer = _example(root, example, within, problems) if example else None
    if problems:
        raise Faults(problems)
    made = folders.organization(root, name, within=within)
    files = {"overlay.yaml": _overlay(root, made, name, title, version)}
    if layer:
        files |= _copied(layer)
        files["overlay.yaml"] += _operations(layer)
    _write(made, files)
    try:
        drift.accept(root, name, within=within)
    except Faults:
        shutil.rmtree(made)
        raise
    return Begun(made, tuple(_speaking(layer, files)) if layer else ())


def _refusals(root: Path, name: str, title: str, within: Path | None) -> Iterator[Problem]:
    place = Place(folders.called(within=within))
    if not folder.NAME.fullmatch(name):
        near = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-0123456789")
        what = f"the id '{shortened(name)}' is not usable"
        yield Problem(
            place, what, "expected lower-case letters, digits and hyphens, beginning with a letter", near[:63]
        )
    elif name in own.RESERVED:
        yield own.reserved(place, name)
    elif name.startswith(EXAMPLE):
        yield Problem(place, f"the id '{name}' begins with '{EXAMPLE}'", "only made-up organizations are called so")
    elif name in folders.organizations(root, within=within):
        yield Problem(Place(f"{place}/{name}"), "this organization is there already", "choose another id")
    if not title.strip() or "\n" in title or next(source.hidden(title), None):
        yield Problem(place, f"the name '{shortened(title)}' is not usable", "expected words on one line")


def _example(root: Path, name: str, within: Path | None, problems: list[Problem]) -> Layer | None:
    """The example, from the folder of the organizations or from among those of the curriculum."""
    for place in (within, None):
        known = [one for one in folders.organizations(root, within=place) if one.startswith(EXAMPLE)]
        if name in known:
            return site.overlay_of(root, name, within=place)
    problems.append(unknown(Place(folders.ORGANIZATIONS), "example", name, known))
    return None


def _overlay(root: Path, made: Path, name: str, title: str, version: str) -> str:
    schema = root / "schemas/overlay.json"
    where = Path(os.path.relpath(schema, made)).as_posix()
    values = {
        "schema": f"# yaml-language-server: $schema={where}\n" if schema.is_file() else "",
        "id": name,
        "plain": title.strip(),
        "name": json.dumps(title.strip(), ensure_ascii=False),
        "site": json.dumps(f"Leading as two at {title.strip()}", ensure_ascii=False),
        "base": version,
    }
    return re.sub(r"@(\w+)@", lambda found: values[found[1]], STARTER.read_text(encoding="utf-8"))


def _operations(layer: Layer) -> str:
    """What the example changes, with its comments, without what it says of itself."""
    blocks = [found[0].strip("\n") for found in BLOCK.finditer(layer.file.text) if found["key"] not in OF_ONE]
    about = f"# What follows was copied from {layer.overlay.organization.id}. Keep what fits you."
    return "\n".join(["", about, "", *(f"{block}\n" for block in blocks)])


def _copied(layer: Layer) -> dict[str, str]:
    files = {**layer.files.yaml, **layer.files.texts}
    return {path: files[path].text for path in sorted(files) if COPIED.fullmatch(path)}


def _speaking(layer: Layer, files: Mapping[str, str]) -> Iterator[str]:
    """The files in which the example's short name stands."""
    branding = layer.overlay.branding
    short = branding.short_name if branding else layer.overlay.organization.name
    yield from (path for path, text in files.items() if short in text)


def _write(made: Path, files: Mapping[str, str]) -> None:
    made.parent.mkdir(parents=True, exist_ok=True)
    made.mkdir()
    for path, text in files.items():
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).write_text(text, encoding="utf-8", newline="\n")
