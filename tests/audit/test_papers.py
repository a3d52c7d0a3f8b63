"""Every PDF of every session on both papers: readable aloud, whole, nothing blank, nothing cut, the same each time."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import page
import pypdf
import pytest
from PIL import Image

from generator import printing, site
from generator.plan import papers
from tests.sites import ROOT

pytestmark = pytest.mark.audit

ADDRESS = "https://dyad.example.org/course/"
MODULES = [content.module.id for content in site.curriculum(ROOT).ready if content.session]
POINTS = 72 / 25.4
"""Points in a millimeter."""
DPI = 40
Word = tuple[float, float, float, float, str]


@cache
def addressed() -> site.Effective:
    """The shipped curriculum as it would be with an address."""
    found = site.effective(ROOT)
    spine = found.curriculum.spine.model_copy(update={"address": ADDRESS})
    return replace(found, curriculum=replace(found.curriculum, spine=spine))


def output(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("module", MODULES)
def test_a_set_can_be_printed(module: str, paper: papers.Paper, tmp_path: Path) -> None:
    jobs = printing.sets(addressed(), [papers.Order(modules=(module,), paper=paper)])
    assert [job.name for job in jobs] == [
        f"{module}-{sort}" for sort in ("guide", "packet", "cards", "key", "runsheet")
    ]
    files = printing.write(tmp_path / "one", jobs, cores=1)
    again = printing.write(tmp_path / "other", jobs, cores=1)
    assert [file.read_bytes() for file in files] == [file.read_bytes() for file in again]
    found = [fault for job, file in zip(jobs, files, strict=True) for fault in faults(job, file, tmp_path)]
    assert found == []


def test_all_guides_in_one_volume(tmp_path: Path) -> None:
    orders = printing.all_orders(addressed().curriculum, papers.Order(modules=()))
    job = printing.sets(addressed(), orders, bound=True)[-1]
    file = printing.write(tmp_path, [job])[0]
    assert list(faults(job, file, tmp_path)) == []
    count = len(pypdf.PdfReader(file).pages)
    read = output("pdftotext", "-layout", file, "-").split("\f")
    assert [text.split()[-3:] for text in read[:-1]] == [[str(n), "/", str(count)] for n in range(1, count + 1)]


def faults(job: printing.Job, file: Path, scratch: Path) -> Iterator[str]:
    """What is wrong with a PDF, in words."""
    yield from (
        f"{job.name}: {one.rule_id} {one.message}" for one in page.validate_pdf(str(file), profile="ua1").failures
    )
    subprocess.run(["qpdf", "--check", file], check=True, capture_output=True)
    for line in output("pdffonts", file).splitlines()[2:]:
        if not re.search(r"\+Dyad-(Sans|Serif).* yes yes yes ", line):
            yield f"{job.name}: a font that is not ours or not embedded: {line}"
    if not pypdf.PdfReader(file).outline:
        yield f"{job.name}: no bookmarks"
    words = [list(_words(text)) for text in output("pdftotext", "-bbox", file, "-").split("<page ")[1:]]
    yield from (f"{job.name}, {fault}" for fault in _edges(job, file, words, scratch))
    if job.name.endswith("-guide"):
        yield from _split_segments(job, file)
        read = output("pdftotext", "-layout", file, "-").split("\f")
        glance = next(number for number, text in enumerate(read) if "To have ready" in text)
        if "Prepared in" not in read[glance] or "Why this" not in read[glance + 1]:
            yield f"{job.name}: the glance is not on one side"
        if glance > 1:
            yield f"{job.name}: cover and contents are longer than a page"
    if job.name.endswith("-runsheet") and len(pypdf.PdfReader(file).pages) > 1:
        yield f"{job.name}: the run sheet is longer than a page"
    if job.name.endswith("-cards"):
        yield from (f"{job.name}, {fault}" for fault in _cut_cards(job, words))
    if job.name.endswith(("-guide", "-packet")):
        yield from (f"{job.name}: {fault}" for fault in _code(job, file, scratch))


def _split_segments(job: printing.Job, file: Path) -> Iterator[str]:
    """Segments that do not stand on one page: each begins with its purpose and ends with room for notes."""
    for number, text in enumerate(output("pdftotext", "-layout", file, "-").split("\f"), 1):
        begun, ended = (len(re.findall(rf"^ *{name}", text, re.M)) for name in ("PURPOSE", "My notes"))
        if begun != ended:
            yield f"{job.name}, page {number}: {begun} segments begin and {ended} end"


def _words(text: str) -> Iterator[Word]:
    pattern = r'xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>'
    for left, top, right, bottom, word in re.findall(pattern, text):
        yield float(left), float(top), float(right), float(bottom), html.unescape(word)


def _edges(job: printing.Job, file: Path, words: list[list[Word]], scratch: Path) -> Iterator[str]:
    """Pages without ink, but for backs before a sheet of cards, and ink or words too near to the edge."""
    folder = scratch / f"{job.name}-pages"
    folder.mkdir()
    subprocess.run(["pdftoppm", "-gray", "-r", str(DPI), file, folder / "p"], check=True)
    cards = job.name.endswith("-cards")
    for number, picture in enumerate(sorted(folder.iterdir()), 1):
        with Image.open(picture) as image:
            dark = image.point(lambda tone: 255 if tone < 200 else 0).getbbox()
            width, height = image.size
        if dark is None:
            if not cards or number % 2:
                yield f"page {number}: blank"
            continue
        edge = DPI / 25.4 * 3
        if dark[0] < edge or dark[1] < edge or dark[2] > width - edge or dark[3] > height - edge:
            yield f"page {number}: ink at the edge {dark} of {width} x {height}"
        for left, _top, right, _bottom, word in words[number - 1] if not cards else ():
            if left < 13 * POINTS or right > width / DPI * 72 - 13 * POINTS:
                yield f"page {number}: “{word}” stands in the margin"
    shutil.rmtree(folder)


def _cut_cards(job: printing.Job, words: list[list[Word]]) -> Iterator[str]:
    """Cards whose words do not all stand on them."""
    sheets = re.findall(r'<div class="cardpage">(.*?)(?=<div class="cardpage">|</section>)', job.html, re.S)
    first = next(number for number, found in enumerate(words) if "front" in [word[4] for word in found][:30])
    for sheet, found in zip(sheets, words[first:], strict=False):
        places = re.split(r'<div class="card card--[a-z]+" style="', sheet)[1:]
        for place in places:
            left, top, width, height = (float(one) * POINTS for one in re.findall(r":(\d+)mm", place)[:4])
            said = html.unescape(re.sub(r"<[^>]*>", " ", place.split(">", 1)[1]))
            on_it = "".join(
                word[4]
                for word in found
                if word[4] != "•"
                if left <= (word[0] + word[2]) / 2 <= left + width and top <= (word[1] + word[3]) / 2 <= top + height
            )
            over = [word[4] for word in found if word[1] < top + height < word[3] and left < word[0] < left + width]
            if len(on_it) != len("".join(said.split())) or over:
                yield f"a card is cut or too full: {' '.join(said.split())[:60]} {over}"


def _code(job: printing.Job, file: Path, scratch: Path) -> Iterator[str]:
    subprocess.run(
        ["pdftoppm", "-r", "120", "-f", "1", "-l", "1", "-singlefile", "-png", file, scratch / "q"], check=True
    )
    read = output("zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", scratch / "q.png").strip()
    if read != f"{ADDRESS}modules/{job.name.rpartition('-')[0]}.html":
        yield f"the code leads to {read}"
