"""Every text as an organization has it on one page, marked where it differs from the base: to read before a release."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Literal

from generator import approvals, plan, prose, render, site, source, spelling
from generator.overlay import lessons, raw, wording
from generator.overlay.draft import SPINE
from generator.problems import Place

State = Literal["", "added", "changed", "moved", "removed"]
ARTICLE = re.compile(r"\b([Aa])n (?=\{\{)")
"""What only follows from another word for a term is no change."""
TITLE = re.compile(r"^## |\{[^{}]*\}\s*$")
NAME = re.compile(r"[a-z0-9-]+")
BLOCK = re.compile(r"\n{2,}")
FILES = {
    "lesson": "lesson.md",
    "questions": "quiz.yaml",
    "exercises": "exercises.yaml",
    "behaviors": "behaviors.yaml",
    "styles": "styles.yaml",
    "points": "points.yaml",
    "briefs": "briefs.yaml",
    "session": "session.yaml",
}
"""The files of a module, in the order in which they are read."""
Table = Mapping[str, Any]


@dataclass(frozen=True)
class Node:
    """A thing or a field: its key or id, its text as HTML, what is in it, and how it differs from the base."""

    label: str
    text: str = ""
    parts: tuple[Node, ...] = ()
    state: State = ""
    before: str = ""
    """What the base says there, as HTML."""

    @property
    def marks(self) -> int:
        """How many differences there are in it, itself included."""
        return bool(self.state) + sum(part.marks for part in self.parts)

    @property
    def marked(self) -> Node:
        """The same with nothing but what differs."""
        kept = self.parts if self.state == "added" else tuple(one.marked for one in self.parts if one.marks)
        return replace(self, parts=kept)


@dataclass(frozen=True)
class Module:
    """A module with its texts; `standing` says whether it was approved."""

    name: str
    title: str
    standing: approvals.Standing
    node: Node


def page(root: Path, organization: str, *, within: Path | None = None) -> str:
    """The page, as HTML that needs no other file; raises Faults."""
    base = source.read(root)
    found = site.effective(root, organization, base=base, within=within)
    assert found.layer
    made = _Proof(found, site.effective(root, base=base))
    return render.html_page(
        "proof/page",
        found.curriculum.spine.language,
        title=found.curriculum.spine.title,
        organization=found.layer.overlay.organization,
        base=found.curriculum.spine.version,
        release=found.layer.overlay.release,
        modules=tuple(made.modules()),
        removed=tuple(made.removed()),
        rest=tuple(made.rest()),
    )


class _Proof:
    """The texts of an organization held against those of the base."""

    def __init__(self, found: site.Effective, base: site.Effective) -> None:
        self.found = found
        self.own, self.base = found.sources, base.sources
        self.texts, self.below = plan.Texts(found.curriculum), plan.Texts(base.curriculum)
        self.spell = spelling.text(found.curriculum.spine.language)

    def modules(self) -> Iterator[Module]:
        """Every ready module, in order."""
        standings = {one.module: one for one in approvals.state(self.found)}
        before = self._entries(self.base)
        changes = self.found.overlay.modules if self.found.overlay else {}
        for name, entry in self._entries(self.own).items():
            if name in standings:
                moved = name in changes and changes[name].move
                state: State = "moved" if moved else "" if name in before else "added"
                parts = (*self._table(entry, before.get(name)), *self._files(name))
                yield Module(name, standings[name].title, standings[name], Node(name, parts=parts, state=state))

    def removed(self) -> Iterator[tuple[str, str]]:
        """The ids and titles of modules of the base that are gone."""
        kept = self._entries(self.own)
        for name, entry in self._entries(self.base).items():
            if name not in kept:
                yield name, self.below.plain(str(entry.get("title", name)))

    def rest(self) -> Iterator[Node]:
        """What else differs from the base: names, terms, contacts, paths, tools, glossary, references, pages."""
        assert self.found.layer
        for path in sorted({*self.own.yaml, *self.base.yaml, *self.own.texts, *self.base.texts}):
            if not (path.startswith("content/modules/") or self.found.layer.holds(Place(path))):
                node = self._file(path).marked
                if node.marks:
                    yield node

    def _entries(self, sources: source.Sources) -> dict[str, Table]:
        return {raw.name(value): value for value, _ in raw.items(sources.yaml[SPINE].value, "modules")}

    def _files(self, module: str) -> Iterator[Node]:
        for label, file in FILES.items():
            path = f"content/modules/{module}/{file}"
            if path in self.own.yaml or path in self.own.texts:
                yield replace(self._file(path), label=label)

    def _file(self, path: str) -> Node:
        label = path.removeprefix("content/").removesuffix(".yaml").removesuffix(".md")
        if path.endswith(".md"):
            texts = (self.own.texts.get(path), self.base.texts.get(path))
            return Node(label, parts=tuple(self._sections(*texts)))
        own, base = (
            {} if file is None else _without_modules(path, file.value)
            for file in (self.own.yaml.get(path), self.base.yaml.get(path))
        )
        state: State = "added" if not base else "removed" if not own else ""
        return Node(label, parts=tuple(self._table(own or base, (own and base) or None)), state=state)

    def _table(self, own: Table, base: Table | None) -> Iterator[Node]:
        """The fields of a thing; without `base`, all of it is new and nothing is marked."""
        for key, value in own.items():
            if key not in wording.UNSAID:
                yield self._value(key, value, value if base is None else base.get(key))
        for key, value in (base or {}).items():
            if key not in own and key not in wording.UNSAID:
                yield self._gone(key, value)

    def _value(self, label: str, own: Any, base: Any) -> Node:
        if base is None:
            return replace(self._value(label, own, own), state="added")
        if isinstance(own, Mapping) and isinstance(base, Mapping):
            return Node(label, parts=tuple(self._table(own, base)))
        if _has_ids(own) and _has_ids(base):
            return Node(label, parts=tuple(self._things(own, base)))
        text = self._html(own, self.texts)
        if _same(own, base):
            return Node(label, text)
        return Node(label, text, state="changed", before=self._html(base, self.below))

    def _things(self, own: Iterable[Table], base: Iterable[Table]) -> Iterator[Node]:
        before = {raw.name(one): one for one in base}
        kept = set()
        for one in own:
            name = raw.name(one)
            kept.add(name)
            parts = tuple(self._table(one, before.get(name)))
            yield Node(name, parts=parts, state="" if name in before else "added")
        yield from (self._gone(name, one) for name, one in before.items() if name not in kept)

    def _gone(self, label: str, value: Any) -> Node:
        return Node(label, self._html(value, self.below), state="removed")

    def _sections(self, own: source.TextFile | None, base: source.TextFile | None) -> Iterator[Node]:
        before = {part.id: part for part in lessons.parts(base)} if base else {}
        for part in lessons.parts(own) if own else ():
            known = before.pop(part.id, None)
            if known is None:
                parts: tuple[Node, ...] = (Node("", self._html(_body(part), self.texts)),)
            else:
                parts = tuple(self._blocks(part, known))
            if part.body.strip() or part.heading:
                yield Node(part.id, parts=parts, state="added" if known is None and base else "")
        for name, part in before.items():
            yield Node(name, self._html(part.text, self.below), state="removed")

    def _blocks(self, own: lessons.Part, base: lessons.Part) -> Iterator[Node]:
        """The paragraphs of a section, marked one by one."""
        texts = [[block for block in BLOCK.split(_body(part).strip("\n")) if block] for part in (own, base)]
        compared = [[ARTICLE.sub(r"\1 ", block) for block in blocks] for blocks in texts]
        for way, i, j, k, m in SequenceMatcher(None, compared[0], compared[1], autojunk=False).get_opcodes():
            if way == "equal":
                yield Node("", self._html("\n\n".join(texts[0][i:j]), self.texts))
                continue
            yield from (Node("", self._html(block, self.below), state="removed") for block in texts[1][k:m])
            yield from (Node("", self._html(block, self.texts), state="added") for block in texts[0][i:j])

    def _html(self, value: Any, texts: plan.Texts) -> str:
        """A value as HTML: Markdown with terms filled in, links as plain words and citations by their names."""
        if isinstance(value, Mapping):
            inner = (f"<li>{html.escape(_label(key))}: {self._html(one, texts)}</li>" for key, one in value.items())
            return f"<ul>{''.join(inner)}</ul>"
        if isinstance(value, tuple):
            return f"<ul>{''.join(f'<li>{self._html(one, texts)}</li>' for one in value)}</ul>"
        if not isinstance(value, str):
            return html.escape(str(value).lower() if isinstance(value, bool) else str(value))
        worded = texts.plain(value if NAME.fullmatch(value) else self.spell(value))
        linked = prose.with_links(worded, lambda *_: "")
        return prose.to_inline_html(prose.with_citations(linked, _cited))


def _cited(citation: prose.Citation) -> str:
    return f"\u00a0({citation.work} via {citation.via})" if citation.via else f"\u00a0({citation.work})"


def _without_modules(path: str, value: Table) -> Table:
    """The spine without its modules, which stand on the page already."""
    return {key: one for key, one in value.items() if path != SPINE or key != "modules"}


def _has_ids(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and all(raw.name(one) for one in value)


def _same(own: Any, base: Any) -> bool:
    return ARTICLE.sub(r"\1 ", wording.wording(own)) == ARTICLE.sub(r"\1 ", wording.wording(base))


def _label(key: str) -> str:
    return key.replace("_", " ")


def _body(part: lessons.Part) -> str:
    """A section with its heading as words of their own."""
    title = TITLE.sub("", part.heading).strip()
    return f"**{title}**\n\n{part.body}" if title else part.body
