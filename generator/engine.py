"""The engine that turns a written folder into HTML, and what we add to its output. MkDocs is named here only."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*\btype=\"application/json\")[^>]*>(.*?)</script>", re.S)
POLICY_MARK = re.compile(r'\n *<meta http-equiv="Content-Security-Policy"[^>]*>')
ROOTED = re.compile(r'<script src="([^"]*)assets/dyad/words\.js"')
DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self'",
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


def build_here(folder: Path, *, epoch: int) -> Path:
    """Builds one written folder as an Engine does, in this process; raises EngineFailed."""
    from generator import engine_process  # takes a second: only who builds here has to wait for it

    before = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        answer = engine_process.answer(str(folder.resolve()), before or str(epoch))
    finally:
        os.environ.pop("SOURCE_DATE_EPOCH", None)
        os.environ |= {"SOURCE_DATE_EPOCH": before} if before else {}
    if not answer["well"]:
        raise EngineFailed(answer["said"])
    finish(folder / "site")
    return folder / "site"


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
    """Gives each page the Content-Security-Policy, and the whole site a file of headers.

    The theme's inline scripts become files, so that one policy without exceptions holds for every page and release.
    """
    for file in sorted(site.rglob("*.html")):
        page = POLICY_MARK.sub("", file.read_text(encoding="utf-8"))
        up = _way_up(page, "../" * len(file.relative_to(site).parts[:-1]))
        page = INLINE_SCRIPT.sub(partial(_moved, site, up), page)
        if 'id="__toc"' not in page:  # a page outside the menu: the theme labels a control that is not there
            page = page.replace(' for="__toc"', "")
        mark = f'\n      <meta http-equiv="Content-Security-Policy" content="{policy()}">'
        file.write_text(page.replace('<meta charset="utf-8">', f'<meta charset="utf-8">{mark}', 1), encoding="utf-8")
    (site / "_headers").write_text(headers(), encoding="utf-8")


def _way_up(page: str, usual: str) -> str:
    """How a page reaches the root of its site; the page for what is missing does not know how deep it stands."""
    found = ROOTED.search(page)
    return found[1] if found else usual


def _moved(site: Path, up: str, found: re.Match[str]) -> str:
    """The tag that loads an inline script from a file, at the same moment as before."""
    script = found[1]
    path = f"assets/inline/{hashlib.sha256(script.encode()).hexdigest()[:12]}.js"
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text(script, encoding="utf-8")
    return f'<script src="{up}{path}"></script>'


def headers() -> str:
    """What hosts that read a file `_headers` send with every answer; docs/hosting/nginx.conf says the same."""
    header = policy(ONLY_AS_HEADER)
    return (
        f"/*\n  Content-Security-Policy: {header}\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: no-referrer\n"
    )


def policy(more: Iterable[str] = ()) -> str:
    """The Content-Security-Policy: scripts and styles from files of this host, and nothing from another one."""
    return "; ".join([*DIRECTIVES, *more])
