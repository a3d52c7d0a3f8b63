"""Releases when the machine is in the way: a full disk, a folder that cannot be written, readers who are in between."""

from __future__ import annotations

import errno
import json
import os
import resource
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from generator import cli
from generator.releases import desk
from generator.releases.home import Home
from tests.releases import candidate, home, served
from tests.sites import ROOT
from tests.test_releases import is_whole, versions


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A disk of 4 MiB at `folder`; False where we may not mount one, and `folder` is an ordinary one."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m,mode=755", "tmpfs", str(folder)]
    is_mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        yield is_mounted
    finally:
        if is_mounted:
            subprocess.run(["umount", str(folder)], check=True)


@contextmanager
def little_room(folder: Path, kilobytes: int, *, is_mounted: bool) -> Iterator[None]:
    """Leaves so much room on a disk; where it is not ours to fill, no file may grow longer than that."""
    if is_mounted:
        free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_bsize
        (folder / "ballast").write_bytes(bytes(max(0, free - kilobytes * 1024)))
        yield
        (folder / "ballast").unlink()
        return
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024 // 8, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


@pytest.mark.parametrize("room", [0, 8, 40, 120, 160, 200, 240, 280, 400])
def test_on_a_full_disk_what_is_served_stays_whole_and_the_next_publish_succeeds(tmp_path: Path, room: int) -> None:
    with small_disk(tmp_path / "disk") as is_mounted:
        where = Home(tmp_path / "disk/published", "riverside")
        desk.publish(where, candidate(tmp_path / "made", "2026.1"))
        before = served(where)
        made = candidate(tmp_path / "made", "2026.2", text="x" * 40_000)
        with little_room(tmp_path / "disk", room, is_mounted=is_mounted):
            try:
                desk.publish(where, made)
            except OSError as error:
                assert error.errno in (errno.ENOSPC, errno.EFBIG)
                assert served(where) == before
            assert is_whole(where)
            assert not list((where.store / "staging").iterdir())
        desk.publish(where, candidate(tmp_path / "made", "2026.3"))
        assert is_whole(where) and versions(where)[0] == "2026.3"


def test_a_full_disk_is_named_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with small_disk(tmp_path / "disk") as is_mounted:
        where = Home(tmp_path / "disk/published", "riverside")
        for version in ("2026.1", "2026.2"):
            desk.publish(where, candidate(tmp_path / "made", version, text="x" * 40_000))
        before = served(where)
        with little_room(tmp_path / "disk", 0, is_mounted=is_mounted):
            assert rollback(where.top) == 3
            said = capsys.readouterr().err
            assert "no space left on device" in said or "file too large" in said
            assert said.endswith("what was published before is still served\n")
            assert served(where) == before


def rollback(published: Path) -> int:
    """The command, as a person gives it."""
    return cli.main(["--root", str(ROOT), "rollback", "riverside", "--published", str(published)])


def test_a_folder_that_cannot_be_written_is_named_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with small_disk(tmp_path / "disk") as is_mounted:
        where = Home(tmp_path / "disk/published", "riverside")
        for version in ("2026.1", "2026.2"):
            desk.publish(where, candidate(tmp_path / "made", version))
        before = served(where)
        if is_mounted:
            subprocess.run(["mount", "-o", "remount,ro", str(tmp_path / "disk")], check=True)
        else:
            for folder in (where.store, where.store / "staging", where.store / "generations", *where.top.iterdir()):
                folder.chmod(0o555)
            (where.store / "lock").chmod(0o444)
            where.ledger_file.chmod(0o444)
        with pytest.raises(OSError):
            desk.publish(where, candidate(tmp_path / "made", "2026.3"))
        assert rollback(where.top) == 3
        assert "what was published before is still served" in capsys.readouterr().err
        assert served(where) == before


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def web_server(folder: Path) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def get(port: int, path: str) -> str:
    connection = HTTPConnection("127.0.0.1", port)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        assert answer.status == 200, f"{path}: {answer.status}"
        return answer.read().decode()
    finally:
        connection.close()


def number(text: str) -> int:
    """Of which release a page is."""
    return int(text.split(" 2026.")[1].split()[0])


def read_on(port: int, is_over: threading.Event, wrong: list[str], read: list[int]) -> None:
    """Reads again and again, as a browser would: the list, the latest release, and every release of the list."""
    while not is_over.is_set():
        try:
            listed = [int(one["version"].split(".")[1]) for one in json.loads(get(port, "/versions.json"))]
            assert listed == list(range(len(listed), 0, -1))
            for path in ("index.html", "modules/trust.html"):
                assert number(get(port, f"/latest/{path}")) >= listed[0], "older than the list"
            for version in (listed[0], listed[-1]):
                assert number(get(port, f"/2026.{version}/modules/roles.html")) == version
            read.append(listed[0])
            time.sleep(0.005)
        except (AssertionError, ValueError, OSError) as error:
            wrong.append(str(error))


def test_readers_meet_nothing_missing_and_no_mixture_during_fifty_switches(tmp_path: Path) -> None:
    where, is_over = home(tmp_path), threading.Event()
    wrong: list[str] = []
    read: list[int] = []
    desk.publish(where, candidate(tmp_path / "made", "2026.1"))
    with web_server(where.link("learner")) as port:
        reader = threading.Thread(target=read_on, args=(port, is_over, wrong, read))
        reader.start()
        for version in range(2, 52):
            desk.publish(where, candidate(tmp_path / "made", f"2026.{version}"))
        is_over.set()
        reader.join()
    assert wrong == []
    assert len(set(read)) > 10, "the reader was hardly ever there"
