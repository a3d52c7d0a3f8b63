"""Authored text: its terms, citations and links, its Markdown, and what may not stand in it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from html.parser import HTMLParser

import nh3
from markdown import Markdown

from generator import source

TERM = re.compile(r"\{\{ ?term\.([a-z][a-z0-9_]*)\.(one|other|abbr|One|Other) ?\}\}")
CITATION = re.compile(r"\[@([a-z0-9-]+)(?: via @([a-z0-9-]+))?\]")
CITATIONS = re.compile(rf"(?:(?<!\s)\s*{CITATION.pattern})+")
LINK = re.compile(r"\[([^\[\]\n]*(?:\n[^\[\]\n]+)*)\]\((module|page|tool):([^()#\s]*)(?:#([^()\s]*))?\)")
ANCHOR = re.compile(r"\]\(#([^()\s\[\]]*)\)")
BRACES = re.compile(r"\{\{[^{}\n]{0,60}\}{0,2}|\{%[^{}\n]{0,60}\}?|\{#(?![a-z])|%\}|\}\}")
BROKEN_CITATION = re.compile(r"\[@(?:[^\[\]\n]{0,80}\]|[^\[\]\s]*)")
ALIGNED = re.compile(r"^(?=.*(?::-|-:))[|:\- ]+$", re.M)
HARMLESS = re.compile(
    r"(?<!!)\[[^\[\]\n<{]*\]\((?:#[a-z0-9-]*|https://[^\s()<>\"'{\ue000]*)\)|^#{3,4} [^\n<{\[\]]*\{#[a-z][a-z0-9-]*\}$",
    re.M,
)
"""Ordinary links and headings: most texts hold nothing else that looks risky."""
HARMLESS_SECTION = re.compile(r"^## [^\n<{\[\]]*(?:\{#[a-z][a-z0-9-]*\})?$", re.M)
RISKY = re.compile(r"<|\{|!\[|\]\s*[(\[:]|^[ \t>*+\-.\d]*[#=]|^[ \t>*+\-.\d]*-[ \t]*$", re.M)
"""What Markdown needs to make anything but plain blocks and emphasis: HTML, attributes, links, headings."""
MARKUP = re.compile(r"[<>&*_`\[\]{}\\!#\n|~]|^\s|^\d+[.)]|^[-+=:]|https?:|\s$")

EXTENSIONS = ("attr_list", "sane_lists", "tables")
INLINE = {
    "a", "abbr", "b", "br", "code", "em", "i", "kbd", "q", "s", "small", "strong", "sub", "sup",
}  # fmt: skip
"""Tags that stand inside a line; all but `a` may be typed as HTML."""
TAGS = INLINE | {
    "blockquote", "h3", "h4", "hr", "li", "ol", "p", "pre", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
VOID = {"br", "hr"}
ATTRIBUTES = {
    "*": {"lang"}, "a": {"href", "title"}, "abbr": {"title"}, "ol": {"start"}, "h2": {"id"}, "h3": {"id"}, "h4": {"id"},
}  # fmt: skip
MARK = "\ue000"
"""What stands for a citation while a text is judged; no author's file can hold it."""
ANGLE = re.compile(r"<(?=[A-Za-z/!?])")
TYPED = re.compile(
    rf"</?(?:{'|'.join(sorted(INLINE - {'a'}))})(?: (?:title|lang)=\"[^\"<>{{}}\[\]\n{MARK}]*\")* ?/?>"
    rf"|<https?://[^\s<>\"'{{}}\[\](){MARK}]*>|<[\w.+-]+@[\w-]+(?:\.[\w-]+)+>"
)
"""What may be typed between angle brackets: a tag in one piece, or an address."""
NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);|&#")
DISGUISED = re.compile(r"\]\([^()\s]*&[^()\s]*")
"""A link whose address holds entities."""
DEFINITION = re.compile(r"\[[^\[\]]*\]:")
LINKED = re.compile(rf"(?:https?://|mailto:)[^\s<>\"'\\(){MARK}]+|#[^\s{MARK}]*", re.I)
SAFE_ID = re.compile(r"[a-z][a-z0-9-]{0,62}")
LONGEST = 20_000
DEEPEST = 8
NESTED = re.compile(rf"^[ \t]*(?:(?:>|[-*+]|\d{{1,9}}\.)[ \t]*){{{DEEPEST + 1}}}|^[ \t]{{40,}}\S", re.M)
"""Lists and quotes in one another, further than anybody reads and Markdown can follow."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A claim's source: a work, or a work known only through another one."""

    work: str
    via: str = ""


