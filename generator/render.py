"""Pages as Markdown, from templates. Jinja is used here and nowhere else, never on authored text."""

from __future__ import annotations

import html
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from generator import plan, prose, words
from generator.plan import papers

TEMPLATES = Path(__file__).parent / "templates"
ANCHORED = re.compile(r"\[([^\[\]]*)\]\(#[^()\s]*\)")
"""A link to a place on the same page."""
ITEM = re.compile(r"<li>((?:(?!</?li>).)*)", re.S)
"""A list item up to its end, or to the first item of a list in it."""


def page(planned: plan.Page) -> str:
    """The page as Markdown with HTML blocks, as the engine reads it."""
    made = (
        _environment(planned.texts.language)
        .get_template(f"{planned.template}.md.j2")
        .render(page=planned, **planned.values)
    )
    return re.sub(r"\n{3,}", "\n\n", made).strip() + "\n"


def html_page(template: str, language: str, **values: object) -> str:
    """A whole HTML page that no engine makes, such as a notice."""
    return _environment(language).get_template(f"{template}.html.j2").render(language=language, **values)


def markdown(template: str, language: str, **values: object) -> str:
    """A page as Markdown that shows no authored text with terms or citations, such as that of changes."""
    made = _environment(language).get_template(f"{template}.md.j2").render(**values)
    return re.sub(r"\n{3,}", "\n\n", made).strip() + "\n"


def document(printed: papers.Document) -> str:
    """A document to print, as one HTML page."""
    made = _environment(printed.language)
    parts = [(part, Markup(_part(printed, part))) for part in printed.parts]
    return made.get_template("print/document.html.j2").render(document=printed, parts=parts)


def _part(printed: papers.Document, part: papers.Part) -> str:
    template = _environment(printed.language).get_template(f"{part.page.template}.html.j2")
    return ITEM.sub(_tight, template.render(page=part.page, document=printed, part=part, **part.page.values))


def _tight(item: re.Match[str]) -> str:
    """A list item without paragraphs, which readers of a PDF would not find in it; between two, a new line begins."""
    return "<li>" + re.sub(r"\s*</?p>\s*", "", re.sub(r"</p>\s*<p>", "<br>", item[1]))


def names(folder: str) -> frozenset[str]:
    """The templates in a folder, by name, such as those for the kinds of module."""
    return frozenset(path.name.split(".")[0] for path in (TEMPLATES / folder).iterdir() if path.name[0] not in "_.")


def _bytecode() -> FileSystemBytecodeCache | None:
    """Compiled templates are kept beside them, as Python keeps its own; without a place for them, nothing breaks."""
    folder = TEMPLATES / "__pycache__"
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None


@cache
def _environment(language: str) -> Environment:
    """Templates with the interface words of a language."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=_bytecode(),
        comment_start_string="{*",
        comment_end_string="*}",
    )
    found = words.translations(language)
    made.install_gettext_callables(found.gettext, found.ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.filters |= {
        "prose": _prose,
        "inline": _inline,
        "plain": _plain,
        "markdown": _markdown,
        "heading": _heading,
        "lesson": _lesson,
        "lesson_html": _lesson_html,
        "blanks": _blanks,
        "joined": _joined,
    }
    return made


@cache
def _template_of_marks(language: str, name: str) -> Any:
    return _environment(language).get_template(name).module


def _marks(texts: plan.Texts) -> Any:
    return _template_of_marks(texts.language, texts.marks)


def _page(context: Context) -> plan.Page:
    found = context["page"]
    assert isinstance(found, plan.Page)
    return found


def _filled(planned: plan.Page, text: str, *, ending: str = ".html") -> str:
    """Authored Markdown with terms, links and citations resolved; links to pages get this ending."""

    def href(sort: str, name: str, anchor: str) -> str:
        target = planned.texts.path_of(sort, name)
        if not target:
            return ""
        kept = anchor if planned.texts.edition == "learner" or sort == "page" else ""
        return planned.href(target).removesuffix(".html") + ending + (f"#{kept}" if kept else "")

    worded = planned.texts.plain(text)
    linked = prose.with_links(worded if planned.keeps_anchors else ANCHORED.sub(r"\1", worded), href)
    return prose.with_citations(linked, lambda citation: _citation(planned, citation))


def _citation(planned: plan.Page, citation: prose.Citation) -> str:
    if citation == prose.OWN:
        return str(_marks(planned.texts).own())
    full = planned.texts.full(citation)
    if full not in planned.citations:
        return ""
    return str(_marks(planned.texts).cite(planned.number(full), planned.texts.source(full).label))


@pass_context
def _plain(context: Context, text: str) -> str:
    return _page(context).texts.plain(text)


@pass_context
def _prose(context: Context, text: str) -> Markup:
    return Markup(prose.to_html(_filled(_page(context), text)))


@pass_context
def _inline(context: Context, text: str) -> Markup:
    planned = _page(context)
    if prose.is_plain(text):
        plain = html.escape(planned.texts.plain(text), quote=False)
        return Markup(prose.with_citations(plain, lambda citation: _citation(planned, citation)))
    return Markup(prose.to_inline_html(_filled(planned, text)))


@pass_context
def _markdown(context: Context, text: str) -> Markup:
    return Markup(_filled(_page(context), text, ending=".md"))


@pass_context
def _heading(context: Context, text: str) -> Markup:
    """Plain words as they may stand in a Markdown heading."""
    plain = html.escape(_page(context).texts.plain(text), quote=False)
    return Markup(re.sub(r"([\\`*_{}\[\]#])", r"\\\1", plain))


def _worded(planned: plan.Page, view: plan.LessonSection) -> str:
    """A section's Markdown, with its glossary words marked."""
    marks = _marks(planned.texts)
    return prose.with_words(view.text, view.spots, lambda entry, word: str(marks.word(entry, word)))


@pass_context
def _lesson(context: Context, view: plan.LessonSection) -> Markup:
    planned = _page(context)
    return Markup(_filled(planned, _worded(planned, view), ending=".md"))


@pass_context
def _lesson_html(context: Context, view: plan.LessonSection) -> Markup:
    """A section as HTML, for where the reader opens it by choice."""
    planned = _page(context)
    return Markup(prose.to_html(_filled(planned, _worded(planned, view))))


@pass_context
def _blanks(context: Context, view: plan.QuestionView) -> Markup:
    """The text of a fill-in item with a field in place of each blank."""
    planned = _page(context)
    marks = _marks(planned.texts)
    made = prose.to_inline_html(_filled(planned, getattr(view.question, "text", "")))
    return Markup(re.sub(r"\[\[(\d+)\]\]", lambda m: str(marks.blank(view.question.id, m[1])), made))


def _joined(listed: list[str] | tuple[str, ...], between: str) -> str:
    """Words, quoted, with a word such as `or` between them."""
    return f" {between} ".join(f"“{word}”" for word in listed)
