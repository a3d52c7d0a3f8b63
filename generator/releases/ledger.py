"""What was published, withdrawn and pruned, in order: a line of JSON for each event, naming the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from generator import durable
from generator.problems import Refused

FIRST = "0" * 64
Event = Mapping[str, Any]


@dataclass(frozen=True)
class Ledger:
    """All events of one organization. What is public is what these say, never what lies in a folder."""

    file: Path
    events: tuple[Event, ...]
    head: str
    """The hash of the last line; the next one names it."""
    size: int
    """How many bytes are whole lines: a process that was killed may have left half a line behind them."""


def read(file: Path) -> Ledger:
    """The ledger; raises Refused where a line was changed, left out or put in."""
    content = file.read_bytes() if file.exists() else b""
    whole = content[: content.rfind(b"\n") + 1]
    head, events = FIRST, []
    for number, line in enumerate(whole.splitlines(), 1):
        event = _event(line)
        if event.get("previous") != head or event.get("n") != number:
            raise Refused(
                f"{file}:{number}: this line does not follow from the one before it: the ledger was changed by hand; "
                "restore it from a backup"
            )
        head = hashlib.sha256(line).hexdigest()
        events.append(event)
    return Ledger(file, tuple(events), head, len(whole))


def append(ledger: Ledger, event: Event) -> Ledger:
    """The ledger with one more event, written to the disk. The time in it is for people: no order depends on it."""
    when = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    full = {"n": len(ledger.events) + 1, **event, "when": when, "previous": ledger.head}
    durable.append(
        ledger.file, json.dumps(full, ensure_ascii=False, sort_keys=True).encode() + b"\n", keeping=ledger.size
    )
    return read(ledger.file)


def _event(line: bytes) -> Event:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
