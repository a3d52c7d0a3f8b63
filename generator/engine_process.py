"""Runs in a process of its own: loads the engine, waits for one order, builds that folder. See engine.py."""

from __future__ import annotations

import gc
import json
import os
import sys

from material.plugins.offline import plugin as offline
from material.plugins.search import plugin as search
from mkdocs.__main__ import cli
from mkdocs.commands import build

LOADED = (build, offline, search)
"""Named so that they are loaded before the order comes."""


def main() -> None:
    """Reads one line of JSON with `folder` and `epoch`; without it, there is nothing to do."""
    gc.disable()  # the process is short; collecting takes a tenth of its time
    line = sys.stdin.readline()
    if not line:
        return
    order = json.loads(line)
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(order["epoch"]))
    os.chdir(order["folder"])
    cli(["build", "--strict", "--clean", "-f", "mkdocs.yml"])


if __name__ == "__main__":
    main()