OWN = Citation("own")


def citations(text: str) -> tuple[Citation, ...]:
    """The citations of a text, in order, `own` included."""
    return tuple(Citation(m[1], m[2] or "") for m in CITATION.finditer(text)) if "[@" in text else ()


def term_words(terms: Iterable[tuple[str, str, str, str | None]]) -> dict[str, str]:
    """The words of terms, given as key, one, other and abbreviation, by what texts call them: `dyad.One`."""
    found: dict[str, str] = {}
    for key, one, other, abbr in terms:
        for form, word in (("one", one), ("other", other), ("abbr", abbr or one)):
            found |= {f"{key}.{form}": word, f"{key}.{form.capitalize()}": word[0].upper() + word[1:]}
    return found


def with_terms(text: str, terms: Mapping[str, str]) -> str:
    """The text with its terms filled in; `terms` maps `dyad.one` to a word."""
    return TERM.sub(lambda m: terms[f"{m[1]}.{m[2]}"], text) if "{{" in text else text


def with_links(text: str, href: Callable[[str, str, str], str]) -> str:
    """The text with links to modules, pages and tools resolved; a link without a target becomes plain text."""

    def link(match: re.Match[str]) -> str:
        target = href(match[2], match[3], match[4] or "")
        return f"[{match[1]}]({target})" if target else match[1]

    return LINK.sub(link, text) if "](" in text else text


def with_citations(text: str, cited: Callable[[Citation], str]) -> str:
    """The text with each citation replaced; the space before it goes, so that it never starts a line."""

    def marks(run: re.Match[str]) -> str:
        return "\u00a0".join(filter(None, map(cited, citations(run[0]))))

    return CITATIONS.sub(marks, text) if "[@" in text else text


SKIPPED = re.compile(r"^[#|].*|^    .*|`[^`]*`|\[[^\[\]]*\]\([^()]*\)|<[^<>]*>|\{[^{}]*\}|\[@[^\[\]]*\]", re.M)
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
    """The first standing of each glossary word not in `seen`; headings, tables, code, links and marks left alone."""
    lowered = text.lower() if len(text.lower()) == len(text) else text  # some letters are longer in lower case
    masked = SKIPPED.sub(lambda match: " " * len(match[0]), lowered)
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


TAG = re.compile(r"</?(\w+)[^<>]*>")


def bare(text: str, own: str = "") -> str:
    """The words of a text without markup, links and citations; `own` stands where it cites our own design."""
    linked = with_links(text, lambda *_: "")
    cited = with_citations(linked, lambda citation: f"\u00a0{own}" if own and citation == OWN else "")
    spaced = TAG.sub(lambda tag: "" if tag[1] in INLINE else " ", to_html(cited))
    return re.sub(r"[ \n]+", " ", html.unescape(spaced)).strip()


def words(text: str) -> int:
    """How many words a reader reads, markup and citations left out."""
    plain = re.sub(r"\{[^}]*\}|\]\([^)]*\)", " ", CITATION.sub(" ", text))
    return len(WORD.findall(plain))


WORTH_A_LOOK = re.compile(r"[{}<\[&#]|^[ \t>|=\-+*\d]", re.M)
"""Most texts have none of these, and then nothing in them can be refused."""


@dataclass(frozen=True, slots=True)
class Unsafe:
    """Something that may not stand in authored text; `needle` is how it stands there."""

    what: str
    needle: str
    expected: str = ""


