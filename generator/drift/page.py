"""What the base said, what it says now and what an organization says: as text, and on one page that needs no tool."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator import render
from generator.drift.difference import Run, runs
from generator.drift.states import Finding, Report, advice
from generator.overlay import lessons, lock
from generator.overlay.targets import ANCHORED, AWAY
from generator.problems import Faults, Place, shortened, unknown, visible
from generator.source import Table

QUIET = ("current", "kept")
"""States in which nobody needs to look."""
NAMES = ("title", "term", "label", "name", "prompt", "text", "one")
"""Fields by which people know a thing."""
BRACES = re.compile(r"## ([^\n]*?)( \{[^{}\n]*\}|)(?=\n)")
HEADING = re.compile(r"^## *|\s*\{[^{}]*\}\s*$")
TERM = re.compile(r"\{\{ ?term\.([a-z0-9_]+\.[A-Za-z]+) ?\}\}")
FORMS = ("one", "other", "abbr")
WAYS = {"resolve": "dyad org resolve", "keep": '--keep --why "…"', "take": "--take", "merged": "--merged"}
"""How a decision is told to the program."""


@dataclass(frozen=True)
class Sheet:
    """One change to look at. `then` and `now` are what the base said and says, with marks where they differ.

    `then` is None for a change that replaces no text, and `is_kept` False where that text is not in `.base/` any more;
    `now` is None where the base has it no more, and `yours` where the change takes something away.
    """

    finding: Finding
    title: str
    advice: str
    then: tuple[Run, ...] | None
    is_kept: bool
    now: tuple[Run, ...] | None
    yours: str | None

    @property
    def is_decided(self) -> bool:
        """True where somebody decided about it before."""
        record = self.finding.record
        return bool(record and (record.kept or record.merged))


def sheets(found: Report, target: str = "") -> tuple[Sheet, ...]:
    """The changes to look at: all that want a look, or those that `target` names. Raises Faults where none is so."""
    asked = [one for one in found.findings if one.state not in QUIET]
    if target:
        asked = [one for one in found.findings if any(_is_in(name, target) for name in (one.target, one.was))]
        if not asked:
            known = [one.was or one.target for one in found.findings]
            raise Faults([unknown(Place(f"{found.layer.label}/overlay.yaml"), "change", target, known)])
    return tuple(_sheet(one, found) for one in asked)


def _is_in(name: str, target: str) -> bool:
    return name == target or name.startswith(f"{target}.")


def _sheet(one: Finding, found: Report) -> Sheet:
    override = one.override
    replaces = override.operation not in ANCHORED and one.record is not None
    kept = lock.kept(found.layer.folder, one.then) if replaces else None
    now, yours = override.base or "", override.own or ""
    if override.operation == "replace":
        kept, now, yours = _without_braces(kept, now, yours)
    differ = kept is not None and override.base is not None
    before, after = runs(kept or "", now) if differ else ((Run(kept or ""),), (Run(now),))
    return Sheet(
        finding=one,
        title=name(found, override.thing),
        advice=advice(one, found),
        then=before if replaces else None,
        is_kept=kept is not None,
        now=None if override.base is None else after,
        yours=None if override.operation in (*AWAY, "unset") else yours,
    )


def _without_braces(kept: str | None, now: str, yours: str) -> tuple[str | None, str, str]:
    """Three sections without the marks of their headings and what stands in braces, where that is the same in all."""
    heads = [BRACES.match(text) for text in (kept, now, yours) if text]
    if len({head[2] if head else "" for head in heads}) != 1:
        return kept, now, yours
    plain = [text and BRACES.sub(r"\1", text) for text in (kept, now, yours)]
    return plain[0], plain[1] or "", plain[2] or ""


def name(found: Report, target: str) -> str:
    """What people call a thing of the base, with its module; nothing where the base has it no more."""
    thing = found.things.get(target)
    if thing is None:
        return ""
    if isinstance(thing.value, lessons.Part):
        called = HEADING.sub("", thing.value.heading)
    else:
        called = next((str(thing.value[key]) for key in NAMES if isinstance(thing.value.get(key), str)), "")
    holder = found.things.get(f"modules.{thing.module}" if thing.module else ".".join(target.split(".")[:2]))
    titles = [str(holder.value.get("title", ""))] if holder and isinstance(holder.value, Table) else []
    return ": ".join(filter(None, dict.fromkeys([*titles, shortened(" ".join(called.split()))])))


def text(found: Report, shown: Sequence[Sheet]) -> str:
    """The changes as text: words that are gone stand in [-…-], new ones in {+…+}."""
    return "\n".join(line for sheet in shown for line in _lines(found, sheet)).rstrip()


def _lines(found: Report, sheet: Sheet) -> Iterator[str]:
    one = sheet.finding
    yield visible(f"{one.override.place}: {one.state}: {one.was or one.target}")
    yield visible(f"{sheet.title}; {sheet.advice}" if sheet.title else sheet.advice)
    if sheet.then is not None:
        yield f"what the base said when you {'last decided' if sheet.is_decided else 'wrote yours'}:"
        yield from _indented(_marked(sheet.then, "[-", "-]") if sheet.is_kept else "(not in .base any more)")
    if one.override.operation not in ANCHORED:
        yield "what the base says now:"
        yield from _indented("(it has this no more)" if sheet.now is None else _marked(sheet.now, "{+", "+}"))
        yield "yours:"
        yield from _indented("(taken away or hidden)" if sheet.yours is None else sheet.yours)
    yield ""


def _marked(found: Sequence[Run], start: str, end: str) -> str:
    return "".join(f"{start}{run.text}{end}" if run.marked else run.text for run in found)


def _indented(shown: str) -> Iterator[str]:
    for line in (shown.rstrip("\n") or "(nothing)").split("\n"):
        yield visible(f"    {line}".rstrip())


def html(found: Report, shown: Sequence[Sheet]) -> str:
    """The changes on one page that needs no other file, with words for terms filled in."""
    words = _words(found)

    def filled(run: Run) -> Run:
        return replace(run, text=TERM.sub(lambda token: words.get(token[1], token[0]), run.text))

    made = [
        replace(
            sheet,
            title=filled(Run(sheet.title)).text,
            then=tuple(map(filled, sheet.then)) if sheet.then is not None else None,
            now=tuple(map(filled, sheet.now)) if sheet.now is not None else None,
            yours=filled(Run(sheet.yours)).text if sheet.yours is not None else None,
        )
        for sheet in shown
    ]
    new = [(target, filled(Run(name(found, target))).text) for target in found.new]
    overlay = found.layer.overlay
    values = {"ways": WAYS, "found": found, "organization": overlay.organization, "sheets": made, "new": new}
    return render.html_page("drift/page", overlay.locale or found.language, **values)


def _words(found: Report) -> dict[str, str]:
    """The organization's words for terms, by what stands in a token."""
    base = {target.removeprefix("terms."): thing.value for target, thing in found.things.items() if _is_term(target)}
    forms = {key: {form: value.get(form) for form in FORMS} for key, value in base.items() if isinstance(value, Table)}
    forms |= {key: {form: getattr(term, form) for form in FORMS} for key, term in found.layer.overlay.terms.items()}
    words: dict[str, str] = {}
    for key, said in forms.items():
        for form in FORMS:
            word = str(said[form] or said["one"])
            words |= {f"{key}.{form}": word, f"{key}.{form.capitalize()}": word[:1].upper() + word[1:]}
    return words


def _is_term(target: str) -> bool:
    return target.startswith("terms.")
