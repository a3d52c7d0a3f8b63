"""Approvals: who has agreed to the text of a module as an organization has it, and whether it is still that text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from generator import durable, plan, site
from generator.model import ModuleContent
from generator.overlay import raw, wording
from generator.overlay.draft import CARDS, SPINE
from generator.overlay.folder import APPROVALS, KEPT
from generator.problems import Faults, Place, Problem, Severity, unknown

State = Literal["approved", "changed", "missing"]
UNREAD = ("review", "status")
"""What the spine says of a module that is no part of its text."""


@dataclass(frozen=True)
class Approval:
    """Somebody in the role `by` agreed on the day `on` to the text with this hash."""

    module: str
    sha256: str
    by: str
    on: str


@dataclass(frozen=True)
class Standing:
    """How it stands with one module: `changed` where its text is no longer the one that was approved."""

    module: str
    title: str
    state: State
    approval: Approval | None = None

    @property
    def told(self) -> str:
        """The standing in words."""
        if self.approval is None:
            return "not approved"
        said = f"approved by {self.approval.by} on {self.approval.on}"
        return said if self.state == "approved" else f"{said}, and changed since: the approval no longer holds"


def state(found: site.Effective) -> tuple[Standing, ...]:
    """How it stands with each ready module of an organization, in their order; raises Faults for a broken file."""
    latest = {one.module: one for one in read(found)}
    return tuple(_standing(found, content, latest.get(content.module.id)) for content in found.curriculum.ready)


def _standing(found: site.Effective, content: ModuleContent, known: Approval | None) -> Standing:
    module = content.module
    holds: State = "approved" if known and known.sha256 == text_digest(found, module.id) else "changed"
    title = plan.Texts(found.curriculum).plain(module.title)
    return Standing(module.id, title, holds if known else "missing", known)


def text_digest(found: site.Effective, module: str) -> str:
    """The hash of all that people read of a module: its entry, its files and its cards, with terms filled in."""
    parts = [found.curriculum.spine.language, *_parts(found, module)]
    return wording.digest(plan.Texts(found.curriculum).plain("\0".join(parts)))


def _parts(found: site.Effective, module: str) -> Iterator[str]:
    files = {**found.sources.yaml, **found.sources.texts}
    for entry, _ in raw.items(found.sources.yaml[SPINE].value, "modules"):
        if raw.name(entry) == module:
            yield wording.of_thing({key: value for key, value in entry.items() if key not in UNREAD})
    for path in sorted(path for path in files if path.startswith(f"content/modules/{module}/")):
        file = files[path]
        yield f"{path.rpartition('/')[2]}\n{wording.wording(getattr(file, 'value', file.text))}"
    cards = found.sources.yaml.get(CARDS)
    for one, _ in raw.items(cards.value, "sets") if cards else ():
        if one.get("module") == module:
            yield wording.of_thing(one)


def read(found: site.Effective) -> tuple[Approval, ...]:
    """Every approval that was ever given, the latest last; raises Faults where the file was broken by hand."""
    assert found.layer
    file = found.layer.folder / APPROVALS
    try:
        listed = json.loads(file.read_text(encoding="utf-8"))["approvals"] if file.is_file() else []
        return tuple(_approval(one) for one in listed)
    except (ValueError, TypeError, KeyError) as error:
        place, what = Place(f"{found.layer.label}/{APPROVALS}"), "the file is not as dyad org approve wrote it"
        raise Faults([Problem(place, what, "take it from your backup, or remove it and approve anew")]) from error


def _approval(one: Mapping[str, Any]) -> Approval:
    made = Approval(**one)
    if not all(isinstance(value, str) for value in asdict(made).values()):
        raise TypeError
    return made


def approve(found: site.Effective, modules: Iterable[str], *, by: str, on: str) -> tuple[Approval, ...]:
    """Adds an approval of these modules' present text; what was there stays. Raises Faults for an unknown module."""
    assert found.layer
    place = Place(found.layer.label)
    known = [content.module.id for content in found.curriculum.ready]
    problems = [unknown(place, "module", name, known) for name in modules if name not in known]
    if not by.strip() or "\n" in by:
        problems.append(Problem(place, "the role of those who approve is not usable", "expected words on one line"))
    if problems:
        raise Faults(problems)
    made = tuple(Approval(name, text_digest(found, name), by.strip(), on) for name in dict.fromkeys(modules))
    _write(found.layer.folder, [*read(found), *made])
    return made


def _write(folder: Path, approvals: Iterable[Approval]) -> None:
    """The file, whole or as it was."""
    whole = {"schema": 1, "approvals": [asdict(one) for one in approvals]}
    content = json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
    durable.replace(folder / APPROVALS, content.encode(), beside=durable.folder(folder / KEPT))


def warnings(found: site.Effective) -> Iterator[Problem]:
    """Approvals that no longer hold, as warnings."""
    return _problems(found, ("changed",), "warning")


def missing(found: site.Effective) -> Iterator[Problem]:
    """What keeps an organization from publishing that wants each module approved."""
    return _problems(found, ("changed", "missing"), "fault")


def _problems(found: site.Effective, states: Iterable[State], severity: Severity) -> Iterator[Problem]:
    assert found.layer
    place, organization = Place(f"{found.layer.label}/{APPROVALS}"), found.layer.overlay.organization.id
    for one in state(found):
        if one.state in states:
            advice = f"read it with dyad org review, then run dyad org approve {organization} {one.module}"
            yield Problem(place, f"the module '{one.module}' is {one.told}", advice, severity=severity)
