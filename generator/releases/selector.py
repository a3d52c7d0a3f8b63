"""The list of versions that the selector in the header reads: the one place that knows the theme's format.

Material for MkDocs and mike read `versions.json`: `[{version, title, aliases, properties?}]`, newest first. Material
puts `title` into the page as HTML, fails where `aliases` is missing, and takes the first entry for a version that is
not listed. So titles are escaped, `aliases` always stand there, and what is withdrawn stays listed, as hidden. Our own
script (`versions.js`) reads the words from `properties.name` and writes them as text.
"""

from __future__ import annotations

import html
import json
from typing import Any

from generator.releases.state import Release, State

NAME = "versions.json"
ALIAS = "latest"


def versions_json(state: State) -> bytes:
    """The list as a file."""
    listed = [_entry(release, state) for release in state.newest_first]
    return (json.dumps(listed, ensure_ascii=True, indent=1) + "\n").encode()


def _entry(release: Release, state: State) -> dict[str, Any]:
    name = f"{release.version} ({release.title})" if release.title else release.version
    properties: dict[str, Any] = {"name": name, "date": release.date}
    if release.status != "live":
        properties |= {"hidden": True, "status": release.status}
    return {
        "version": release.version,
        "title": html.escape(name),
        "aliases": [ALIAS] if release.version == state.latest and release.status == "live" else [],
        "properties": properties,
    }
