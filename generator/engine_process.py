"""Runs in a process of its own: loads the engine, waits for one order, builds that folder. See engine.py."""

from __future__ import annotations

import gc
import json
import logging
import os
import sys
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from material.plugins.offline import plugin as offline
from material.plugins.search import plugin as search
from mkdocs.commands import build
from mkdocs.config import load_config

LOADED = (offline, search)
"""Named so that they are loaded before the order comes."""
COMPILED = Path(__file__).parent / "__pycache__" / "theme"


def main() -> None:
    """Reads one line of JSON with `folder` and `epoch`; without it, there is nothing to do."""
    gc.disable()  # the process is short; collecting takes a tenth of its time
    line = sys.stdin.readline()
    if not line:
        return
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    order = json.loads(line)
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(order["epoch"]))
    os.chdir(order["folder"])
    config = load_config("mkdocs.yml", strict=True, hooks=[__file__])
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build.build(config)
    finally:
        config.plugins.on_shutdown()


def on_env(env, config, files):  # type: ignore[no-untyped-def]
    """The engine's event, for which `main` names this file as a hook: compiled theme templates are kept.

    The engine compiles them anew in each run, a quarter of its time.
    """
    try:
        COMPILED.mkdir(parents=True, exist_ok=True)
        env.bytecode_cache = FileSystemBytecodeCache(str(COMPILED))
    except OSError:
        pass
    return env


if __name__ == "__main__":
    main()
