"""The words of the interface: each stands in both catalogues, and no template has any outside of them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages import Catalog, Message, extract, frontend, jslexer, pofile
from jinja2 import Environment, nodes

from generator import render, site, spelling, words, writer
from tests.sites import ROOT

LOCALES = ("en_US", "en_GB")
TEMPLATES = sorted(render.TEMPLATES.rglob("*.j2"))
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[a-z%]")
ASKED = ("_", "gettext", "ngettext")
SPOKEN = re.compile(r'\b(?:aria-label|title|alt|placeholder)="([^"]*)"')
BARE = {"A", "B"}
"""What may stand in a template outside of the catalogue: the letters of the two chairs."""
KEYS = {"Escape", "NFKC"}
"""What browsers call keys, and Unicode a form."""
BRITISH = {
    "Practices: %(objective)s": "Practises: %(objective)s",
    "Afterward, people can": "Afterwards, people can",
    "Fictional organization, shipped as an example": "Fictional organisation, shipped as an example",
    "Switch to light colors": "Switch to light colours",
    "Switch to dark colors": "Switch to dark colours",
    "Switch to the colors of the device": "Switch to the colours of the device",
}
PAIRS = (("Afterward, people can", "Afterwards, people can"), ("Practices: ", "Practises: "), ("should.”", "should”."))


def texts(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, (tuple, list)) else (str(text),)


@cache
def catalogue(name: str) -> Catalog:
    file = words.LOCALE / ("dyad.pot" if name == "pot" else f"{name}/LC_MESSAGES/dyad.po")
    with file.open("rb") as opened:
        return pofile.read_po(opened, locale=None if name == "pot" else name)


def messages(name: str) -> dict[tuple[str, ...], Message]:
    return {texts(message.id): message for message in catalogue(name) if message.id}


@cache
def extracted() -> frozenset[tuple[str, ...]]:
    """Every message of the code and the templates, found as `make words` finds them."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = frontend.parse_mapping_cfg(file, "babel.cfg")  # type: ignore[no-untyped-call]
    keywords = {**extract.DEFAULT_KEYWORDS, "word": (2,)}
    found = extract.extract_from_dir(ROOT / "generator", methods, options, keywords)
    return frozenset(texts(message) for _, _, message, _, _ in found)


@pytest.mark.parametrize("name", [*LOCALES, "pot"])
def test_each_catalogue_has_every_word_and_no_other(name: str) -> None:
    assert len(extracted()) > 150
    assert set(messages(name)) == extracted()


@pytest.mark.parametrize("name", LOCALES)
def test_every_word_is_written_with_the_placeholders_of_its_message(name: str) -> None:
    for message, entry in messages(name).items():
        written = texts(entry.string)
        assert len(written) == len(message) and all(written), message
        assert not entry.fuzzy, message
        assert [sorted(PLACEHOLDER.findall(text)) for text in written] == [
            sorted(PLACEHOLDER.findall(text)) for text in message
        ], message
        assert [re.findall("<[^<>]*>", text) for text in written] == [
            re.findall("<[^<>]*>", text) for text in message
        ], message


def test_american_words_are_their_own_messages() -> None:
    assert all(texts(entry.string) == message for message, entry in messages("en_US").items())


def test_british_words_are_spelled_as_the_authored_text_is() -> None:
    table = spelling._speller("en-GB")
    for message, entry in messages("en_GB").items():
        for text in texts(entry.string):
            assert table(text) == text, message


@pytest.mark.parametrize("message", BRITISH)
def test_british_words_differ_where_they_should(message: str) -> None:
    assert words.word("en-GB", message) == BRITISH[message]
    assert words.word("en-US", message) == message


def test_numbers_choose_their_form() -> None:
    for language in ("en-US", "en-GB"):
        found = words.translations(language)
        forms = [found.ngettext("%(num)s module", "%(num)s modules", number) for number in (0, 1, 2)]
        assert forms == ["%(num)s modules", "%(num)s module", "%(num)s modules"]


def test_the_files_hold_no_date_and_no_path_of_a_machine() -> None:
    for file in (words.LOCALE / "dyad.pot", *words.LOCALE.rglob("*.po")):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"-Date:|\b20\d\d\b|^#: /|\n#~", text), file.name


@pytest.mark.parametrize("edition", ["learner", "facilitator"])
def test_a_british_site_has_british_words(edition: str) -> None:
    pages = "\n".join(site.build(ROOT, edition, "example-fenbrook").pages.values())  # type: ignore[arg-type]
    shown = [(american, british) for american, british in PAIRS if british in pages]
    assert shown
    assert not [american for american, _ in PAIRS if american in pages]


@pytest.mark.parametrize("edition", ["learner", "facilitator"])
def test_the_base_has_american_words(edition: str) -> None:
    pages = "\n".join(site.build(ROOT, edition).pages.values())  # type: ignore[arg-type]
    assert not [british for _, british in PAIRS if british in pages]


def test_the_settings_of_a_british_site_have_british_words() -> None:
    made, base = site.build(ROOT, organization="example-fenbrook"), site.build(ROOT)
    assert made.settings["extra"]["banner"] == "Fictional organisation, shipped as an example"
    assert "colours" in json.dumps(made.settings["theme"]) and "colors" not in json.dumps(made.settings["theme"])
    assert "colours" not in json.dumps(base.settings["theme"])


