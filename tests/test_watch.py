"""The live preview, with the real server: pages change when an author saves, and stay up while a file is broken."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.sites import ROOT


@dataclass
class Preview:
    root: Path
    log: Path

    def page(self, path: str) -> str:
        """A page as the server gives it, at the address that it names; nothing as long as it does not answer."""
        named = re.search(r"Serving on (\S+)", self.log.read_text())
        try:
            with urllib.request.urlopen((named[1] if named else "http://127.0.0.1:9/") + path, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            return ""

    def wait(self, holds: Callable[[], bool], seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, self.log.read_text()
            time.sleep(0.1)


@pytest.fixture
def preview(copy_of_small: Path, tmp_path: Path) -> Iterator[Preview]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path / "log.txt"
    arguments = ["--root", str(copy_of_small), "serve", "--out", str(tmp_path / "out"), "--port", str(port)]
    with log.open("w") as said:
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "generator", *arguments]
        process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said, env=environment)
    started = Preview(copy_of_small, log)
    try:
        started.wait(lambda: bool(started.page("privacy.html")))
        yield started
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_a_saved_change_comes_and_a_broken_file_leaves_the_last_good_page(preview: Preview) -> None:
    page = preview.root / "content/pages/privacy.md"
    good = page.read_text(encoding="utf-8")
    page.write_text(good + "\n\nFirst change.\n", encoding="utf-8")
    preview.wait(lambda: "First change." in preview.page("privacy.html"))
    page.write_text(good + "\n\n{{ broken }}\n", encoding="utf-8")
    preview.wait(lambda: "is not a term" in preview.log.read_text())
    assert "content/pages/privacy.md:" in preview.log.read_text()
    assert "First change." in preview.page("privacy.html")
    page.write_text(good + "\n\nMended.\n", encoding="utf-8")
    preview.wait(lambda: "Mended." in preview.page("privacy.html"))
