"""Two-chair cases: each partner finds their own brief, and nothing of the other one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator import site
from generator.model import Curriculum, ModuleContent
from tests.organizations import organization
from tests.sites import ROOT, BuiltSite
from tests.test_records import plain

CASES = (
    "clinics-without-operations",
    "shorter-visits",
    "screening-partnership",
    "data-dashboard",
    "locality-turnaround",
)


@pytest.fixture(scope="module")
def curriculum() -> Curriculum:
    return site.curriculum(ROOT)


@pytest.fixture(scope="module")
def cases(curriculum: Curriculum) -> list[ModuleContent]:
    return [content for content in curriculum.modules if content.briefs]


def sentences(text: str) -> list[str]:
    """The stretches of plain words in a brief, one or more from each paragraph."""
    return [plain(part) for part in text.split("\n\n")]


def test_every_case_has_two_briefs_and_a_page_for_both(shipped: BuiltSite, cases: list[ModuleContent]) -> None:
    assert [content.module.id for content in cases] == [f"case-{name}" for name in CASES]
    assert {path for path in shipped.pages if path.startswith("two-chairs/")} == {
        f"two-chairs/{content.module.id}/{page}.html" for content in cases for page in ("a", "b", "together")
    }


def test_a_brief_is_whole_and_holds_nothing_of_the_other(shipped: BuiltSite, cases: list[ModuleContent]) -> None:
    for content in cases:
        assert content.briefs
        for own, other, page in ((content.briefs.a, content.briefs.b, "a"), (content.briefs.b, content.briefs.a, "b")):
            read = shipped.page(f"two-chairs/{content.module.id}/{page}.html")
            assert f"Brief {page.upper()}: {own.role}" in read.text("h1")
            assert all(part in read.text() for part in sentences(own.text)), (content.module.id, page)
            private = [part for part in sentences(other.text) if part not in own.text.replace("\n", " ")]
            assert len(private) >= 2
            assert not [part for part in private if part in read.text()]
            assert other.role not in read.text(".md-content")


def test_no_brief_leads_to_the_other(shipped: BuiltSite, cases: list[ModuleContent]) -> None:
    for content in cases:
        for page, other in (("a", "b"), ("b", "a")):
            links = shipped.page(f"two-chairs/{content.module.id}/{page}.html").links
            assert "together.html" in links
            assert not [link for link in links if re.search(rf"(^|/){other}\.html", link)]


def test_the_page_for_both_asks_and_tells_neither_brief(shipped: BuiltSite, cases: list[ModuleContent]) -> None:
    for content in cases:
        assert content.briefs
        text = shipped.page(f"two-chairs/{content.module.id}/together.html").text()
        assert all(plain(question) in text for question in content.briefs.joint.questions)
        assert plain(content.briefs.joint.agree_on) in text
        assert "less formal power chooses who begins" in text
        for brief in (content.briefs.a, content.briefs.b):
            assert not [part for part in sentences(brief.text) if part in text]


def test_the_case_leads_to_the_briefs_and_tells_none(shipped: BuiltSite, cases: list[ModuleContent]) -> None:
    for content in cases:
        assert content.briefs
        page = shipped.page(f"modules/{content.module.id}.html")
        for name in ("a", "b", "together"):
            assert f"../two-chairs/{content.module.id}/{name}.html" in page.links
        assert "If you work as a pair" in page.text("h2")
        assert f"Brief B: {content.briefs.b.role}" in page.text(".dyad-brief")
        for brief in (content.briefs.a, content.briefs.b):
            assert not [part for part in sentences(brief.text)[1:] if part in page.text()]


def test_the_search_finds_no_brief(shipped: BuiltSite, cases: list[ModuleContent]) -> None:
    index = "".join(file.read_text(encoding="utf-8") for file in sorted((shipped.site / "search").iterdir()))
    assert "modules/case-data-dashboard.html" in index
    assert "two-chairs/" not in index.replace("\\/", "/")
    for content in cases:
        assert content.briefs
        for brief in (content.briefs.a, content.briefs.b):
            assert not [part for part in sentences(brief.text)[1:] if part in index]


def test_hard_subjects_are_announced_on_each_page(shipped: BuiltSite, cases: list[ModuleContent]) -> None:
    told = [content.module for content in cases if content.module.care]
    assert told
    for module in told:
        for name in ("a", "b", "together"):
            text = shipped.page(f"two-chairs/{module.id}/{name}.html").text(".dyad-care")
            assert plain(module.care or "") in text and "support line" in text


def test_cases_of_organizations_have_their_own_briefs() -> None:
    pages = site.build(ROOT, "learner", "example-willowmere").pages
    assert {f"two-chairs/x-willowmere-bed-huddle/{name}.md" for name in ("a", "b", "together")} <= pages.keys()
    assert not [path for path in pages if path.startswith("two-chairs/case-shorter-visits/")]


def test_a_renamed_case_is_renamed_for_both_chairs(copy_of_small: Path) -> None:
    organization(copy_of_small, "modules: {boats: {set: {title: The kite that did not fly}}}\n")
    pages = site.build(copy_of_small, "learner", "acme").pages
    for name in ("a", "b", "together"):
        assert "The kite that did not fly" in pages[f"two-chairs/boats/{name}.md"]
