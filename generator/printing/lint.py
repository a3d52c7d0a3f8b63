"""What would break a PDF for those who have it read aloud, found in the HTML before it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser

from generator.printing.pdf import FONTS
from generator.problems import Place, Problem

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = {"p", "div", "table", "pre", "blockquote"}
LONGEST_ITEM = 1800
"""Letters of a list item: longer ones might not fit on a page, and one that is split breaks the list's structure."""


def problems(name: str, html: str) -> tuple[Problem, ...]:
    """What is wrong in a document to print; characters without a glyph in our fonts are warnings."""
    look = _Look()
    look.feed(html)
    look.close()
    place = Place(f"{name}.pdf")
    missing = sorted({c for c in look.text if ord(c) > 126 and ord(c) not in _cover()})
    found = [Problem(place, what, expected) for what, expected in look.found]
    found += [
        Problem(
            place, f"the fonts for print have no '{c}' (U+{ord(c):04X})", "another font is used", severity="warning"
        )
        for c in missing
    ]
    return tuple(found)


@cache
def _cover() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / "dyad-sans-400-normal.woff2") as font:
        return frozenset(font.getBestCmap())


class _Look(HTMLParser):
    """Walks through a document and notes what a PDF/UA reader would stumble over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self.text = ""
        self._open: list[str] = []
        self._level = 0
        self._named = False
        self._item = 0
        self._anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.found += list(_wrong(tag, values, self._open))
        self._anchor(values.get("id") or "")
        if tag in HEADINGS:
            self._heading(int(tag[1]))
        if tag == "svg":
            self._named = False
        self._named = self._named or tag == "title"
        self._item = 0 if tag == "li" else self._item
        if tag not in {"meta", "br", "hr", "img", "path", "link"}:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += list(_wrong(tag, dict(attrs), self._open))

    def handle_endtag(self, tag: str) -> None:
        if tag == "svg" and not self._named:
            self.found.append(("a drawing has no title", "say in <title> what it shows"))
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.text += data if not self._open or self._open[-1] != "style" else ""
        self._item += len(data)
        if "li" in self._open and self._item > LONGEST_ITEM:
            self.found.append((f"a list item is longer than {LONGEST_ITEM} letters", "write paragraphs"))
            self._item = 0

    def _heading(self, level: int) -> None:
        if level > self._level + 1:
            self.found.append((f"a heading of level {level} follows one of level {self._level}", "skip no level"))
        self._level = level

    def _anchor(self, name: str) -> None:
        if name in self._anchors:
            self.found.append((f"two places have the anchor '{name}'", "the contents would lead to one of them only"))
        self._anchors |= {name} - {""}

    def close(self) -> None:
        """The end of the document; some things are wrong by being absent."""
        super().close()
        if not self._level:
            self.found.append(("the document has no heading", "begin with a title"))


def _wrong(tag: str, values: dict[str, str | None], around: list[str]) -> Iterator[tuple[str, str]]:
    if tag == "html" and not values.get("lang"):
        yield "the document names no language", "set lang"
    if tag == "img" and not values.get("alt"):
        yield "a picture has no words", "describe it"
    if tag == "th" and (values.get("colspan") or values.get("rowspan")):
        yield "a heading of a table spans several cells", "give each column its own"
    if tag in BLOCKS and "li" in around:
        yield f"'<{tag}>' stands inside a list item", "write a line, or take it out of the list"
    if tag == "dl":
        yield "a definition list is not tagged as one", "use paragraphs"
    if "a" in around and tag not in {"br"}:
        yield f"'<{tag}>' stands inside a link", "link plain words"
    if tag in {"script", "iframe", "object", "embed"}:
        yield f"'<{tag}>' has no meaning on paper", "remove it"
