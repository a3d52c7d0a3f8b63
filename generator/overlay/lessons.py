"""Sections of a lesson replaced, or with text of the organization's before or after their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.problems import Place
from generator.source import TextFile

HEADING = re.compile(r"^## .*$", re.M)
SECTION_ID = re.compile(r"\{[^{}]*#([a-z][a-z0-9-]*)[^{}]*\}\s*$")


BINDING = re.compile(r'\b(override|why)="([^"]*)"')


@dataclass(frozen=True)
class Part:
    """A section as text: heading and body; the opening has neither heading nor id."""

    id: str
    heading: str
    body: str
    place: Place
    places: tuple[Place, ...] = ()
    """Every place at which its text stands, where there are several."""

    @property
    def text(self) -> str:
        """The section as it stands in its file."""
        return f"{self.heading}\n{self.body}" if self.heading else self.body


def binding(part: Part) -> tuple[str, str]:
    """What organizations may do with a section, as the base says it, and why not more; empty where nothing is said."""
    found = dict(BINDING.findall(part.heading))
    return found.get("override", ""), found.get("why", "").rstrip(".")


def parts(file: TextFile) -> list[Part]:
    """The opening and the sections of a lesson."""
    starts = [match.start() for match in HEADING.finditer(file.text)]
    found = [Part("", "", file.text[: starts[0] if starts else len(file.text)], Place(file.path, 1, 1))]
    ends = [*starts[1:], len(file.text)]
    for start, end in zip(starts, ends[: len(starts)], strict=True):
        heading, _, body = file.text[start:end].partition("\n")
        named = SECTION_ID.search(heading)
        found.append(Part(named[1] if named else "", heading, body, file.place(file.text.count("\n", 0, start) + 1)))
    return found


def replaced(part: Part, file: TextFile) -> Part:
    """The section with the file's text; a file that begins with a heading brings its own."""
    if not file.text.startswith("## "):
        return replace(part, body=_body(file.text), place=Place(file.path, 1, 1), places=())
    heading, _, body = file.text.partition("\n")
    return replace(part, heading=heading, body=_body(body), place=Place(file.path, 1, 1), places=())


def wrapped(part: Part, *, before: TextFile | None, after: TextFile | None) -> Part:
    """The section with the organization's text before its own, or after it."""
    texts = [before.text if before else "", part.body, after.text if after else ""]
    own = part.places or (part.place,)
    first = (Place(before.path, 1, 1),) if before else ()
    last = (Place(after.path, 1, 1),) if after else ()
    body = "\n\n".join(text.strip("\n") for text in texts if text.strip())
    return replace(part, body=_body(body), places=(*first, *own, *last))


def _body(text: str) -> str:
    return "\n" + text.strip("\n") + "\n\n"


def together(file: TextFile, found: list[Part]) -> tuple[TextFile, Mapping[Place, tuple[Place, ...]]]:
    """The lesson made of these parts, and where the text of each section stands that has several places."""
    text, origins = "", {}
    for part in found:
        if part.heading:
            origins[text.count("\n") + 1] = part.place
        text += part.text
    text = text.rstrip("\n") + "\n"
    continued = {part.place: part.places for part in found if part.places}
    continued |= {  # the text of a section begins below its heading, which may stand in another file
        part.place.below(1): part.places or (part.place,)
        for part in found
        if part.heading and (part.places or part.place.path != file.path)
    }
    return TextFile(file.path, text, origins), continued
