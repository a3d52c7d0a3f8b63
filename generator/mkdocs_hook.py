"""Lets `mkdocs build` and `mkdocs serve` at the root give the base learner site: the same path, no other pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.exceptions import Abort

from generator import engine, site, writer
from generator.problems import Faults


def on_config(config: Any) -> Any:
    """Writes the base learner edition and points the engine at it."""
    root = Path(config.config_file_path).parent
    try:
        made = site.build(root)
    except Faults as faults:
        raise Abort(f"\n{faults}") from faults
    folder = root / "build" / "base" / "learner"
    writer.write(folder, made)
    config.docs_dir = str(folder / "pages")
    config.theme.dirs.insert(0, str(folder / "theme"))
    config.nav = made.settings["nav"]
    config.site_name = made.settings["site_name"]
    return config


def on_serve(server: Any, config: Any, builder: Any) -> Any:
    """Watches what the author writes, not what the generator wrote."""
    root = Path(config.config_file_path).parent
    server.unwatch(config.docs_dir)
    for path in ("curriculum.yaml", "content", "generator/templates"):
        server.watch(str(root / path))
    return server


def on_post_build(config: Any) -> None:
    """Adds what every finished site gets."""
    engine.finish(Path(config.site_dir))
