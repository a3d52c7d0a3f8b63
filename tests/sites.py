"""Building, serving and reading whole sites in tests."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).parents[1]
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass(frozen=True)
class BuiltSite:
    """What `dyad build` made: the written folder and the finished site in it."""

    folder: Path

    @property
    def site(self) -> Path:
        return self.folder / "site"

    @property
    def pages(self) -> list[str]:
        """Every page, by its path in the site."""
        return sorted(file.relative_to(self.site).as_posix() for file in self.site.rglob("*.html"))

    def page(self, path: str) -> Document:
        return Document((self.site / path).read_text(encoding="utf-8"))


def build(root: Path, out: Path, edition: str = "learner", *more: str, **environment: str) -> BuiltSite:
    """The base site of an edition, built by the command in a process of its own."""
    command = [sys.executable, "-m", "generator", "--root", str(root), "build", "--out", str(out)]
    command += [*([] if edition == "learner" else ["--edition", edition]), *more]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return BuiltSite(out / "base" / edition)


class Document(HTMLParser):
    """A page as a test reads it: ids, links, texts by class or tag."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.source = source
        self.ids: list[str] = []
        self.links: list[str] = []
        self.files: list[str] = []
        self._open: list[tuple[str, set[str]]] = []
        self._texts: list[tuple[tuple[str, ...], str]] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a" and found.get("href") is not None:
            self.links.append(str(found["href"]))
        source = found.get("src") or (found.get("href") if tag == "link" else None)
        if source and found.get("rel") not in ("prev", "next", "canonical"):
            self.files.append(source)
        if tag not in VOID:
            self._open.append((tag, set((found.get("class") or "").split())))

    def handle_endtag(self, tag: str) -> None:
        for position in range(len(self._open) - 1, -1, -1):
            if self._open[position][0] == tag:
                del self._open[position:]
                return

    def handle_data(self, data: str) -> None:
        marks = tuple(mark for tag, classes in self._open for mark in (tag, *(f".{name}" for name in classes)))
        self._texts.append((marks, data))

    def text(self, mark: str = "article") -> str:
        """All text inside elements with this tag or `.class`, white space folded."""
        return " ".join(" ".join(text for marks, text in self._texts if mark in marks).split())


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serves a finished site on this computer, with the headers that its `_headers` file asks for."""
    headers = [line.strip().split(": ", 1) for line in (folder / "_headers").read_text().splitlines()[1:]]

    class Handler(SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            for name, value in headers:
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