def test_languages_do_not_mix_in_one_process() -> None:
    before = site.build(ROOT).pages
    site.build(ROOT, organization="example-fenbrook")
    assert site.build(ROOT).pages == before


def test_values_in_a_message_are_escaped_once() -> None:
    for language in ("en-US", "en-GB"):
        made = render._environment(language).from_string('{{ _("Tests: %(objective)s", objective=text) }}')
        assert made.render(text="a <b> & “c”") == "Tests: a &lt;b&gt; &amp; “c”"


def test_an_american_build_does_not_load_babel() -> None:
    code = f"import sys; from pathlib import Path; from generator import site; site.build(Path({str(ROOT)!r}))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; print('babel' in sys.modules)"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.stdout.strip() == "False", done.stderr


def bare(source: str) -> Iterator[str]:
    """Words that a template shows without asking the catalogue for them."""
    environment = Environment(
        extensions=["jinja2.ext.i18n"], autoescape=True, comment_start_string="{*", comment_end_string="*}"
    )
    data, translated, block = "", False, list[str]()
    for _, kind, value in environment.lex(source):
        if kind == "block_begin":
            block = []
        elif kind == "block_end":
            translated = block[:1] == ["trans"] or (translated and block[:1] != ["endtrans"])
        elif kind == "name":
            block.append(value)
        data += value if kind == "data" and not translated else ""
    data = re.sub(r"\A\s*---\n.*?\n---\n", "", data, flags=re.S)  # for the engine
    data = re.sub(r"\{#[^{}]*\}", "", data)  # ids of headings
    shown = [*SPOKEN.findall(data), re.sub(r"<[^<>]*>", " ", data)]
    for text in shown:
        yield from (word for word in re.findall(r"&\w+;|[^\W\d_]+", text) if not word.startswith("&"))
    yield from _strings(environment.parse(source))


def _strings(tree: nodes.Node) -> Iterator[str]:
    """Strings in expressions that look like words: they begin with a capital letter, or have a space."""
    if isinstance(tree, nodes.Call) and isinstance(tree.node, nodes.Name) and tree.node.name in ASKED:
        for one in (*tree.args[2:], *tree.kwargs):
            yield from _strings(one)
        return
    if isinstance(tree, nodes.Const) and isinstance(tree.value, str):
        text = re.sub(r"\{\{.*?\}\}", "", tree.value)
        if re.search(r"^[A-Z]|[a-z]+ [a-z]+", text):
            yield tree.value
    for below in tree.iter_child_nodes():
        yield from _strings(below)


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.relative_to(render.TEMPLATES).as_posix())
def test_no_template_has_words_outside_of_the_catalogue(file: Path) -> None:
    assert [word for word in bare(file.read_text(encoding="utf-8")) if word not in BARE] == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Word</p>",
        '<p aria-label="Word {{ 1 }}">1</p>',
        "## Word {#id}",
        '{{ "Word" if x else y }}',
        "{% trans %}a{% endtrans %} b",
        '{{ f("two words") }}',
    ],
)
def test_a_word_outside_of_the_catalogue_is_found(source: str) -> None:
    assert list(bare(source))


@pytest.mark.parametrize(
    "source",
    [
        '<p class="a">{{ _("Word") }}</p>',
        '<p aria-label="{{ _("Word") }}">1 · 2</p>',
        '## {{ _("Word") }} {#id}',
        "{% trans a=b %}a <b>{{ a }}</b>{% endtrans %} 1",
        "{* Word *}",
    ],
)
def test_a_word_of_the_catalogue_is_not(source: str) -> None:
    assert not list(bare(source))


def test_scripts_speak_the_language_of_their_site(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not words.of_scripts("en-US") and not writer.script_words("en-US")
    other = Catalog()
    other.add("Menu", "Speisekarte", locations=[("generator/theme/assets/dyad/theme.js", 1)])
    other.add("Search", "Search", locations=[("generator/theme/assets/dyad/theme.js", 2)])
    other.add("Home", "Heim", locations=[("generator/plan/__init__.py", 1)])
    monkeypatch.setattr(words, "_catalogue", lambda _: other)
    assert words.of_scripts("xx") == {"Menu": "Speisekarte"}
    script = writer.script_words("xx")["assets/dyad/words.js"].decode()
    assert "Speisekarte" in script and script.index("window.dyad = ") < script.index("Speisekarte")


def test_no_script_has_words_outside_of_the_catalogue() -> None:
    for file in sorted(
        file for folder in ("", "tools") for file in (writer.THEME / "assets/dyad" / folder).glob("*.js")
    ):
        tokens = list(jslexer.tokenize(file.read_text(encoding="utf-8")))
        asked = [before.value for before, _ in zip(tokens, tokens[2:], strict=False)]
        spoken = [
            token.value.strip("\"'")
            for name, token in zip(["", "", *asked], tokens, strict=True)
            if token.type == "string" and name != "_"
        ]
        assert [text for text in spoken if text[:1].isupper() and not text.isupper() and text not in KEYS] == [], file
