"""The engine that turns a written folder into HTML, and what we add to its output. MkDocs is named here only."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*\btype=\"application/json\")[^>]*>(.*?)</script>", re.S)
POLICY_MARK = re.compile(r'\n *<meta http-equiv="Content-Security-Policy"[^>]*>')
DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self' {scripts}",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
)
ONLY_AS_HEADER = ("frame-ancestors 'none'",)


class EngineFailed(Exception):
    """The engine refused a folder that we wrote: a fault of ours. Carries what it said."""


class Engine:
    """The engine, started in a process of its own: it loads while the pages are being made, and serves many folders."""

    def __init__(self) -> None:
        self._process = _started()

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def build(self, folder: Path, *, epoch: int) -> Path:
        """Builds one written folder strictly and returns the finished site; `epoch` dates it (seconds since 1970)."""
        answer = self._answer(json.dumps({"folder": str(folder.resolve()), "epoch": epoch}))
        if not answer["well"]:
            raise EngineFailed(answer["said"])
        finish(folder / "site")
        return folder / "site"

    def _answer(self, order: str) -> dict[str, Any]:
        if self._process.poll() is not None:
            self._process = _started()
        given, taken = self._process.stdin, self._process.stdout
        assert given and taken
        given.write(order + "\n")
        given.flush()
        line = taken.readline()
        return json.loads(line) if line else {"well": False, "said": "".join(self._process.communicate())}


def _started() -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "generator.engine_process"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(Path(__file__).parents[1])}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def served(folder: Path, *, port: int, in_browser: bool) -> subprocess.Popen[bytes]:
    """The engine's own server over a written folder, as a running process; it reloads pages that change."""
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-f", "mkdocs.yml", "-a", f"127.0.0.1:{port}"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.Popen([*command, *(["--open"] if in_browser else [])], cwd=folder, env=environment)


def finish(site: Path) -> None:
    """Adds the Content-Security-Policy: to each page as a meta tag, and for the whole site as a file of headers."""
    every: set[str] = set()
    for file in sorted(site.rglob("*.html")):
        page = POLICY_MARK.sub("", file.read_text(encoding="utf-8"))
        hashes = script_hashes(page)
        every |= hashes
        mark = f'\n      <meta http-equiv="Content-Security-Policy" content="{policy(hashes)}">'
        file.write_text(page.replace('<meta charset="utf-8">', f'<meta charset="utf-8">{mark}', 1), encoding="utf-8")
    header = policy(every, ONLY_AS_HEADER)
    (site / "_headers").write_text(
        f"/*\n  Content-Security-Policy: {header}\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: no-referrer\n",
        encoding="utf-8",
    )


def script_hashes(page: str) -> set[str]:
    """The hash of each inline script, as a Content-Security-Policy names it."""
    digests = (hashlib.sha256(script.encode()).digest() for script in INLINE_SCRIPT.findall(page))
    return {f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests}


def policy(hashes: Iterable[str], more: Iterable[str] = ()) -> str:
    """The Content-Security-Policy that lets these inline scripts run, and nothing from another host."""
    return "; ".join([*DIRECTIVES, *more]).format(scripts=" ".join(sorted(hashes)))