def refused(text: str, *, terms: Mapping[str, str] | None = None, sections: bool = False) -> tuple[Unsafe, ...]:
    """What stands in a text and must not: other template marks, broken citations, HTML that could run code.

    `terms` are filled in as `with_terms` does it; `sections` allows the headings of sections.
    """
    known = terms or {}
    filled = TERM.sub(lambda match: known.get(f"{match[1]}.{match[2]}", "term"), text) if "{{" in text else text
    return _refused(text, filled, sections)


@lru_cache(maxsize=50_000)
def _refused(text: str, filled: str, sections: bool) -> tuple[Unsafe, ...]:
    """The same for a text and the text with its terms: organizations share most of theirs."""
    return tuple(_unsafe(text, filled, sections=sections))


def _unsafe(text: str, filled: str, *, sections: bool) -> Iterator[Unsafe]:
    if len(text) > LONGEST:
        yield Unsafe("the text is too long", "", f"expected at most {LONGEST:,} characters")
        return
    if not WORTH_A_LOOK.search(text):
        return
    for start in _too_deep(text):
        needle = text[start : start + 40].strip().partition("\n")[0]
        yield Unsafe("the text is nested too deeply", needle, "close each bracket, and keep lists and quotes flat")
        return
    yield from stray_marks(text)
    for match in BROKEN_CITATION.finditer(CITATION.sub("", text)):
        yield Unsafe(f"'{match[0]}' is not a citation", match[0], "expected [@id] or [@id via @id]")
    for match in ALIGNED.finditer(text):
        yield Unsafe("the columns of a table cannot be aligned", match[0].strip(), "remove the colons")
    with_marks, without = _as_shown(filled)
    found = tuple(_unsafe_html(with_marks, sections=sections))
    yield from found
    if without != with_marks:
        yield from (unsafe for unsafe in _unsafe_html(without, sections=sections) if unsafe not in found)


def stray_marks(text: str) -> Iterator[Unsafe]:
    """Marks of templates that are not terms."""
    for match in BRACES.finditer(TERM.sub("", text)):
        yield Unsafe(f"'{match[0]}' is not a term", match[0], "expected {{ term.KEY.one }}, .other or .abbr")


def _as_shown(filled: str) -> tuple[str, str]:
    """A text with its terms as Markdown reads it on a page: in place of links and citations stands what behaves so.

    Twice, because a page may also show a text without its citations.
    """
    linked = with_links(ALIGNED.sub(lambda match: match[0].replace(":", "-"), filled), lambda *_: "#x")
    if "[@" not in linked:
        return linked, linked
    return with_citations(linked, lambda _: MARK), with_citations(linked, lambda _: "")


def _unsafe_html(text: str, *, sections: bool) -> Iterator[Unsafe]:
    looked_at = HARMLESS.sub("x", HARMLESS_SECTION.sub("x", text) if sections else text)
    if "&" not in text and not RISKY.search(looked_at):
        return
    typed = tuple(_typed(text))
    yield from typed
    markdown = _markdown().reset()
    made = markdown.convert(ANGLE.sub("&lt;", text) if typed else text)
    if markdown.references:
        found = DEFINITION.search(text)
        yield Unsafe("a link has its address elsewhere", found[0] if found else "", "expected [words](https://...)")
    tags = TAGS | {"h2"} if sections else TAGS
    looked = _Look(tags, text)
    looked.feed(made)
    looked.close()
    yield from looked.unsafe
    if not looked.unsafe and looked.events != _events(nh3.clean(made, tags, None, ATTRIBUTES, link_rel=None)):
        yield Unsafe("the HTML tags do not fit together", "<", "close each tag that you open, the last one first")


def _too_deep(text: str) -> Iterator[int]:
    """Where brackets, or lists and quotes, stand in one another too often."""
    yield from (match.start() for match in NESTED.finditer(text))
    for brackets in ("[]", "()"):
        depth = 0
        for match in re.finditer(f"[{re.escape(brackets)}]", text):
            depth = depth + 1 if match[0] == brackets[0] else max(depth - 1, 0)
            if depth > DEEPEST:
                yield match.start()


