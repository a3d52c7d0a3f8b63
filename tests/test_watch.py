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
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.sites import ROOT, Document


@dataclass
class Preview:
    root: Path
    log: Path
    settings: Path
    """The engine's settings, as written."""

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

    def notice(self, path: str) -> str:
        return Document(self.page(path)).text(".md-banner")


@contextmanager
def serving(root: Path, tmp_path: Path, edition: str = "") -> Iterator[Preview]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path / "log.txt"
    arguments = ["--root", str(root), "serve", "--out", str(tmp_path / "out"), "--port", str(port)]
    arguments += ["--edition", edition] if edition else []
    with log.open("w") as said:
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "generator", *arguments]
        process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said, env=environment)
    started = Preview(root, log, tmp_path / "out/base" / (edition or "learner") / "mkdocs.yml")
    try:
        started.wait(lambda: bool(started.page("privacy.html")))
        yield started
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def preview(copy_of_small: Path, tmp_path: Path) -> Iterator[Preview]:
    with serving(copy_of_small, tmp_path) as started:
        yield started


def test_a_saved_change_comes_and_a_broken_file_leaves_the_last_good_page(preview: Preview) -> None:
    page = preview.root / "content/pages/privacy.md"
    good = page.read_text(encoding="utf-8")
    page.write_text(good + "\n\nFirst change.\n", encoding="utf-8")
    preview.wait(lambda: "First change." in preview.page("privacy.html"))
    assert re.search(r"^pages made again in \d+\.\d s$", preview.log.read_text(), re.M)
    page.write_text(good + "\n\n{{ broken }}\n", encoding="utf-8")
    preview.wait(lambda: "is not a term" in preview.log.read_text())
    assert "content/pages/privacy.md:" in preview.log.read_text()
    assert "First change." in preview.page("privacy.html")
    page.write_text(good + "\n\nMended.\n", encoding="utf-8")
    preview.wait(lambda: "Mended." in preview.page("privacy.html"))


def test_a_banner_stands_on_every_page_while_a_file_is_broken(preview: Preview) -> None:
    paths = ("index.html", "privacy.html", "modules/beans.html")
    settings = preview.settings.read_text(encoding="utf-8")
    assert [preview.notice(path) for path in paths] == ["", "", ""]
    page = preview.root / "content/pages/privacy.md"
    good = page.read_text(encoding="utf-8")
    page.write_text(good + "\n\n{{ broken }}\n\n[@nobody]\n", encoding="utf-8")
    told = "This preview shows the last good version: 2 problems in 1 file. See the terminal."
    preview.wait(lambda: [preview.notice(path) for path in paths] == [told] * 3)
    assert "2 problems in 1 file\nthe last good pages stay up" in preview.log.read_text()
    page.write_text(good + "\n\n{{ broken }}\n", encoding="utf-8")
    preview.wait(lambda: ": 1 problem in 1 file." in preview.notice("index.html"))
    page.write_text(good, encoding="utf-8")
    preview.wait(lambda: not any(preview.notice(path) for path in paths) and bool(preview.page("index.html")))
    assert preview.settings.read_text(encoding="utf-8") == settings


def test_the_facilitators_site_can_be_previewed(copy_of_small: Path, tmp_path: Path) -> None:
    with serving(copy_of_small, tmp_path, "facilitator") as preview:
        session = "Bring one bean."
        preview.wait(lambda: session in preview.page("sessions/beans.html"))
        plan = copy_of_small / "content/modules/beans/session.yaml"
        good = plan.read_text(encoding="utf-8")
        plan.write_text(good.replace(session, "Bring two beans."), encoding="utf-8")
        preview.wait(lambda: "Bring two beans." in preview.page("sessions/beans.html"))
        plan.write_text(good.replace("pre_task", "pretask"), encoding="utf-8")
        preview.wait(lambda: ": 1 problem in 1 file." in preview.notice("sessions/beans.html"))
        assert "Bring two beans." in preview.page("sessions/beans.html")
        assert not (tmp_path / "out/base/learner").exists()
