"""Authored text: its terms, citations and links, its Markdown, and what may not stand in it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser

import nh3
from markdown import Markdown

TERM = re.compile(r"\{\{ ?term\.([a-z][a-z0-9_]*)\.(one|other|abbr|One|Other) ?\}\}")
CITATION = re.compile(r"\[@([a-z0-9-]+)(?: via @([a-z0-9-]+))?\]")
LINK = re.compile(r"\[([^\]\n]*)\]\((module|page):([^)#\s]*)(?:#([^)\s]*))?\)")
ANCHOR = re.compile(r"\]\(#([^)\s]*)\)")
BRACES = re.compile(r"\{\{|\{%|\{#(?![a-z])|%\}|\}\}")
BROKEN_CITATION = re.compile(r"\[@[^\]\n]*\]?")
ALIGNED = re.compile(r"^(?=.*(?::-|-:))[|:\- ]+$", re.M)
HARMLESS = re.compile(
    r"\[[^\[\]\n]*\]\((?:#[a-z0-9-]*|https://[^\s()<>\"']*)\)|^#{3,4} [^\n<{]*\{#[a-z][a-z0-9-]*\}$", re.M
)
"""Ordinary links and headings: most texts hold nothing else that looks risky."""
HARMLESS_SECTION = re.compile(r"^## [^\n<{]*(?:\{#[a-z][a-z0-9-]*\})?$", re.M)
RISKY = re.compile(r"<|\{|!\[|\]\s*[(\[:]|^ {0,3}#|^ {0,3}(=+|-+)\s*$", re.M)
"""What Markdown needs to make anything but plain blocks and emphasis: HTML, attributes, links, headings."""
MARKUP = re.compile(r"[<>&*_`\[\]{}\\!#\n|~]|^\s|^\d+[.)]|^[-+=:]|https?:|\s$")

EXTENSIONS = ("attr_list", "sane_lists", "tables")
TAGS = {
    "a", "abbr", "b", "blockquote", "br", "code", "dd", "dl", "dt", "em", "h3", "h4", "hr", "i", "kbd", "li", "ol",
    "p", "pre", "q", "s", "small", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"*": {"class", "id", "lang"}, "a": {"href", "title"}, "ol": {"start"}, "abbr": {"title"}}
SCHEMES = {"http", "https", "mailto"}
SAFE_ID = re.compile(r"[a-z][a-z0-9-]{0,62}")


@dataclass(frozen=True, slots=True)
class Citation:
    """A claim's source: a work, or a work known only through another one."""

    work: str
    via: str = ""


OWN = Citation("own")


def citations(text: str) -> tuple[Citation, ...]:
    """The citations of a text, in order, `own` included."""
    return tuple(Citation(m[1], m[2] or "") for m in CITATION.finditer(text))


def with_terms(text: str, terms: Mapping[str, str]) -> str:
    """The text with its terms filled in; `terms` maps `dyad.one` to a word."""
    return TERM.sub(lambda m: terms[f"{m[1]}.{m[2]}"], text)


def with_links(text: str, href: Callable[[str, str, str], str]) -> str:
    """The text with links to modules and pages resolved; a link without a target becomes plain text."""

    def link(match: re.Match[str]) -> str:
        target = href(match[2], match[3], match[4] or "")
        return f"[{match[1]}]({target})" if target else match[1]

    return LINK.sub(link, text)


def with_citations(text: str, cited: Callable[[Citation], str]) -> str:
    """The text with each citation replaced; the space before a citation goes, so that it never starts a line."""
    return re.sub(rf"\s*{CITATION.pattern}", lambda m: cited(Citation(m[1], m[2] or "")), text)


SKIPPED = re.compile(r"^#.*|^    .*|`[^`]*`|\[[^\]]*\]\([^)]*\)|<[^>]*>|\{[^}]*\}|\[@[^\]]*\]", re.M)
WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")

