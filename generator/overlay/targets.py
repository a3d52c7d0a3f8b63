"""What each override of an overlay touches: exactly the base text, the organization's own, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model.overlay import Change
from generator.overlay import lessons, wording
from generator.overlay.draft import Layer
from generator.overlay.lists import OWN
from generator.overlay.things import Thing
from generator.problems import Place
from generator.source import Table

ANCHORED = ("wrap", "add", "move")
"""Operations that touch no text of the base, and only need something to stand next to."""
AWAY = ("remove", "hide")
"""Operations that take a thing of the base away as a whole."""


@dataclass(frozen=True)
class Override:
    """One override, such as `questions.ps-q1.set.prompt`, and the place of its key in overlay.yaml.

    `thing` is what it is about; `base` what the base says there and `own` what the organization says, where the
    operation replaces a text. `anchor` is what it stands next to, as the author wrote it, and `beside` that thing.
    """

    target: str
    operation: str
    place: Place
    thing: str
    base: str | None = None
    own: str | None = None
    anchor: str | None = None
    beside: str = ""
    files: tuple[str, ...] = ()
    """The organization's files with its text, where it has any."""


def overrides(things: Mapping[str, Thing], layer: Layer) -> tuple[Override, ...]:
    """Every override of an overlay, in alphabetical order, also those whose thing the base does not have."""
    return tuple(sorted(_overrides(things, layer), key=lambda one: one.target))


def spelled(layer: Layer) -> dict[Place, str]:
    """What stands at each place of overlay.yaml, as a target in its author's words."""
    return dict(_spelled(layer.files.yaml["overlay.yaml"].value, ""))


def _spelled(value: Table, prefix: str) -> Iterator[tuple[Place, str]]:
    for key, inner in value.items():
        target = f"{prefix}{key}"
        yield value.places.keys[key], target
        if isinstance(inner, Table):
            yield from _spelled(inner, f"{target}.")
        for number, item in enumerate(inner if isinstance(inner, tuple) else ()):
            yield value.places.entry(key, number), f"{target}.{item}"


def _overrides(things: Mapping[str, Thing], layer: Layer) -> Iterator[Override]:
    overlay = layer.overlay
    for key in overlay.terms:
        yield _whole(f"terms.{key}", things, layer)
    if overlay.contacts:
        yield _whole("contacts", things, layer)
    for name, module in overlay.modules.items():
        yield from _changes(f"modules.{name}", module, things, layer)
        for one, objective in module.objectives.items():
            yield from _changes(f"modules.{name}.objectives.{one}", objective, things, layer)
    for name, lesson in overlay.lessons.items():
        for section in lesson.sections:
            yield _section(name, section, things, layer)
    for name, question in overlay.questions.items():
        yield from _changes(f"questions.{name}", question, things, layer)
        for one, choice in question.choices.items():
            yield from _changes(f"questions.{name}.choices.{one}", choice, things, layer)
    for sort in ("exercises", "glossary", "references"):
        for name, change in getattr(overlay, sort).items():
            yield from _changes(f"{sort}.{name}", change, things, layer)
    for name, session in overlay.sessions.items():
        if session.lengths:
            yield _field(f"sessions.{name}", "lengths", "lengths", things, layer)
        for one, segment in session.segments.items():
            yield from _changes(f"sessions.{name}.segments.{one}", segment, things, layer)
    for name, tool in overlay.tools.items():
        yield from _changes(f"tools.{name}", tool, things, layer)
        for one, item in tool.items.items():
            yield from _changes(f"tools.{name}.items.{one}", item, things, layer)
        for one, field in tool.fields.items():
            yield from _changes(f"tools.{name}.fields.{one}", field, things, layer)


def _whole(target: str, things: Mapping[str, Thing], layer: Layer) -> Override:
    steps = target.split(".")
    base = things[target].wording if target in things else None
    return Override(target, "set", layer.key(*steps), target, base, wording.wording(layer.raw(*steps)))


def _field(thing: str, name: str, way: str, things: Mapping[str, Thing], layer: Layer) -> Override:
    """A field that gets another value; it stands in the table `way` of the operation, or is that table itself."""
    steps = (*thing.split("."), *dict.fromkeys((way, name)))
    base = things[thing].field(name) if thing in things else None
    own = wording.wording(layer.raw(*steps[:-1])[name])
    return Override(".".join(steps), "set", layer.key(*steps), thing, base, own)


def _section(module: str, section: str, things: Mapping[str, Thing], layer: Layer) -> Override:
    target = f"lessons.{module}.sections.{section}"
    place, change = layer.key(*target.split(".")), layer.overlay.lessons[module].sections[section]
    thing = things.get(target)
    if not change.replace:
        files = tuple(path for path in (change.prepend, change.append) if path)
        return Override(target, "wrap", place, target, anchor=section, beside=target, files=files)
    file = layer.files.texts.get(change.replace)
    part = thing.value if thing and isinstance(thing.value, lessons.Part) else lessons.Part("", "", "", place)
    own = wording.of_section(lessons.replaced(part, file)) if file else ""
    return Override(target, "replace", place, target, thing.wording if thing else None, own, files=(change.replace,))


def _changes(target: str, change: Change, things: Mapping[str, Thing], layer: Layer) -> Iterator[Override]:
    """The overrides of one operation: a set touches its fields, a removal the whole, the rest only an anchor."""
    steps, thing = target.split("."), things.get(target)
    for field in change.set or ():
        yield _field(target, field, "set", things, layer)
    for number, field in enumerate(change.unset or ()):
        place, base = change.at.entry("unset", number), thing.field(field) if thing else None
        yield Override(f"{target}.unset.{field}", "unset", place, target, base, "")
    if change.remove:
        yield Override(target, "remove", layer.key(*steps), target, thing.wording if thing else None, "")
    where, holder = change.move or change, target.rpartition(".")[0]
    anchor = where.after or where.before or ""
    beside = f"{holder}.{anchor}" if anchor and not anchor.startswith(OWN) else ""
    if getattr(change, "hide", False):
        base = thing.wording if thing else None
        yield Override(f"{target}.hide", "hide", layer.key(*steps, "hide"), target, base, "")
    if change.move:
        yield Override(f"{target}.move", "move", layer.key(*steps, "move"), target, anchor=anchor, beside=beside)
    elif getattr(change, "add", None):
        module = getattr(change, "module", None)
        beside = f"modules.{module}" if module else beside
        yield Override(target, "add", layer.key(*steps), "", anchor=anchor, beside=beside)