def _typed(text: str) -> Iterator[Unsafe]:
    """What was typed as HTML and may not be, and hidden characters that were typed as entities."""
    told: set[str] = set()
    for match in ANGLE.finditer(text):
        start = match.start()
        name = NAME.match(text, start)
        if TYPED.match(text, start) or (name and text[start + 1] == "/" and name[1] in told):
            continue
        told.add(name[1] if name else "")
        yield _bad_tag(text[start : start + 80])
    for match in ENTITY.finditer(text):
        if match[0] == "&#":
            yield Unsafe("'&#' may not stand here", "&#", "write '&amp;#'")
        elif any(source.hidden(html.unescape(match[0]))):
            yield Unsafe(f"'{match[0]}' stands for a hidden character", match[0], "remove it")


def _bad_tag(text: str) -> Unsafe:
    name = NAME.match(text)
    if text.startswith("<!--"):
        return Unsafe("an HTML comment may not stand here", "<!--", "remove it")
    if name is None:
        return Unsafe(f"'{text[:2]}' may not stand here", text[:2], "write '&lt;' for the sign")
    if name[1] in INLINE:
        return Unsafe(f"the HTML tag '{name[0]}' is not written as expected", name[0], "use Markdown, or the bare tag")
    return Unsafe(f"the HTML tag '<{name[1]}>' is not allowed", name[0], "use Markdown, or '&lt;' for the sign")


Event = tuple[str, str, tuple[tuple[str, str | None], ...]]

SMALLER = "use '###' for a small heading, '## Heading {#id}' for a section of a lesson"
HEADINGS = {
    "h1": ("a main heading may not stand here", SMALLER),
    "h2": ("a heading of a section may not stand here", SMALLER),
    "h5": ("a heading of this level may not stand here", "use '###' or '####'"),
    "h6": ("a heading of this level may not stand here", "use '###' or '####'"),
}


class _Look(HTMLParser):
    """Looks through rendered HTML for tags, attributes, ids and links outside the allow-list."""

    def __init__(self, tags: set[str], text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags, self.text = tags, text
        self.unsafe: list[Unsafe] = []
        self.events: list[Event] = []
        self.heading = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.events.append(("start", tag, tuple(sorted(attrs))))
        if tag in self.tags:
            for name, value in attrs:
                self._attribute(tag, name, value or "")
        elif tag in HEADINGS:
            self.heading = tag
        elif tag == "img":
            self.unsafe.append(Unsafe("a picture may not stand here", "![", "describe it in words"))
        else:
            self.unsafe.append(Unsafe(f"the HTML tag '<{tag}>' is not allowed", f"<{tag}", "use Markdown"))

    def handle_endtag(self, tag: str) -> None:
        self.handle_data("")
        if tag not in VOID:
            self.events.append(("end", tag, ()))

    def handle_data(self, data: str) -> None:
        if self.heading:
            what, expected = HEADINGS[self.heading]
            self.unsafe.append(Unsafe(what, data.strip().partition("\n")[0], expected))
            self.heading = ""

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name not in ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set()):
            self.unsafe.append(Unsafe(f"the attribute '{name}' is not allowed", name, "remove it"))
        elif MARK in value:
            self.unsafe.append(Unsafe("a citation stands inside a tag or a link", "[@", "put it behind"))
        elif name == "id" and not SAFE_ID.fullmatch(value):
            self.unsafe.append(Unsafe(f"the id '{value}' is not usable", value, "use letters, digits and hyphens"))
        elif name == "href" and not LINKED.fullmatch(value):
            disguised = DISGUISED.search(self.text)
            needle = disguised[0] if disguised and value not in self.text else value.partition(":")[0]
            expected = "expected https, http, mailto, #section, module:id, page:id or tool:id"
            self.unsafe.append(Unsafe(f"the link '{value}' is not allowed", needle, expected))


def _events(made: str) -> list[Event]:
    look = _Look(set(), "")
    look.feed(made)
    look.close()
    return look.events
