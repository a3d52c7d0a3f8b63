"""Faulty copies of the small curriculum: what an author, a tool or an attacker might have changed in it.

`python -m tests.changes` writes the reports anew, when the small curriculum or the words of a report have changed.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from generator import cli

CURRICULA = Path(__file__).parent / "curricula"
PROBLEMS = Path(__file__).parent / "problems"


def copy_of_small(folder: Path) -> Path:
    """A copy of the small curriculum below `folder`."""
    return Path(shutil.copytree(CURRICULA / "small", folder / "small"))


def changed(root: Path, case: Path) -> Path:
    """The curriculum below `root` with the changes of a case made to it."""
    changes = yaml.safe_load((case / "change.yaml").read_text(encoding="utf-8"))
    for change in changes if isinstance(changes, list) else [changes]:
        apply(root, change)
    return root


def apply(root: Path, change: Mapping[str, Any]) -> None:
    """Makes one change to a file of a curriculum.

    `find` with `replace` or `bytes_hex` changes what stands there exactly once; `write` (`times` over), `append`,
    `bytes_hex` and `symlink` make a file; `delete` takes a file or folder away.
    """
    file = root / change["file"]
    if "delete" in change:
        shutil.rmtree(file) if file.is_dir() else file.unlink()
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    if "symlink" in change:
        file.symlink_to(change["symlink"])
    elif "find" in change:
        content, sought = file.read_bytes(), change["find"].encode()
        assert content.count(sought) == 1, f"{change['find']!r} stands {content.count(sought)} times in {file}"
        file.write_bytes(content.replace(sought, _new(change)))
    elif "append" in change:
        file.write_bytes(file.read_bytes() + change["append"].encode())
    else:
        file.write_bytes(_new(change))


def _new(change: Mapping[str, Any]) -> bytes:
    if "bytes_hex" in change:
        return bytes.fromhex(change["bytes_hex"])
    text = str(change.get("write", change.get("replace")))
    return text.encode() * int(change.get("times", 1))


def tell_anew() -> None:
    """Writes every report as it is told now. Read what has changed: a report is a promise to an author."""
    for case in sorted(PROBLEMS.iterdir()):
        with TemporaryDirectory() as folder, redirect_stderr(StringIO()) as told:
            cli.main(["--root", str(changed(copy_of_small(Path(folder)), case)), "check"])
        (case / "report.txt").write_text(told.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    tell_anew()
