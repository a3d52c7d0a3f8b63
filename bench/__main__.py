"""Prints ratios of our own work to the engine's, peak memory, and what a page weighs."""

from __future__ import annotations

import gzip
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from bench import paper, tasks

ROOT = Path(__file__).parents[1]
RUNS = 7
OWN_WORK = """
import gc, sys, time
gc.disable()
from pathlib import Path
from generator import site, writer
started = time.perf_counter()
writer.write(Path(sys.argv[2]), site.build(Path(sys.argv[1])))
print(time.perf_counter() - started)
"""

AGAIN = """
import sys, time
from pathlib import Path
from generator import site, watch, writer
root, folder = map(Path, sys.argv[1:])
shown = site.build(root)
writer.write(folder, shown)
lesson = root / "content/modules/start-here/lesson.md"
lesson.write_text(lesson.read_text() + "\\nOne more line [@own].\\n")
started = time.perf_counter()
watch.again(root, folder, "learner", shown)
print(watch.PAUSE + time.perf_counter() - started)
"""
CHECKED = """
import gc, sys, time
gc.disable()
from pathlib import Path
from generator import drift, folders, site, source
started = time.perf_counter()
root = Path(sys.argv[1])
base = source.read(root)
for name in folders.organizations(root):
    site.effective(root, name, base=base)
    assert not drift.report(root, name, base=base).blocked
print(time.perf_counter() - started)
"""
OVERLAY = """\
schema: 1
organization: {{id: org-{number}, name: Organization {number}, fictional: true}}
base: "1.0.0"
release: {{version: "2026.1", date: "2026-11-21"}}
locale: en-US
branding: {{site_name: Leading as a dyad in organization {number}, short_name: Org {number}}}
terms: {{huddle: {{one: meeting {number}, other: meetings {number}}}}}
"""
CHANGES = """\
modules:
  case-shorter-visits: {{remove: true}}
  keys-to-success: {{set: {{title: The keys of organization {number}}}}}
  partnership-outcomes: {{move: {{after: start-here}}}}
lessons:
  start-here: {{sections: {{go-slowly: {{replace: text/slowly.md}}, why-now: {{append: text/now.md}}}}}}
questions:
  dd-q3: {{set: {{prompt: How many contacts in organization {number}?}}}}
  ps-q4: {{remove: true}}
  x-own: {{module: start-here, add: {{kind: reflection, prompt: Who leads in organization {number}?}}}}
sessions:
  keys-to-success: {{segments: {{key-sort: {{set: {{purpose: Organization {number} sorts its keys.}}}}}}}}
tools:
  partnership-audit: {{items: {{i19: {{set: {{text: Our directors support our partnership ({number}).}}}}}}}}
"""
"""Operations of each sort; the base texts under them are the same for all."""


