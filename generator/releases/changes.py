"""What is new in a release, for each of those who want to know; told from the manifests of two releases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Manifest = Mapping[str, Any]
How = Literal["new", "changed", "gone"]


@dataclass(frozen=True)
class Page:
    """A page that is new, changed or gone, with its sections and exercises that are."""

    path: str
    """Where it is, as a page of the site."""
    title: str
    how: How
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Changes:
    """Release notes. `since` is the version they begin at; empty for a first release, which has no others."""

    since: str
    version: str
    learners: tuple[Page, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    """Questions that changed, so that their answers start anew: the path of the page, and what is asked."""
    facilitators: tuple[Page, ...] = ()
    """Pages of facilitators that are to be printed again."""
    upstream: tuple[str, ...] = ()
    """Titles of pages whose base text changed."""
    own: tuple[str, ...] = ()
    """Titles of pages that changed by what the organization did."""
    voided: tuple[str, ...] = ()
    """Approvals that no longer hold, as what they were for has changed."""


def between(old: Manifest | None, new: Manifest) -> Changes:
    """What changed from one release to a later one; without an earlier one, nothing did."""
    if old is None:
        return Changes("", new["version"])
    both = [*_differing(old, new, "learner"), *_differing(old, new, "facilitator")]
    titles = [(str((after or before or {})["title"]), _is_upstream(before, after)) for before, after in both]
    return Changes(
        since=old["version"],
        version=new["version"],
        learners=tuple(_pages(old, new, "learner")),
        answers=tuple(_answers(old, new)),
        facilitators=tuple(_pages(old, new, "facilitator")),
        upstream=tuple(sorted({title for title, upstream in titles if upstream})),
        own=tuple(sorted({title for title, upstream in titles if not upstream})),
        voided=tuple(_voided(old, new)),
    )


def _differing(old: Manifest, new: Manifest, edition: str) -> Iterator[tuple[Any, Any]]:
    before, after = (_by(one["pages"].get(edition, ()), "id") for one in (old, new))
    for name in sorted(before.keys() | after.keys()):
        pair = before.get(name), after.get(name)
        if (pair[0] or {}).get("sha256") != (pair[1] or {}).get("sha256"):
            yield pair


def _is_upstream(before: Any, after: Any) -> bool:
    """True where the text of the base changed as well: without that, the change is the organization's."""
    return (before or {}).get("base") != (after or {}).get("base")


def _pages(old: Manifest, new: Manifest, edition: str) -> Iterator[Page]:
    for before, after in _differing(old, new, edition):
        one = after or before
        how: How = "new" if not before else "gone" if not after else "changed"
        parts = _parts(old, new, edition, one["id"]) if how == "changed" else ()
        yield Page(f"{one['id']}.html", one["title"], how, tuple(parts))


def _parts(old: Manifest, new: Manifest, edition: str, page: str) -> Iterator[str]:
    """The titles of what is new or changed on a page; its questions are told apart."""
    before, after = (_parts_of(one, edition) for one in (old, new))
    for name, part in after.items():
        changed = before.get(name, {}).get("sha256") != part["sha256"]
        if part["page"] == page and part["kind"] != "question" and changed:
            yield part["title"]


def _answers(old: Manifest, new: Manifest) -> Iterator[tuple[str, str]]:
    before, after = (_parts_of(one, "learner") for one in (old, new))
    for name, part in after.items():
        if part["kind"] == "question" and name in before and before[name]["sha256"] != part["sha256"]:
            yield f"{part['page']}.html", part["title"]


def _parts_of(one: Manifest, edition: str) -> dict[str, Any]:
    return _by(one["parts"].get(edition, ()), "id")


def _voided(old: Manifest, new: Manifest) -> Iterator[str]:
    before, after = (_by(one.get("approvals", ()), "id") for one in (old, new))
    yield from sorted(name for name in before if name not in after)


def _by(listed: Any, key: str) -> dict[str, Any]:
    return {one[key]: one for one in listed}


WORDS: Mapping[How, str] = {"new": "new", "changed": "changed", "gone": "no longer there"}


def text(found: Changes) -> str:
    """The notes as plain text, for a message or an archive."""
    if not found.since:
        return f"{found.version} is the first release.\n"
    blocks = [
        ("For learners", _lines(found.learners)),
        ("Answers that start anew", [title for _, title in found.answers]),
        ("For facilitators: print again", _lines(found.facilitators)),
        ("From the base", found.upstream),
        ("Your own changes", found.own),
        ("Approvals that no longer hold", found.voided),
    ]
    told = [f"{title}\n" + "".join(f"- {line}\n" for line in lines) for title, lines in blocks if lines]
    return "\n".join([f"Changes from {found.since} to {found.version}\n", *(told or ["Nothing that people read.\n"])])


def _lines(pages: tuple[Page, ...]) -> list[str]:
    return [f"{one.title}: {WORDS[one.how]}" + (f" ({'; '.join(one.parts)})" if one.parts else "") for one in pages]
