"""Runs in a process of its own: loads the engine, waits for one order, builds that folder. See engine.py."""

from __future__ import annotations

import gc
import io
import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache
from material.plugins.offline import plugin as offline
from material.plugins.search import plugin as search
from mkdocs.commands import build
from mkdocs.config import load_config

LOADED = (offline, search)
"""Named so that they are loaded before the order comes."""
COMPILED = Path(__file__).parent / "__pycache__" / "theme"


def main() -> None:
    """Reads orders, each a line of JSON with `folder` and `epoch`; answers each with a line: `well`, and what was said.

    Ends with the orders. What libraries print goes where it cannot be taken for an answer.
    """
    gc.disable()  # collecting takes a tenth of the time of a build
    answers, sys.stdout = sys.stdout, sys.stderr
    given = os.environ.get("SOURCE_DATE_EPOCH")
    for line in sys.stdin:
        order = json.loads(line)
        answers.write(json.dumps(answer(order["folder"], given or str(order["epoch"]))) + "\n")
        answers.flush()
        gc.collect()


def answer(folder: str, epoch: str) -> dict[str, Any]:
    """Builds one folder, dated by `epoch`; says whether all went well, and what the engine said."""
    os.environ["SOURCE_DATE_EPOCH"] = epoch
    said, before = io.StringIO(), Path.cwd()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s", stream=said, force=True)
    try:
        return {"well": _well(folder), "said": said.getvalue()}
    finally:
        os.chdir(before)


def _well(folder: str) -> bool:
    """Builds one folder; returns whether the engine found nothing to say against it."""
    os.chdir(folder)
    try:
        config = load_config("mkdocs.yml", strict=True, hooks=[__file__])
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build.build(config)
        finally:
            config.plugins.on_shutdown()
    except (Exception, SystemExit):
        logging.exception("the engine stopped")
        return False
    return True


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