def main() -> None:
    """Builds the shipped curriculum again and again, ours and the engine's in turn."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        dyad_build(out)
        written = out / "base" / "learner"
        own, bare, whole = measured(out, written)
        say("our own work (read to write) / the engine's build", [o / b for o, b in zip(own, bare, strict=True)], 0.15)
        say("dyad build / bare mkdocs build", [w / b for w, b in zip(whole, bare, strict=True)], 1.25)
        print(f"  the engine's build takes {statistics.median(bare):.2f} s here")
        print(f"peak memory of one process: {peak_memory()} MB")
        weights(written / "site")
        preview(out / "preview")
        organizations(out / "many")
        overlays(out / "overlays")
    paper.report()


def measured(out: Path, written: Path) -> tuple[list[float], list[float], list[float]]:
    """Seconds of our own work, of the bare engine, and of the whole build, run in turn."""
    own, bare, whole = [], [], []
    for _ in range(RUNS):
        own.append(own_work(out / "own"))
        bare.append(timed(lambda: bare_build(written)))
        whole.append(timed(lambda: dyad_build(out)))
    return own, bare, whole


def say(what: str, ratios: Sequence[float], bar: float) -> None:
    low, middle, high = min(ratios), statistics.median(ratios), max(ratios)
    print(f"{what}: {middle:.2f} (from {low:.2f} to {high:.2f}; at most {bar})")


def timed(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def run(arguments: Sequence[str], cwd: Path = ROOT) -> str:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run([sys.executable, *arguments], cwd=cwd, env=environment, capture_output=True, check=True)
    return done.stdout.decode()


def own_work(folder: Path) -> float:
    return float(run(["-c", OWN_WORK, str(ROOT), str(folder)]))


def bare_build(written: Path) -> None:
    run(["-m", "mkdocs", "build", "--clean", "--strict"], cwd=written)


def dyad_build(out: Path) -> None:
    run(["-m", "generator", "build", "--out", str(out)])


def organizations(folder: Path) -> None:
    """All sites of 20 generated organizations against as many builds of the bare engine, and once more, unchanged."""
    root, out = copied(folder / "root"), folder / "out"
    for number in range(1, 21):
        overlay = root / f"content/organizations/org-{number}/overlay.yaml"
        overlay.parent.mkdir(parents=True)
        overlay.write_text(OVERLAY.format(number=number))
    build = ["-m", "generator", "--root", str(root), "build", "--all", "--out", str(out)]
    first = timed(lambda: run(build))
    again = timed(lambda: run(build))
    sites = sorted(path for path in out.iterdir() if path.is_dir())
    bare = sum(timed(partial(bare_build, path / "learner")) for path in sites)
    print(f"dyad build --all / bare builds one by one, {len(sites)} sites: {first / bare:.2f} (at most 0.8)")
    print(f"the same again, nothing changed / the first time: {again / first:.3f} (at most 0.02)")


def overlays(folder: Path) -> None:
    """Seconds in which one process merges and checks 100 overlays and their locks, half of them in British spelling."""
    root = copied(folder)
    for number in range(100):
        own = root / f"content/organizations/org-{number}"
        (own / "text").mkdir(parents=True)
        text = (OVERLAY + CHANGES).format(number=number)
        (own / "overlay.yaml").write_text(text.replace("en-US", "en-GB") if number % 2 else text)
        for name in ("slowly", "now"):
            (own / f"text/{name}.md").write_text(f"Words of organization {number}.\n")
    run(["-m", "generator", "--root", str(root), "org", "accept", "org-0"])
    for number in range(1, 100):  # the base texts under their changes are the same
        for name in ("overlay.lock.json", ".base"):
            start, own = (root / f"content/organizations/org-{n}" / name for n in (0, number))
            (shutil.copytree if start.is_dir() else shutil.copy)(start, own)
    print(f"100 overlays merged and checked: {float(run(['-c', CHECKED, str(root)])):.1f} s (at most 20)")


def preview(folder: Path) -> None:
    """Seconds from a saved file to the written page, the longest wait until it is noticed included."""
    seconds = [float(run(["-c", AGAIN, str(copied(folder / str(n))), str(folder / f"out{n}")])) for n in range(3)]
    print(f"preview, our part from a saved file to the page: {statistics.median(seconds):.2f} s (at most 1)")


def copied(root: Path) -> Path:
    """A copy of the shipped curriculum without its organizations."""
    shutil.copytree(ROOT / "content", root / "content", ignore=shutil.ignore_patterns("organizations"))
    for name in ("curriculum.yaml", "mkdocs.yml"):
        shutil.copy(ROOT / name, root / name)
    return root


def peak_memory() -> int:
    """The largest process started so far, in MB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def weights(site: Path) -> None:
    """What the first page loads, and what the next one adds, compressed."""
    first, following = loaded(site, "index.html"), loaded(site, "modules/start-here.html")
    for name, files in (("first page", first), ("next page", following - first)):
        size = sum(len(gzip.compress(file.read_bytes(), mtime=0)) for file in files)
        print(f"{name}: {size / 1024:.0f} KB (gzip) in {len(files)} requests")
    largest = max((site / "modules").glob("*.html"), key=lambda file: file.stat().st_size)
    print(f"the largest module page, {largest.stem}, loads of ours (gzip):")
    own(site, f"modules/{largest.name}", ((".js", 35), (".css", 12)))
    tasks.report(site, f"modules/{largest.name}")
    print("the page of a tool loads of ours (gzip):")
    own(site, "tools/trust-inventory.html", ((".js", 45),))


def own(site: Path, path: str, bars: Sequence[tuple[str, int]]) -> None:
    """What a page loads of our scripts and styles."""
    ours = {file for file in loaded(site, path) if "assets/dyad" in file.as_posix()}
    for ending, most in bars:
        size = sum(len(gzip.compress(file.read_bytes(), mtime=0)) for file in ours if file.suffix == ending)
        print(f"  {size / 1000:.1f} kB of {ending} (at most {most})")


def loaded(site: Path, path: str) -> set[Path]:
    """The page and the files that it names to load; the search index and its worker come later, on demand."""
    page = site / path
    found = re.findall(r'<(?:script|img)[^>]*\bsrc="([^"]+)"', page.read_text())
    found += re.findall(r'<link[^>]*rel="(?:stylesheet|icon)"[^>]*href="([^"]+)"', page.read_text())
    files = {(page.parent / name).resolve() for name in found}
    fonts = {file.resolve() for file in (site / "assets/dyad/fonts").glob("*.woff2")}
    return {page.resolve()} | files | fonts


if __name__ == "__main__":
    main()
