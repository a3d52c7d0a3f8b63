"""Pictures that an organization brings, judged by what is in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from generator.problems import Place, Problem

MAX_BYTES = 500_000
BEGINNINGS = {".png": (b"\x89PNG\r\n\x1a\n",), ".jpg": (b"\xff\xd8\xff",), ".webp": (b"RIFF",)}
SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
ELEMENTS = frozenset(
    "svg g title desc defs path rect circle ellipse line polyline polygon linearGradient radialGradient stop clipPath "
    "mask use symbol text tspan".split()
)
FOREIGN = re.compile(r"url\(\s*(?!['\"]?#)|javascript:|data:|https?:", re.I)


def problems(file: Path, path: str) -> Iterator[Problem]:
    """What is wrong with a picture, known as `path`."""
    place = Place(path)
    if file.stat().st_size > MAX_BYTES:
        yield Problem(place, "the picture is too large", "expected at most 500 kB")
        return
    content = file.read_bytes()
    if file.suffix != ".svg":
        starts = BEGINNINGS[file.suffix]
        if not content.startswith(starts) or (file.suffix == ".webp" and content[8:12] != b"WEBP"):
            yield Problem(place, f"the file is not what '{file.suffix}' says", "save the picture again")
        return
    yield from svg_problems(content, place)


def svg_problems(content: bytes, place: Place) -> Iterator[Problem]:
    """Only shapes, words and colors may stand in a drawing: nothing that runs, and nothing from elsewhere."""
    if re.search(rb"<!(?:DOCTYPE|ENTITY)|<\?(?!xml )", content, re.I):
        yield Problem(place, "the drawing has a document type or an instruction", "save it as plain SVG")
        return
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError):
        yield Problem(place, "the drawing is not SVG", "save it again")
        return
    if root.tag != f"{SVG}svg":
        yield Problem(place, "the drawing is not SVG", 'expected <svg xmlns="http://www.w3.org/2000/svg">')
    for element in root.iter():
        name = str(element.tag).removeprefix(SVG)
        if name not in ELEMENTS:
            yield Problem(place, f"the element '{name}' is not allowed in a drawing", "keep to shapes and words")
        for key, value in element.attrib.items():
            yield from _attribute(key.removeprefix(XLINK), value, place)


def _attribute(key: str, value: str, place: Place) -> Iterator[Problem]:
    if key.lower().startswith("on") or key == "style":
        yield Problem(place, f"the attribute '{key}' is not allowed in a drawing", "remove it")
    elif key == "href" and not value.startswith("#"):
        yield Problem(place, f"the drawing refers to '{value[:60]}'", "expected nothing, or #id in the drawing itself")
    elif FOREIGN.search(value):
        yield Problem(place, f"'{key}' of the drawing refers to something else", "expected a color or url(#id)")
