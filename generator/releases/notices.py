"""The few pages that stand beside the releases: where something was withdrawn, moved or never was."""

from __future__ import annotations

from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

from generator import engine, render
from generator.releases.selector import ALIAS
from generator.releases.state import Release

SHEET = "notice.css"
STYLE = render.TEMPLATES / "releases" / SHEET


def gone(release: Release, path: str, *, language: str) -> bytes:
    """What stands at a page of a release that was withdrawn or is no longer kept."""
    up = "../" * (path.count("/") + 1)
    return _page("gone", language, release=release, up=up, there=f"{up}{ALIAS}/index.html")


def left_out(path: str, *, language: str) -> bytes:
    """What stands in `latest/` at a page that only earlier releases have."""
    up = "../" * (path.count("/") + 1)
    return _page("left-out", language, up=up, there=f"{up}{ALIAS}/index.html")


def missing(address: str | None, *, language: str) -> bytes:
    """The 404 page. It is shown at any depth, so its links begin at the root of the host."""
    up = urlsplit(address).path if address else "/"
    return _page("missing", language, up=up, there=f"{up}{ALIAS}/index.html")


def entrance(*, language: str) -> bytes:
    """What leads from the organization's own address to `latest/`."""
    return _page("entrance", language, up="", there=f"{ALIAS}/index.html")


def robots(edition: str, hidden: list[str], address: str | None) -> bytes:
    """What search engines are asked: to leave out the facilitators' site, and what is withdrawn."""
    if edition == "facilitator":
        return b"User-agent: *\nDisallow: /\n"
    root = urlsplit(address).path if address else "/"
    lines = ["User-agent: *", *(f"Disallow: {root}{version}/" for version in hidden)]
    lines += ["Disallow:"] if not hidden else []
    lines += [f"Sitemap: {address}sitemap.xml"] if address else []
    return ("\n".join(lines) + "\n").encode()


def sitemap(address: str, pages: list[str], date: str) -> bytes:
    """The pages of `latest/`: what search engines are to know."""
    urls = "".join(
        f"<url><loc>{escape(f'{address}{ALIAS}/{quote(page)}')}</loc><lastmod>{date}</lastmod></url>\n"
        for page in pages
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    ).encode()


def _page(name: str, language: str, **values: object) -> bytes:
    made = render.html_page(f"releases/{name}", language, policy=engine.policy(), sheet=SHEET, **values)
    return made.encode()
