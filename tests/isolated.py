"""Tasks for processes with limits: each does what its limit is there for."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path


def task(what: str, folder: str) -> Iterator[str]:
    yield "began"
    if what == "memory":
        bytearray(3 << 30)
    elif what == "computing":
        while True:
            pass
    elif what == "file":
        Path(folder, "large").write_bytes(bytes(2 << 20))
    elif what == "sleep":
        time.sleep(600)
    elif what == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    elif what == "environment":
        yield " ".join(sorted(os.environ))
    yield "done"
