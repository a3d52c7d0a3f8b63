"""Authored text: terms, citations and links resolve, glossary words are found, and nothing in it can run."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from functools import partial
from html import unescape
from html.parser import HTMLParser
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from generator import prose, source
from generator.prose import Citation, Spot

TERMS = {"nurse.one": "nurse", "nurse.Other": "Nurses"}


def test_terms_are_filled_in() -> None:
    assert prose.with_terms("{{ term.nurse.Other }} and a {{term.nurse.one}}", TERMS) == "Nurses and a nurse"


def test_a_term_has_its_forms_with_and_without_a_capital() -> None:
    words = prose.term_words([("exec", "chief nurse", "chief nurses", "CN"), ("unit", "unit", "units", None)])
    assert words["exec.One"] == "Chief nurse"
    assert words["exec.abbr"] == "CN"
    assert words["unit.Other"] == "Units"
    assert words["unit.abbr"] == "unit"


def test_citations_are_found_in_order() -> None:
    assert prose.citations("a [@b] c [@d via @e], [@own]") == (Citation("b"), Citation("d", "e"), prose.OWN)


def test_the_space_before_a_citation_goes() -> None:
    assert prose.with_citations("one\n [@b]. Two [@c][@d]", lambda c: f"({c.work})") == "one(b). Two(c)\u00a0(d)"


@pytest.mark.parametrize("text", ["a {{ term.nurse.one }} b", "a [@b] c"])
def test_words_with_terms_and_citations_are_plain(text: str) -> None:
    assert prose.is_plain(text)


@pytest.mark.parametrize("text", ["*a*", "a\n\nb", "- a", "1. a", "a & b", "# a", "[a](#b)"])
def test_what_markdown_changes_is_not_plain(text: str) -> None:
    assert not prose.is_plain(text)


def test_links_lead_where_their_page_is() -> None:
    text = "[a](module:b#c), [d](page:e) and [x\ny](module:gone)"
    resolved = prose.with_links(text, lambda sort, name, anchor: f"{sort}/{name}#{anchor}" if name != "gone" else "")
    assert resolved == "[a](module/b#c), [d](page/e#) and x\ny"


def test_one_paragraph_may_stand_in_a_line() -> None:
    assert prose.to_inline_html("a *b*") == "a <em>b</em>"
    assert prose.to_inline_html("a\n\nb") == "<p>a</p>\n<p>b</p>"


def test_words_are_counted_without_markup() -> None:
    assert prose.words("## One two {#three}\n\nFour-and-a-half [five](https://six.org) [@seven].") == 4


FORMS = prose.forms_of([("dyad", ["dyad", "dyads", "dyad leader"]), ("star", ["North Star"])])


def found(text: str, seen: frozenset[str] = frozenset()) -> list[str]:
    return [text[spot.start : spot.end] for spot in prose.spots(text, FORMS, seen)]


def test_the_longest_form_of_a_glossary_word_is_found_once() -> None:
    assert found("A Dyad leader and two dyads under one north star.") == ["Dyad leader", "north star"]


def test_a_glossary_word_that_was_explained_is_not_found_again() -> None:
    assert found("A dyad and its North Star", frozenset({"dyad"})) == ["North Star"]


@pytest.mark.parametrize(
    "text",
    ["# A dyad", "`dyad`", "[a dyad](#b)", "| dyad |", "    dyad", '<abbr title="dyad">x</abbr>', "dyadic", "[@dyad]"],
)
def test_headings_links_tables_and_code_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_letters_that_grow_in_lower_case_do_not_move_the_words() -> None:
    assert found("İİİ dyad") == ["dyad"]


def test_words_are_marked_where_they_stand() -> None:
    spots = [Spot(0, 1, "x"), Spot(4, 5, "y")]
    assert prose.with_words("a b c", spots, lambda entry, word: f"<{entry}>{word}") == "<x>a b <y>c"


def refused(text: str, **options: bool) -> list[str]:
    return [unsafe.what for unsafe in prose.refused(text, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "Words, “quotes”, 1 < 2, a <3, R&D and §.",
        "*a* **b** `c` ***d*** snake_case",
        "- a\n- b\n\n    - c\n\n1. d\n2. e\n\n> f\n\n---\n\ng",
        "| a | b |\n| --- | --- |\n| c | d [@own] |",
        "### A {#a}\n\n#### B",
        "[a](#b) [c](https://example.org/d?e=f&g=h) [i](mailto:j@k.org) [l](module:m#n) [o](page:p)",
        "<https://example.org> <a@example.org>",
        'H<sub>2</sub>O, x<sup>2</sup>, a<br>b, <q>c</q>, <abbr title="d e">f</abbr>, <i lang="fr">g</i>, <b>*h*</b>',
        "{{ term.nurse.one }} and {{ term.nurse.abbr }} [@a], [@b via @c] [@own]",
        "&lt;script&gt;, &amp; and &#8212; and &shy;",
        "a [[1]] b [[2]]",
        "    code",
        "a [b] (c) [d] e: f",
    ],
)
def test_what_the_guide_allows_is_accepted(text: str) -> None:
    assert refused(text) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<script>alert(1)</script>", "the HTML tag '<script>' is not allowed"),
        ("`<script>`", "the HTML tag '<script>' is not allowed"),
        ("<SCRIPT SRC=x>", "the HTML tag '<SCRIPT>' is not allowed"),
        ("<svg/onload=alert(1)>", "the HTML tag '<svg>' is not allowed"),
        ("<p>a</p>", "the HTML tag '<p>' is not allowed"),
        ("</div>", "the HTML tag '<div>' is not allowed"),
        ('<p title="', "the HTML tag '<p>' is not allowed"),
        ('<a href="https://example.org">a</a>', "the HTML tag '<a' is not written as expected"),
        ("<b onclick=alert(1)>a</b>", "the HTML tag '<b' is not written as expected"),
        ('<abbr title="a [@own]">a</abbr>', "the HTML tag '<abbr' is not written as expected"),
        ("[a](https://b.org/[@own])", "a citation stands inside a tag or a link"),
        ('[a](https://b.org "c [@own]")', "a citation stands inside a tag or a link"),
        ("[a](https://b.org/_(c))", "the link 'https://b.org/_(c)' is not allowed"),
        ("<!-- a -->", "an HTML comment may not stand here"),
        ("<?php a ?>", "'<?' may not stand here"),
        ("<![CDATA[a]]>", "'<!' may not stand here"),
        ("<b>a", "the HTML tags do not fit together"),
        ("a</b>", "the HTML tags do not fit together"),
        ("<b>a *b</b> c*", "the HTML tags do not fit together"),
        ("*a*{onclick=alert(1)}", "the attribute 'onclick' is not allowed"),
        ("a\n{: style='color: red' }", "the attribute 'style' is not allowed"),
        ("*a*{.md-overlay}", "the attribute 'class' is not allowed"),
        ("*a*{#b}", "the attribute 'id' is not allowed"),
        ("### A {#a_b}", "the id 'a_b' is not usable"),
        ("[a](javascript:alert%281%29)", "the link 'javascript:alert%281%29' is not allowed"),
        ("[a](java&#115;cript:b)", "the link 'javascript:b' is not allowed"),
        ("[a](JAVASCRIPT:b)", "the link 'JAVASCRIPT:b' is not allowed"),
        ("[a](data:text/html,b)", "the link 'data:text/html,b' is not allowed"),
        ("[a](//example.org)", "the link '//example.org' is not allowed"),
        ("[a](b.md)", "the link 'b.md' is not allowed"),
        ("[a]()", "the link '' is not allowed"),
        ("### [a](javascript:b) {#c}", "the link 'javascript:b' is not allowed"),
        ("\\[@own][a](javascript:b)", "the link 'javascript:b' is not allowed"),
        ("[a]: https://example.org", "a link has its address elsewhere"),
        ("- b\n\n    [a]: javascript:c", "a link has its address elsewhere"),
        ("![a](https://example.org/b.png)", "a picture may not stand here"),
        ("![a](module:b)", "a picture may not stand here"),
        ("[![a](https://example.org/b.png)](https://example.org)", "a picture may not stand here"),
        ("# a", "a main heading may not stand here"),
        ("#", "a main heading may not stand here"),
        ("a\n===", "a main heading may not stand here"),
        ("- # a", "a main heading may not stand here"),
        ("> 1. # a", "a main heading may not stand here"),
        ("> a\n> ---", "a heading of a section may not stand here"),
        ("## a", "a heading of a section may not stand here"),
        ("##### a", "a heading of this level may not stand here"),
        ("{{ nurse }}", "'{{ nurse }}' is not a term"),
        ("{{ term.nurse }}", "'{{ term.nurse }}' is not a term"),
        ("{% raw %}", "'{% raw %}' is not a term"),
        ("{{", "'{{' is not a term"),
        ("[@", "'[@' is not a citation"),
        ("[@a and more", "'[@a' is not a citation"),
        ("[@a, p. 3]", "'[@a, p. 3]' is not a citation"),
        ("| a |\n| :-: |\n| b |", "the columns of a table cannot be aligned"),
        ("a &#x202e; b", "'&#x202e;' stands for a hidden character"),
        ("a &zwj; b", "'&zwj;' stands for a hidden character"),
        ("R&#D", "'&#' may not stand here"),
        ("[" * 9, "the text is nested too deeply"),
        ("[a](" * 9, "the text is nested too deeply"),
        ("> " * 9 + "a", "the text is nested too deeply"),
        ("a " * 10_001, "the text is too long"),
    ],
)
def test_what_could_do_harm_is_refused(text: str, what: str) -> None:
    assert refused(text) == [what]


def test_a_page_may_have_headings_of_sections() -> None:
    assert refused("## a {#b}\n\nc\n\n## d", sections=True) == []
    assert refused("# a", sections=True) == ["a main heading may not stand here"]


def test_a_term_is_looked_at_where_it_stands() -> None:
    harmful = {"nurse.one": "](javascript:alert%281%29)"}
    assert not any(prose.refused("[a{{ term.nurse.one }}"))
    assert any(prose.refused("[a{{ term.nurse.one }}", terms=harmful))


def test_each_of_two_faults_is_told() -> None:
    assert refused("<div> <nav> [a](b.md)") == [
        "the HTML tag '<div>' is not allowed",
        "the HTML tag '<nav>' is not allowed",
        "the link 'b.md' is not allowed",
    ]


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "[a](",
        "(",
        "*a **b ",
        "_a",
        "`",
        "<a",
        "<b ",
        "<",
        "&",
        "{",
        "{{",
        "> ",
        "- ",
        "1. ",
        "    ",
        "\n",
        "|",
        "#\n",
    ],
)
def test_a_long_text_is_judged_in_short_time(piece: str) -> None:
    text = piece * (prose.LONGEST // len(piece))
    start = time.process_time()
    accepted = not any(prose.refused(text))
    prose.spots(text, FORMS, frozenset())
    if accepted:
        prose.to_html(prose.with_citations(prose.with_links(text, lambda *_: "#a"), lambda _: "†"))
    assert time.process_time() - start < 4


class Walk(HTMLParser):
    """Looks at HTML as a browser would: what runs, and whether each tag is closed in its turn."""

    SAFE = frozenset(
        "a abbr b blockquote br code div em h2 h3 h4 hr i kbd li ol p pre q s small strong sub sup table tbody td th "
        "thead tr ul".split()
    )

    ADDRESSES = ("https:", "http:", "mailto:", "#", "page.html", "module:", "page:")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.open: list[str] = []
        self.outermost: list[str] = []
        self.feed(html)
        self.close()
        self.faults += self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.SAFE:
            self.faults.append(tag)
        for name, text in attrs:
            if name not in ("href", "title", "lang", "id", "class", "start"):
                self.faults.append(name)
            address = re.sub(r"[\x00-\x20]", "", unescape(text or "")).lower()
            if name == "href" and not address.startswith(self.ADDRESSES):
                self.faults.append(address)
        if not self.open:
            self.outermost.append(tag)
        if tag not in ("br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("br", "hr") and (not self.open or self.open.pop() != tag):
            self.faults.append(f"/{tag}")


PIECES = (
    *"<script> </script> <svg/onload=alert(1)> <b> </b> <b <i> </i> <q> </q> </p> </div> <!-- --> <? <! < >".split(),
    *"[x](javascript:alert(1)) [x](JaVa&#115;cript:a) [x](data:a) [x][y] [y] [y]: ![x][y] ! [ ] ( ) ]( )(".split(),
    *"{onclick=alert(1)} {: {.c} {#a { } &lt; &gt; &#60;script&#62; &#106; &# & &amp ; \\ \\[ \\< ` `` ```".split(),
    *"<https://example.org> <javascript:a> <a@b.org> https://example.org [x](https://example.org) [x](#a)".split(),
    *"[x](module:a) [x](page:a#b) ![x](module:a) ![x](https://example.org/a.png) # ## ### > - 1. | --- ===".split(),
    *"{{ }} {% %} [@own] [@a] [@ [[1]] javascript: alert(1) style= src=x onerror=a onclick= * ** _ __ = / \" '".split(),
    *(
        '<img src=x onerror="a">',
        '<a href="javascript:a">',
        '<p title="',
        '" onclick="alert(1)">',
        '[x](https://a "b")',
    ),
    *('{: onclick="alert(1)" }', '{#a onclick="b"}', '<abbr title="a">', "</abbr>", "### [x](javascript:a) {#x}"),
    *("{{ term.nurse.one }}", "[@a via @b]", "[y]: javascript:a", "[x](<javascript:a>)", "[<img src=x onerror=a>]("),
    *(" ", "\n", "\n\n", "\n\n", "    ", "\t", "\n- ", "\n> ", "\n\n    ", "\n| a | b |\n| - | - |\n| ", "“", ": word"),
)
LETTERS = st.text(max_size=3).filter(lambda text: not any(source.hidden(text)))
"""What a file may hold: others are refused before a text is looked at."""
TEXTS = st.lists(st.sampled_from(PIECES) | LETTERS, max_size=14).map("".join)
MARK = '<sup class="cite"><a href="#ref-1">1</a></sup>'


def shown(text: str) -> Iterator[str]:
    """The text as Markdown, in the ways in which a page may show it."""
    filled = prose.with_terms(text, TERMS)
    for target, mark in product(("page.html", ""), ('<sup class="cite"><a href="#ref-1">1</a></sup>', "")):
        yield prose.with_citations(prose.with_links(filled, partial(put, target)), partial(put, mark))


def put(text: str, *_: object) -> str:
    """The same text, whatever is asked."""
    return text


@settings(max_examples=700, deadline=4000, derandomize=True, database=None)
@given(TEXTS, TEXTS)
def test_what_is_accepted_cannot_run_and_stays_in_its_place(first: str, second: str) -> None:
    texts = ["" if any(prose.refused(text)) else text for text in (first, second)]
    for text in texts:
        assert not Walk(prose.to_html(prose.with_terms(text, TERMS))).faults
    engine = Markdown(extensions=[*prose.EXTENSIONS, "toc"])
    for one, two in zip(shown(texts[0]), shown(texts[1]), strict=True):
        assert not Walk(prose.to_html(one)).faults
        page = f"<div>\n<p>a</p>\n</div>\n\n{one}\n\n## A {{#a}}\n\n{two}\n\n<div>\n<p>{{}}</p>\n</div>\n"
        walk = Walk(engine.reset().convert(page))
        assert not walk.faults
        assert walk.outermost[0] == walk.outermost[-1] == "div"
        assert "h2" in walk.outermost