Forms = Mapping[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a glossary word stands in a text, from `start` to `end`."""

    start: int
    end: int
    entry: str


def forms_of(entries: Iterable[tuple[str, Iterable[str]]]) -> Forms:
    """Forms of glossary words with the id of their entry, by their first word, longest first; all lower case."""
    found: dict[str, list[tuple[str, str]]] = {}
    for entry, forms in entries:
        for form in map(str.lower, forms):
            first = WORD.match(form)
            found.setdefault(first[0] if first else form, []).append((form, entry))
    return {first: tuple(sorted(forms, key=lambda form: -len(form[0]))) for first, forms in found.items()}


def spots(text: str, forms: Forms, seen: frozenset[str]) -> tuple[Spot, ...]:
    """The first standing of each glossary word that is not in `seen`; headings, code, links and marks left alone."""
    masked = SKIPPED.sub(lambda match: " " * len(match[0]), text.lower())
    found: dict[str, Spot] = {}
    end = 0
    for word in WORD.finditer(masked):
        for form, entry in forms.get(word[0], ()) if word.start() >= end else ():
            after = word.start() + len(form)
            if masked.startswith(form, word.start()) and not masked[after : after + 1].isalnum():
                end = after
                if entry not in seen:
                    found.setdefault(entry, Spot(word.start(), after, entry))
                break
    return tuple(found.values())


def with_words(text: str, marked: Iterable[Spot], mark: Callable[[str, str], str]) -> str:
    """The text with the words at these spots marked."""
    for spot in sorted(marked, key=lambda spot: -spot.start):
        text = text[: spot.start] + mark(spot.entry, text[spot.start : spot.end]) + text[spot.end :]
    return text


@cache
def _markdown() -> Markdown:
    return Markdown(extensions=list(EXTENSIONS), output_format="html")


def to_html(text: str) -> str:
    """Markdown as HTML blocks."""
    if not MARKUP.search(text):
        return f"<p>{html.escape(text, quote=False)}</p>"
    return _markdown().reset().convert(text)


def is_plain(text: str) -> bool:
    """True where Markdown would change nothing: words with terms and citations only."""
    return not MARKUP.search(CITATION.sub("", TERM.sub("", text)).strip())


def to_inline_html(text: str) -> str:
    """Markdown as HTML that may stand inside a line; a single paragraph loses its `<p>`."""
    made = to_html(text)
    if made.startswith("<p>") and made.count("<p>") == 1 and made.endswith("</p>"):
        return made[3:-4]
    return made


def words(text: str) -> int:
    """How many words a reader reads, markup and citations left out."""
    plain = re.sub(r"\{[^}]*\}|\]\([^)]*\)", " ", CITATION.sub(" ", text))
    return len(WORD.findall(plain))


@dataclass(frozen=True, slots=True)
class Unsafe:
    """Something that may not stand in authored text; `needle` is how it stands there."""

    what: str
    needle: str
    expected: str = ""


def refused(text: str, *, sections: bool = False) -> Iterator[Unsafe]:
    """What stands in a text and must not: other template marks, broken citations, HTML that could run code.

    `sections` allows the headings of sections.
    """
    rest = TERM.sub("", text)
    for match in BRACES.finditer(rest):
        yield Unsafe(f"'{match[0]}' is not a term", match[0], "expected {{ term.KEY.one }}, .other or .abbr")
    for match in BROKEN_CITATION.finditer(CITATION.sub("", text)):
        yield Unsafe(f"'{match[0]}' is not a citation", match[0], "expected [@id] or [@id via @id]")
    aligned = ALIGNED.search(text)
    if aligned:
        yield Unsafe("the columns of a table cannot be aligned", aligned[0].strip(), "remove the colons")
    bare = CITATION.sub("", LINK.sub(r"\1", rest))
    looked_at = HARMLESS.sub("", HARMLESS_SECTION.sub("", bare) if sections else bare)
    if not aligned and RISKY.search(looked_at):
        yield from _unsafe_html(bare, TAGS | {"h2"} if sections else TAGS)


def _unsafe_html(text: str, tags: set[str]) -> Iterator[Unsafe]:
    try:
        made = to_html(text)
    except RecursionError:
        yield Unsafe("the text is nested too deeply", "")
        return
    if made.count("<") == made.count("<p>") * 2:
        return
    found = _Found(tags)
    found.feed(made)
    found.close()
    yield from found.unsafe
    if not found.unsafe and _events(nh3.clean(made, tags, None, ATTRIBUTES, link_rel=None)) != _events(made):
        yield Unsafe("the text holds HTML that is not allowed", "<", "use Markdown")


class _Found(HTMLParser):
    """Looks through rendered HTML for tags, attributes, ids and link schemes outside the allow-list."""

    def __init__(self, tags: set[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.tags = tags
        self.unsafe: list[Unsafe] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"h1", "h2"} - self.tags:
            self.unsafe.append(Unsafe("a main heading may not stand here", "", "use '### Text {#id}' below a section"))
        elif tag not in self.tags:
            self.unsafe.append(Unsafe(f"the HTML tag '<{tag}>' is not allowed", f"<{tag}", "use Markdown"))
        for name, value in attrs if tag in self.tags else ():
            self._attribute(tag, name, value or "")

    def handle_comment(self, data: str) -> None:
        self.unsafe.append(Unsafe("an HTML comment may not stand here", "<!--", "remove it"))

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name not in ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set()):
            self.unsafe.append(Unsafe(f"the attribute '{name}' is not allowed", name, "remove it"))
        elif name == "id" and not SAFE_ID.fullmatch(value):
            self.unsafe.append(Unsafe(f"the id '{value}' is not usable", value, "use letters, digits and hyphens"))
        elif name == "href" and not _safe_link(value):
            expected = "expected https, http, mailto, #section, module:id or page:id"
            self.unsafe.append(Unsafe(f"the link '{value}' is not allowed", value.split(":")[0], expected))


def _safe_link(value: str) -> bool:
    bare = re.sub(r"[\s\x00-\x1f]", "", html.unescape(value)).lower()
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", bare)
    return bare.startswith("#") if scheme is None else scheme[1] in SCHEMES


def _events(made: str) -> list[tuple[str, object]]:
    events: list[tuple[str, object]] = []
    parser = HTMLParser(convert_charrefs=True)
    parser.handle_starttag = lambda tag, attrs: events.append((tag, sorted(attrs)))  # type: ignore[method-assign]
    parser.feed(made)
    return events
