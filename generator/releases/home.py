"""Where things lie below the folder of what is published, and who may change them at a time."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator import durable
from generator.releases import ledger

EDITIONS = ("facilitator", "learner")
"""In the order in which they are switched: a facilitator is never behind the learners."""
WAITING = 120.0
"""Seconds that we wait for somebody else who is publishing."""


class Busy(Exception):
    """Somebody else is publishing for this organization, for longer than we wait; nothing was changed."""


@dataclass(frozen=True)
class Home:
    """The published things of one organization below `top`."""

    top: Path
    organization: str

    @property
    def store(self) -> Path:
        """All that is no web server's business: releases, generations, the ledger."""
        return self.top / "store" / self.organization

    @property
    def ledger_file(self) -> Path:
        """The ledger of the organization."""
        return self.store / "ledger.jsonl"

    def ledger(self) -> ledger.Ledger:
        """The ledger as it stands; raises Refused where it was changed by hand."""
        return ledger.read(self.ledger_file)

    def release(self, version: str) -> Path:
        """The folder of one release: its manifest, and a folder for each edition."""
        return self.store / "releases" / version

    def manifest_file(self, version: str) -> Path:
        """The manifest of a release; it stays when the release is pruned."""
        return self.release(version) / "manifest.json"

    def generation(self, number: int) -> Path:
        """What is served after so many events of the ledger: a folder for each edition."""
        return self.store / "generations" / str(number)

    def link(self, edition: str) -> Path:
        """What a web server serves for an edition: a symbolic link to one generation, all that is ever switched."""
        return self.top / edition / self.organization

    def target(self, edition: str, number: int) -> str:
        """Where the link of an edition leads to a generation."""
        return f"../store/{self.organization}/generations/{number}/{edition}"

    @contextmanager
    def alone(self, waiting: float = WAITING) -> Iterator[None]:
        """Nobody else changes this organization meanwhile; a process that dies lets go. Raises Busy."""
        with (durable.folder(self.store) / "lock").open("ab") as file:
            until = time.monotonic() + waiting
            while not _locked(file.fileno()):
                if time.monotonic() > until:
                    raise Busy(f"somebody else is publishing for {self.organization}; try again when they are done")
                time.sleep(0.05)
            yield


def _locked(number: int) -> bool:
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
