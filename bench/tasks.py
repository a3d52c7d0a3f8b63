"""What keeps a page busy while it loads: the longest tasks of its main thread, and the share of our scripts in them.

Times are of the processor, not of the clock, so that a busy machine does not count.
"""

from __future__ import annotations

import json
import shutil
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.sites import serving

RUNS = 7
OURS = "**/assets/dyad/**"
SCRIPTS = ("EvaluateScript", "FunctionCall")
TRACED = ["devtools.timeline", "toplevel", "v8"]
LONG = 50
"""Milliseconds from which on a task is a long one (W3C Long Tasks API)."""
Event = Mapping[str, Any]


@dataclass(frozen=True)
class Load:
    """One loading of a page, in milliseconds."""

    longest: float
    ours: float
    """The longest that scripts of ours ran in one task."""


def report(site: Path, path: str) -> None:
    """Prints the medians for a page as it is, and with our scripts held back."""
    with sync_playwright() as playwright, serving(site) as address:
        executable = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        as_it_is = [load(browser, address, path) for _ in range(RUNS)]
        without = [load(browser, address, path, blocked=True) for _ in range(RUNS)]
        browser.close()
    say("longest task while it loads", [one.longest for one in as_it_is], f"; at most {LONG}")
    say("longest run of our scripts in a task", [one.ours for one in as_it_is])
    say("longest task without our scripts", [one.longest for one in without])


def say(what: str, times: Sequence[float], bar: str = "") -> None:
    print(f"  {what}: {statistics.median(times):.0f} ms (from {min(times):.0f} to {max(times):.0f}{bar})")


def load(browser: Browser, address: str, path: str, *, blocked: bool = False) -> Load:
    """Loads a page in a new profile and reads the trace; `blocked` holds our scripts back."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        events = list(traced(context, address, path, blocked=blocked))
    here = {(one["pid"], one["tid"]) for one in events if one["name"] == "ParseHTML"}
    own = [one for one in events if (one["pid"], one["tid"]) in here]
    tasks = [one for one in own if one["name"].endswith("RunTask")]
    return Load(max(map(spent, tasks)), max(ours(own, task) for task in tasks))


def spent(event: Event) -> float:
    """Milliseconds of the processor."""
    return float(event.get("tdur", 0)) / 1000


def ours(events: Sequence[Event], task: Event) -> float:
    """How long scripts of ours ran within a task: calls within calls count once."""
    end, total = task["ts"], 0.0
    for one in sorted(events, key=lambda event: (event["ts"], -event["dur"])):
        inside = one["ts"] >= end and one["ts"] + one["dur"] <= task["ts"] + task["dur"]
        if inside and one["name"] in SCRIPTS and "/assets/dyad/" in json.dumps(one.get("args", {})):
            end, total = one["ts"] + one["dur"], total + spent(one)
    return total


def traced(context: BrowserContext, address: str, path: str, *, blocked: bool) -> Iterator[Event]:
    """The complete events of the browser's trace while it loads a page."""
    page = context.new_page()
    page.goto(address + "404.html")  # the process is warm, the page's scripts are not compiled yet
    if blocked:
        page.route(OURS, lambda route: route.abort() if route.request.resource_type == "script" else route.continue_())
    session = context.new_cdp_session(page)
    found: list[Event] = []
    done: list[object] = []
    session.on("Tracing.dataCollected", lambda data: found.extend(data["value"]))
    session.on("Tracing.tracingComplete", lambda data: done.append(data))
    session.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": {"includedCategories": TRACED}})
    page.goto(address + path)
    page.wait_for_timeout(1500)
    session.send("Tracing.end")
    while not done:
        page.wait_for_timeout(50)
    return (one for one in found if one.get("ph") == "X")
