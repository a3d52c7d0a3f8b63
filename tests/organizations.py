"""Organizations for tests, made on top of the small curriculum."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import site
from generator.problems import Faults

HEAD = """schema: 1
organization: {id: acme, name: Acme}
base: "1.0.0"
"""


def organization(root: Path, overlay: str, **files: str) -> Path:
    """The folder of `acme` with this overlay.yaml below its head; `__` in a file's name is a slash, `_` a hyphen."""
    folder = root / "content/organizations/acme"
    write(folder / "overlay.yaml", HEAD + overlay)
    for name, text in files.items():
        path, _, ending = name.replace("__", "/").replace("_", "-").rpartition("-")
        write(folder / f"{path}.{ending}", text)
    return folder


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def report(root: Path) -> str:
    """What the author of `acme` is told, without the path that all lines begin with."""
    with pytest.raises(Faults) as raised:
        site.effective(root, "acme")
    return "\n".join(str(problem).removeprefix("content/organizations/acme/") for problem in raised.value.problems)
