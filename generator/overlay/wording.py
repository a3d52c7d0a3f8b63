"""What the base says, as text that a person can read and compare, and the hash of its words."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping

from generator.overlay.lessons import Part

UNSAID = ("id", "renamed_from", "locked")
"""What a thing is called, and who may change it, is no part of what it says."""
BRACES = re.compile(r"\s*\{([^{}]*)\}\s*$")
CALLED = re.compile(r'#\S+|\b(?:renamed_from|override|why)="[^"]*"')


def wording(value: object) -> str:
    """A value of an author's file as text: keys in alphabetical order, lists with dashes; nothing gives nothing.

    The order of keys and the layout of the file leave no trace in it.
    """
    lines = _lines(value)
    return "\n".join(lines).strip("\n") + "\n" if any(lines) else ""


def of_thing(value: Mapping[str, object]) -> str:
    """What a thing says, without what it is called."""
    return wording({key: inner for key, inner in value.items() if key not in UNSAID})


def of_section(part: Part) -> str:
    """A section with its heading, without what it is called."""
    found = BRACES.search(part.heading)
    heading = part.heading[: found.start()] if found else part.heading
    rest = " ".join(CALLED.sub("", found[1]).split()) if found else ""
    return wording("\n".join([f"{heading} {{{rest}}}" if rest else heading, part.body]))


def digest(text: str) -> str:
    """The hash of a text's words: white space does not count, so that a line broken elsewhere changes nothing."""
    return hashlib.sha256(" ".join(unicodedata.normalize("NFC", text).split()).encode()).hexdigest()


def _lines(value: object) -> list[str]:
    if isinstance(value, Mapping):
        return [line for key in sorted(value) if key not in UNSAID[1:] for line in _entry(f"{key}:", value[key])]
    if isinstance(value, (list, tuple)):
        return [line for item in value for line in _item(item)]
    if value is None:
        return []
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return [line.rstrip() for line in unicodedata.normalize("NFC", text).strip("\n").split("\n")]


def _entry(key: str, value: object) -> list[str]:
    inner = _lines(value)
    if isinstance(value, (Mapping, list, tuple)) or len(inner) > 1:
        return [key, *(f"  {line}".rstrip() for line in inner)]
    return [f"{key} {inner[0]}" if inner else key]


def _item(value: object) -> list[str]:
    first, *rest = _lines(value) or [""]
    return [f"- {first}".rstrip(), *(f"  {line}".rstrip() for line in rest)]
