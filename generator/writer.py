"""Finished pages on disk: a plain, self-contained folder that an engine turns into HTML."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator import plan, source, words

THEME = Path(__file__).parent / "theme"
SCRIPT_WORDS = "assets/dyad/words.js"
COURSE = "assets/dyad/course.js"
REMARK = re.compile(rb"^[ ]*/\*(?!!).*?\*/\n|^[ ]+", re.DOTALL | re.MULTILINE)
"""In a script of ours: a comment with lines of its own, and indentation. A license begins with `/*!`, and stays."""
PRIVATE = {"private": True}
"""Tells the theme to keep search engines away."""


@dataclass(frozen=True)
class Site:
    """Everything of one edition that is written: pages by path, and the engine's settings."""

    pages: Mapping[str, str]
    settings: Mapping[str, Any]
    epoch: int
    """The date of the site, in seconds since 1970."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """What is added to the theme, or stands for a file of it, by path in its folder."""
    said: tuple[str, ...] = ()
    """What the person who builds it should know."""
    printed: Mapping[str, Path] = field(default_factory=dict)
    """PDFs that stand among the pages, by path, each with the file that it is a copy of."""


def settings(
    shared: Mapping[str, Any],
    *,
    name: str,
    nav: plan.Nav,
    address: str | None = None,
    edition: plan.Edition = "learner",
    language: str = words.SOURCE,
    unlisted: Iterable[str] = (),
) -> dict[str, Any]:
    """The engine's settings for one edition: what all share, without the hook, and what is its own.

    `unlisted` are pages that are meant to stand in no navigation.

    `address` is where learners find their site; the facilitators' one is published elsewhere, and search engines are
    asked to leave it out.
    """
    own = {key: value for key, value in shared.items() if key != "hooks"}
    own |= {"site_name": html.escape(name), "docs_dir": "pages", "site_dir": "site", "nav": engine_nav(nav)}
    left_out = "".join(f"/{path}\n" for path in unlisted)
    if left_out:
        own["not_in_nav"] = f"{shared.get('not_in_nav', '')}\n{left_out}"
    own["theme"] = {**shared["theme"], "custom_dir": "theme"} | _palette(shared["theme"], language)
    if edition == "facilitator":
        return own | {
            "site_name": html.escape(words.word(language, "%(name)s: for facilitators", name=name)),
            "extra": {**shared.get("extra", {}), **PRIVATE},
        }
    return own | ({"site_url": address} if address else {})


def _palette(theme: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The switches between light and dark, named in a language."""
    if "palette" not in theme or language == words.SOURCE:
        return {}
    names = {
        "Switch to light colors": words.word(language, "Switch to light colors"),
        "Switch to dark colors": words.word(language, "Switch to dark colors"),
        "Switch to the colors of the device": words.word(language, "Switch to the colors of the device"),
    }
    toggles = [(one, one["toggle"]) for one in theme["palette"]]
    named = [
        {**one, "toggle": {**toggle, "name": names.get(toggle["name"], toggle["name"])}} for one, toggle in toggles
    ]
    return {"palette": named}


def script_words(language: str) -> dict[str, bytes]:
    """The file of the theme that holds the words of our scripts, where a language has words of its own."""
    table = words.of_scripts(language)
    if not table:
        return {}
    given = f"Object.assign(window.dyad.table, {json.dumps(table, ensure_ascii=False, indent=2)});\n"
    return {SCRIPT_WORDS: _theme_file(SCRIPT_WORDS) + b"\n" + given.encode()}


def course(data: Mapping[str, object]) -> dict[str, bytes]:
    """The file of the theme that tells our scripts which course this is; a page from a disk can fetch no data."""
    given = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return {COURSE: f"window.dyad.course = {given};\n".encode()}


def branded(own: Mapping[str, Any], *, banner: str, sheet: bool, logo: str, footer: str) -> dict[str, Any]:
    """The settings with what an organization adds; the theme prints them as HTML, so they are escaped."""
    made = dict(own)
    if sheet:
        made["extra_css"] = [*own["extra_css"], "assets/brand/brand.css"]
    if logo:
        made["theme"] = {**own["theme"], "logo": logo}
    if footer:
        made["copyright"] = html.escape(footer)
    if banner:
        made["extra"] = {**own["extra"], "banner": banner}
    return made


def engine_nav(nav: plan.Nav) -> list[dict[str, Any]]:
    """The navigation as the engine reads it; the theme prints titles as HTML, so they are escaped."""
    return [{html.escape(title): target if isinstance(target, str) else engine_nav(target)} for title, target in nav]


def write(folder: Path, site: Site) -> None:
    """Writes what changed below `folder` and removes pages and PDFs that are no longer there."""
    pages = folder / "pages"
    for path, text in site.pages.items():
        _put(pages / path, text.encode())
    for path, file in site.printed.items():
        _put(pages / path, file.read_bytes())
    if pages.is_dir():
        for file in sorted(pages.rglob("*")):
            if file.is_file() and file.relative_to(pages).as_posix() not in {*site.pages, *site.printed}:
                file.unlink()
    _copy_theme(folder / "theme", site.files)
    write_settings(folder, site.settings)


def write_settings(folder: Path, settings: Mapping[str, Any]) -> None:
    """Writes the engine's settings alone; its server loads them when they change."""
    _put(folder / "mkdocs.yml", source.yaml_text(settings).encode())


def write_schemas(folder: Path, schemas: Mapping[str, Mapping[str, Any]]) -> None:
    """Writes each schema that changed as `NAME.json`."""
    for name, schema in schemas.items():
        _put(folder / f"{name}.json", (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode())


def with_notice(settings: Mapping[str, Any], notice: str) -> dict[str, Any]:
    """Settings under which the theme prints a notice on every page: for the preview only."""
    return {**settings, "extra": {**settings.get("extra", {}), "preview_notice": notice}}


def _copy_theme(target: Path, more: Mapping[str, bytes]) -> None:
    files = {file.relative_to(THEME).as_posix() for file in THEME.rglob("*") if file.is_file()}
    for path in files - set(more):
        _put(target / path, _theme_file(path))
    for path, content in more.items():
        _put(target / path, content)
    for file in sorted(target.rglob("*")):
        if file.is_file() and file.relative_to(target).as_posix() not in files | set(more):
            file.unlink()


def _theme_file(path: str) -> bytes:
    """A file of the theme; a script without its remarks, which saves readers a fifth of the weight."""
    content = (THEME / path).read_bytes()
    return REMARK.sub(b"", content) if path.endswith(".js") else content


def _put(file: Path, content: bytes) -> None:
    if file.is_file() and file.read_bytes() == content:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
