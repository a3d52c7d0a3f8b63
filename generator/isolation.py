"""A process of its own for each task, with limits and without secrets: none can see, slow or stop another one."""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import connection, get_context
from multiprocessing.process import BaseProcess
from typing import Any

PRELOADED = ["generator.organizations", "generator.engine_process"]
"""What is loaded once, in the process from which all others are forked."""
ALLOWED = frozenset(
    "PATH HOME LANG LANGUAGE TZ TMPDIR PYTHONPATH PYTHONHASHSEED PYTHONWARNINGS SOURCE_DATE_EPOCH VIRTUAL_ENV"
    " XDG_CACHE_HOME FONTCONFIG_FILE FONTCONFIG_PATH PYDANTIC_DISABLE_PLUGINS NO_MKDOCS_2_WARNING".split()
)
"""The only variables of the environment that pass, beside those of the locale, which begin with LC_."""
NO_MEMORY = 71
"""How a process ends that could get no more memory."""
FROM_OUTSIDE = "the process that made it was ended from outside; try again"


@dataclass(frozen=True)
class Limits:
    """What a process may use: bytes of memory, seconds of computing, bytes of a file, and seconds until it must end."""

    memory: int = 2 << 30
    computing: int = 900
    file: int = 200 << 20
    seconds: float = 900

    def ended(self, code: int | None) -> str:
        """Why a process ended early that ended with this code, in one sentence."""
        if code == NO_MEMORY:
            return f"it needed more than {self.memory / (1 << 30):g} GB of memory, and was ended"
        if code == -signal.SIGXCPU:
            return f"it needed more than {_time(self.computing)} of computing, and was ended"
        return FROM_OUTSIDE


@dataclass(frozen=True)
class Ended:
    """A task that did not finish, and why."""

    why: str


@dataclass
class _Running:
    task: tuple[Any, ...]
    process: BaseProcess
    results: connection.Connection
    until: float = field(default=0.0)


Work = Callable[..., Iterator[Any]]


def run(
    work: Work, tasks: Sequence[tuple[Any, ...]], *, at_once: int, limits: Limits
) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Runs `work(*task)` for each task, a few at once; yields each of its results with its task as they come.

    A task that ends early yields Ended in the end. `work` and its results must be known to other processes.
    """
    waiting, running = list(tasks), list[_Running]()
    try:
        while waiting or running:
            while waiting and len(running) < at_once:
                running.append(_started(work, waiting.pop(0), limits))
            nearest = max(min(one.until for one in running) - time.monotonic(), 0)
            ready = connection.wait([one.results for one in running], timeout=nearest)
            for one in list(running):
                found = _found(one, limits, is_ready=one.results in ready)
                if isinstance(found, _Nothing):
                    continue
                if isinstance(found, _Done | Ended):
                    _end(one)
                    running.remove(one)
                if not isinstance(found, _Done):
                    yield one.task, found
    finally:
        for one in running:
            _end(one)


class _Nothing:
    """No news."""


class _Done:
    """All results have come."""


def _found(one: _Running, limits: Limits, *, is_ready: bool) -> Any:
    """The next news of a process."""
    if is_ready:
        try:
            return one.results.recv()
        except (EOFError, OSError):
            one.process.join(5)
            return Ended(limits.ended(one.process.exitcode))
    if time.monotonic() > one.until:
        return Ended(f"it took longer than {_time(limits.seconds)}, and was ended")
    return _Nothing()


def _started(work: Work, task: tuple[Any, ...], limits: Limits) -> _Running:
    context = get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    results, sending = context.Pipe(duplex=False)
    allowed = environment()
    process = context.Process(target=_work, args=(sending, work, task, allowed, limits))
    with _only(allowed):  # the first one starts the process from which all are forked
        process.start()
    sending.close()
    return _Running(task, process, results, time.monotonic() + limits.seconds)


def _end(one: _Running) -> None:
    """Ends a process, and all that it has started."""
    with suppress(ProcessLookupError, PermissionError):
        if one.process.pid and os.getpgid(one.process.pid) == one.process.pid:
            os.killpg(one.process.pid, signal.SIGKILL)
    one.process.kill()
    one.process.join()
    one.process.close()
    one.results.close()


def environment() -> dict[str, str]:
    """The part of our environment that other processes may see."""
    return {name: value for name, value in os.environ.items() if name in ALLOWED or name.startswith("LC_")}


@contextmanager
def _only(allowed: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(allowed)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _work(
    sending: connection.Connection, work: Work, task: tuple[Any, ...], allowed: Mapping[str, str], limits: Limits
) -> None:
    """What the other process does."""
    os.setsid()
    os.environ.clear()
    os.environ.update(allowed)
    sys.stdout = sys.stderr
    _limit(resource.RLIMIT_AS, limits.memory)
    _limit(resource.RLIMIT_CPU, limits.computing)
    _limit(resource.RLIMIT_FSIZE, limits.file)
    _limit(resource.RLIMIT_CORE, 0)
    try:
        for result in work(*task):
            sending.send(result)
        sending.send(_Done())
    except MemoryError:
        os._exit(NO_MEMORY)


def _limit(sort: int, most: int) -> None:
    _, hard = resource.getrlimit(sort)
    resource.setrlimit(sort, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _time(seconds: float) -> str:
    return f"{seconds / 60:g} minutes" if seconds >= 60 else f"{seconds:g} seconds"
