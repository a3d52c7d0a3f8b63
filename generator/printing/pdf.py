"""HTML to PDF: tagged, with bookmarks, from shipped fonts and without any request. WeasyPrint is used here alone."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STYLE = Path(__file__).parent / "style"
SERIF = Path(__file__).parents[1] / "theme/assets/dyad/fonts"
FONTS = Path(__file__).parent / "fonts"


def pdf(html: str, paper: str, epoch: int) -> bytes:
    """The document as PDF/UA-1. The same words give the same bytes: dates are `epoch`, in seconds since 1970."""
    import weasyprint  # takes a second to load: only what prints has to wait for it
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    fetcher = URLFetcher(allowed_protocols=["file", "data"])
    fonts = FontConfiguration()
    sheets = [
        weasyprint.CSS(string=text, base_url=STYLE.as_uri(), font_config=fonts, url_fetcher=fetcher)
        for text in css(paper)
    ]
    with _dated(epoch), _quiet(), _uncollected():
        document = weasyprint.HTML(string=html, url_fetcher=fetcher)
        made = document.write_pdf(
            stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1", pdf_tags=True, full_fonts=False
        )
    return bytes(made)


def css(paper: str) -> Iterator[str]:
    """The style sheets for a paper, with the places of the fonts filled in."""
    text = (STYLE / "print.css").read_text(encoding="utf-8")
    yield text.replace('url("fonts/', f'url("{FONTS.as_uri()}/').replace('url("serif/', f'url("{SERIF.as_uri()}/')
    yield (STYLE / f"{paper}.css").read_text(encoding="utf-8")


@contextmanager
def _dated(epoch: int) -> Iterator[None]:
    """While a document is written, its date is ours: WeasyPrint reads it from the environment."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = before or str(epoch)
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nothing is thrown away while a document is set: looking for what could be takes a fifth of the time.

    Where nobody else does so either, it is thrown away at the end: many documents may follow.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
        else:
            gc.collect()


@contextmanager
def _quiet() -> Iterator[None]:
    """Its warnings are about its own fonts and style sheets; what matters to us, the lint has said before."""
    logger = logging.getLogger("weasyprint")
    level, logger.level = logger.level, logging.ERROR
    try:
        yield
    finally:
        logger.level = level
