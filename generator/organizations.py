"""Sites of every organization: each built in a process of its own, skipped where nothing has changed."""

from __future__ import annotations

import hashlib
import os
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from generator import engine, plan, site, source, writer
from generator.overlay import folder, lock
from generator.problems import Faults

BASE = "base"
STAMP = "inputs.sha256"
"""The file beside a finished site that says what it was made from."""


@dataclass(frozen=True)
class Outcome:
    """How one site came out: `faults` has the report where it did not."""

    organization: str
    edition: str
    pages: int = 0
    skipped: bool = False
    faults: str = ""
    said: tuple[str, ...] = ()


def build(root: Path, out: Path, organization: str, edition: plan.Edition) -> Outcome:
    """Builds one site, unless it stands there already, made from the same files; raises Faults."""
    if is_current(root, out, organization, edition):
        return Outcome(organization, edition, skipped=True)
    target = out / (organization or BASE) / edition
    stamp, made_from = target / STAMP, digest(root, organization)
    stamp.unlink(missing_ok=True)
    with engine.Engine() as started:
        made = site.build(root, edition, organization)
        writer.write(target, made)
        started.build(target, epoch=made.epoch)
    stamp.write_text(made_from)
    return Outcome(organization, edition, pages=len(made.pages), said=made.said)


def is_current(root: Path, out: Path, organization: str, edition: str) -> bool:
    """True where the finished site was made from just these files."""
    target = out / (organization or BASE) / edition
    stamp = target / STAMP
    return (
        stamp.is_file() and (target / "site/index.html").is_file() and stamp.read_text() == digest(root, organization)
    )


def build_all(root: Path, out: Path, editions: Sequence[plan.Edition], tell: Callable[[Outcome], None]) -> int:
    """Builds the base and every organization on all cores; returns how many failed. One never stops another."""
    waiting = [(name, edition) for name in ("", *folder.names(root)) for edition in editions]
    changed = []
    for name, edition in waiting:
        if is_current(root, out, name, edition):
            tell(Outcome(name, edition, skipped=True))
        else:
            changed.append((name, edition))
    failed = 0
    for outcome in _outcomes(root, out, changed):
        failed += bool(outcome.faults)
        tell(outcome)
    return failed


def _outcomes(root: Path, out: Path, wanted: Sequence[tuple[str, plan.Edition]]) -> Iterator[Outcome]:
    if not wanted:
        return
    cores = min(os.cpu_count() or 1, len(wanted))
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        for done in as_completed([pool.submit(_outcome, root, out, *one) for one in wanted]):
            yield done.result()


def _outcome(root: Path, out: Path, organization: str, edition: plan.Edition) -> Outcome:
    try:
        return build(root, out, organization, edition)
    except Faults as faults:
        return Outcome(organization, edition, faults=str(faults))
    except Exception:
        return Outcome(organization, edition, faults=traceback.format_exc())


def accept(root: Path, organization: str) -> int:
    """Records the base text that each override was written against; returns how many there are. Raises Faults."""
    site.effective(root, organization)
    base, layer = source.read(root), site.overlay_of(root, organization)
    lock.write(folder.path(root, organization), lock.written(base, layer))
    return len(lock.overrides(base, layer))


def digest(root: Path, organization: str) -> str:
    """What a site is made from, as one hash: the base, the organization's folder, the generator and its libraries."""
    parts = [_base_digest(root.resolve())]
    if organization:
        parts.append(_files_digest(folder.path(root, organization), _files(folder.path(root, organization))))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@cache
def _base_digest(root: Path) -> str:
    own = Path(__file__).parent
    content = (file for file in _files(root / "content") if not _is_below(file, root / source.ORGANIZATIONS))
    spine = [root / "curriculum.yaml", *(file for file in (root / "mkdocs.yml", site.SHARED) if file.is_file())]
    program = (file for file in _files(own) if "__pycache__" not in file.parts)
    libraries = (f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "markdown", "pydantic", "jinja2"))
    parts = [*libraries, _files_digest(root, [*spine[:1], *content]), _files_digest(own, program)]
    parts += [hashlib.sha256(file.read_bytes()).hexdigest() for file in spine[1:]]
    return "\n".join([*parts, os.environ.get("SOURCE_DATE_EPOCH", "")])


def _is_below(file: Path, top: Path) -> bool:
    return top in file.parents


def _files(top: Path) -> Iterator[Path]:
    for path, folders, names in os.walk(top):
        folders.sort()
        yield from (Path(path, name) for name in sorted(names))


def _files_digest(top: Path, files: Iterable[Path]) -> str:
    found = hashlib.sha256()
    for file in files:
        found.update(f"{os.path.relpath(file, top)}\0".encode())
        content = os.readlink(file).encode() if file.is_symlink() else file.read_bytes()
        found.update(hashlib.sha256(content).digest())
    return found.hexdigest()
