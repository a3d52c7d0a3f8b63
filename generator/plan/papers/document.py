"""A document to print as a value: whose it is, what it holds, and the lines of an agenda with their clock times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal

from generator import agenda, diagram
from generator.agenda import late
from generator.agenda.slot import Line, Slot
from generator.model import Curriculum, ModuleContent, Session
from generator.plan.page import Page, Texts, module_path
from generator.words import word

Paper = Literal["letter", "a4"]
Ink = Literal["light", "full"]
Sort = Literal["guide", "packet", "cards", "key", "runsheet", "volume"]


@dataclass(frozen=True, kw_only=True)
class Order:
    """What somebody wants printed: `minutes` 0 means as long as written, `start` is a time of day or nothing."""

    modules: tuple[str, ...]
    minutes: int = 0
    start: str = ""
    pairs: int = 8
    paper: Paper = "letter"
    ink: Ink = "light"


@dataclass(frozen=True, kw_only=True)
class Imprint:
    """What every page carries: the organization, if any, and the version."""

    organization: str = ""
    version: str
    fictional: bool = False


@dataclass(frozen=True)
class PrintedTexts(Texts):
    """Texts on paper: nothing there can be followed, so links become plain words and citations plain numbers."""

    marks: ClassVar[str] = "print/_marks.j2"

    def path_of(self, sort: str, name: str) -> str:
        """Nowhere: paper leads to no page."""
        return ""


NO_SLOT = Slot(0, ())


@dataclass(frozen=True)
class Ordered:
    """An order with what it takes to fill it; without a slot, what is printed needs no session."""

    texts: Texts
    order: Order
    imprint: Imprint
    contents: tuple[ModuleContent, ...]
    slot: Slot = NO_SLOT

    @property
    def language(self) -> str:
        """The language of what is printed."""
        return self.texts.language

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The sessions, in their order."""
        return tuple(content.session for content in self.contents if content.session)

    @property
    def title(self) -> str:
        """The titles of the modules."""
        return " · ".join(self.texts.plain(content.module.title) for content in self.contents)

    def time(self, minutes: int) -> str:
        """The time of day, or without a start, hours and minutes into the session."""
        return agenda.clock(self.order.start or "0:00", minutes)


@dataclass(frozen=True)
class Section:
    """A section: `template` shows it with `values`; `below` are the headings in it, with their anchors."""

    anchor: str
    title: str
    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    below: tuple[tuple[str, str], ...] = ()
    starts_page: bool = False


@dataclass(frozen=True)
class Part:
    """A cover and sections. `page` numbers the citations of all of them; `anchor` is the one of the cover."""

    page: Page
    sections: tuple[Section, ...]
    label: str
    title: str
    anchor: str
    cover: bool = True


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document: `name` is its file's, without the ending."""

    name: str
    sort: Sort
    title: str
    label: str
    """What sort of document it is, in words."""
    language: str
    order: Order
    imprint: Imprint
    parts: tuple[Part, ...]
    contents: bool = False
    facilitator: bool = True

    def bound(self, name: str, title: str, parts: Sequence[Part]) -> Document:
        """A volume of the same make with all these parts."""
        return replace(self, name=name, sort="volume", title=title, parts=tuple(parts), contents=True)


@dataclass(frozen=True)
class Row:
    """A line of the agenda as it is printed; `look` is true where a checkpoint of the running-late card is."""

    line: Line
    time: str
    module: str
    """The title of the module that begins here, where there are several."""
    anchor: str
    look: bool
    sheets: tuple[str, ...]


def printed_texts(curriculum: Curriculum) -> Texts:
    """What texts resolve to on paper."""
    return PrintedTexts(curriculum, "facilitator")


def anchor(module: str, name: str) -> str:
    """The anchor of a section: ids have no underscore, so it is no segment's."""
    return f"{module}_{name}"


def name_of(order: Order) -> str:
    """How the files of an order begin: its first module, and how many more there are."""
    first, more = order.modules[0], len(order.modules) - 1
    return f"{first}-and-{more}-more" if more else first


def made(
    ordered: Ordered,
    sort: Sort,
    label: str,
    sections: Sequence[Section],
    *,
    cited: Iterable[str] = (),
    values: Mapping[str, object] | None = None,
    contents: bool = False,
    cover: bool = True,
    facilitator: bool = True,
) -> Document:
    """A document of one part; the sources of `cited` are numbered in it."""
    own = {
        "sections": sections,
        "ordered": ordered,
        "fingerprint": fingerprint(ordered),
        "codes": tuple(codes(ordered)),
        **(values or {}),
    }
    page = Page.planned(
        ordered.texts, f"{sort}.md", ordered.title, template="print/part", values=own, cited=cited, keeps_anchors=False
    )
    own_anchor = anchor(ordered.order.modules[0], "cover")
    part = Part(page, tuple(sections), label, ordered.title, own_anchor, cover)
    name = f"{name_of(ordered.order)}-{sort}"
    return Document(
        name=name,
        sort=sort,
        title=ordered.title,
        label=label,
        language=ordered.language,
        order=ordered.order,
        imprint=ordered.imprint,
        parts=(part,),
        contents=contents,
        facilitator=facilitator,
    )


def fingerprint(ordered: Ordered) -> str:
    """Twelve characters that change with the content of the modules."""
    return "-".join(content.fingerprint[: 12 if len(ordered.contents) == 1 else 6] for content in ordered.contents)


@dataclass(frozen=True)
class Code:
    """The address of a module's page, and the code that leads a phone to it."""

    module: str
    address: str
    drawn: diagram.Code


def codes(ordered: Ordered) -> Iterator[Code]:
    """A code for each module, where the site has an address."""
    address = ordered.texts.curriculum.spine.address
    for content in ordered.contents if address else ():
        found = f"{address}{module_path(content.module.id).removesuffix('.md')}.html"
        yield Code(ordered.texts.plain(content.module.title), found, diagram.code(found))


def rows(ordered: Ordered) -> Iterator[Row]:
    """The lines of the agenda."""
    looks = {checkpoint.entry.start for checkpoint in late.card(ordered.slot)}
    before = -1
    for line in ordered.slot.lines:
        content = ordered.contents[line.part]
        begins = len(ordered.contents) > 1 and line.sort == "segment" and line.part != before
        before = line.part if line.sort == "segment" else before
        title = ordered.texts.plain(content.module.title) if begins else ""
        anchor = f"{content.module.id}-{line.entry.segment.id}" if line.entry else ""
        look = bool(line.entry) and line.start in looks
        yield Row(line, ordered.time(line.start), title, anchor, look, tuple(_sheets(ordered, content, line)))


def _sheets(ordered: Ordered, content: ModuleContent, line: Line) -> Iterator[str]:
    titles = {sheet.id: sheet.title for sheet in content.session.handouts} if content.session else {}
    yield from (ordered.texts.plain(titles[name]) for name in (line.entry.segment.handouts if line.entry else ()))


def mode_words(language: str) -> Mapping[str, str]:
    """How people work in a segment."""
    return {
        "plenary": word(language, "All"),
        "pair": word(language, "Pairs"),
        "solo": word(language, "Alone"),
        "group": word(language, "Groups"),
    }
