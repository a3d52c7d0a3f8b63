"""The house keeps its shape: imports only go down, and each outside library has one home."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sites import ROOT

FLOORS = (
    ("problems", "words", "folders", "durable", "exits"),
    ("model",),
    ("brand",),
    ("source",),
    ("overlay",),
    ("levels",),
    ("prose", "agenda", "coverage"),
    ("blocks",),
    ("parse", "checks"),
    ("spelling",),
    ("diagram", "schema"),
    ("plan",),
    ("render", "lint"),
    ("writer",),
    ("site",),
    ("drift",),
    ("engine_process", "isolation"),
    ("engine", "stamps"),
    ("printing", "schedule", "approvals"),
    ("watch", "mkdocs_hook", "organizations", "findings"),
    ("beginning", "proof"),
    ("releases",),
    ("cli_org",),
    ("cli_releases",),
    ("cli",),
    ("__main__",),
)
HOMES = {
    "yaml": {"source"},
    "markdown": {"prose"},
    "nh3": {"prose"},
    "jinja2": {"render", "engine_process"},
    "markupsafe": {"render"},
    "mkdocs": {"engine_process", "mkdocs_hook"},
    "material": {"engine_process"},
    "subprocess": {"engine"},
    "argparse": {"cli", "cli_org", "cli_releases"},
    "babel": {"words"},
    "textstat": {"lint"},
    "weasyprint": {"printing"},
    "fontTools": {"printing"},
    "segno": {"diagram"},
    "icalendar": {"schedule"},
    "pydantic": {"model", "parse", "schema"},
    "pydantic_core": {"model", "schema"},
}
FILES = sorted((ROOT / "generator").rglob("*.py"))


def part(file: Path) -> str:
    """The file or folder of the generator that a file belongs to."""
    return file.relative_to(ROOT / "generator").parts[0].removesuffix(".py")


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "generator":
            yield from (f"generator.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_imports_only_go_down(file: Path) -> None:
    floor = {name: height for height, names in enumerate(FLOORS) for name in names}
    if part(file) == "__init__":
        return
    for name in imports(file):
        if name.startswith("generator."):
            other = name.split(".")[1]
            assert other == part(file) or floor[other] < floor[part(file)], f"{part(file)} imports {other}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_each_library_has_one_home(file: Path) -> None:
    for name in imports(file):
        homes = HOMES.get(name.split(".")[0])
        assert homes is None or part(file) in homes, f"{name} belongs in {homes}"


def test_only_the_command_line_prints() -> None:
    for file in FILES:
        calls = (node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call))
        prints = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"]
        assert not prints or part(file) in HOMES["argparse"]
