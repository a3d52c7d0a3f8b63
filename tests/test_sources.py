"""The page of sources, as a reader finds it: what each work is used for, where it is cited, what it leaves open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator import site
from generator.model import Curriculum
from tests.organizations import organization
from tests.sites import ROOT, BuiltSite
from tests.test_records import plain

CITED = re.compile(r"\[@([a-z0-9-]+)")
WORK = re.compile(r'<section class="dyad-work" id="work-([^"]*)".*?</section>', re.S)


@pytest.fixture(scope="module")
def curriculum() -> Curriculum:
    return site.curriculum(ROOT)


@pytest.fixture(scope="module")
def works(shipped: BuiltSite) -> dict[str, str]:
    """The part of the page about each work, as HTML."""
    return entries((shipped.site / "sources.html").read_text(encoding="utf-8"))


def entries(source: str) -> dict[str, str]:
    return {match[1]: match[0] for match in WORK.finditer(source)}


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_each_work_says_what_it_is_used_for(works: dict[str, str], curriculum: Curriculum) -> None:
    assert works.keys() == curriculum.reference_ids.keys()
    for name, work in curriculum.reference_ids.items():
        assert plain(work.used_for) in words(works[name])
        assert plain(work.note or "") in words(works[name])


def test_a_work_known_through_another_says_so(works: dict[str, str], curriculum: Curriculum) -> None:
    for name, work in curriculum.reference_ids.items():
        assert ("Known to us only through" in words(works[name])) == (work.via is not None)
        if work.via:
            assert f'href="#work-{work.via}"' in works[name]
            assert f'href="#work-{name}"' in works[work.via]


def test_every_section_that_cites_a_work_is_listed_with_it(works: dict[str, str], curriculum: Curriculum) -> None:
    cited = 0
    for content in curriculum.modules:
        for section in content.lesson.sections if content.lesson else ():
            for name in sorted(set(CITED.findall(section.text)) - {"own"}):
                cited += 1
                link = f'href="modules/{content.module.id}.html#{section.id}"'
                assert link in works[name], (name, content.module.id, section.id)
    assert cited > 150


def test_questions_exercises_briefs_cards_and_pages_are_listed(works: dict[str, str], curriculum: Curriculum) -> None:
    for content in curriculum.modules:
        for question in content.questions:
            for name in set(question.sources) - {"own"}:
                assert f'href="modules/{content.module.id}.html#self-check"' in works[name]
        for behavior in content.behaviors:
            for name in set(CITED.findall(behavior.meaning)) - {"own"}:
                assert f'href="behaviors/{behavior.id}.html"' in works[name]
        if content.briefs:
            for name in set(CITED.findall(content.briefs.a.text)) - {"own"}:
                assert f'href="modules/{content.module.id}.html#two-chairs"' in works[name]
    for page in curriculum.pages:
        for name in set(CITED.findall(page.text)) - {"own"}:
            assert f'href="{page.id}.html"' in works[name]


def test_what_is_not_cited_in_a_place_is_not_said_to_be(works: dict[str, str], curriculum: Curriculum) -> None:
    for name, html in works.items():
        for module, anchor in re.findall(r'href="modules/([^"#]*)\.html#([^"]*)"', html):
            content = curriculum.module_ids[module]
            sections = {one.id: one for one in content.lesson.sections} if content.lesson else {}
            if anchor in sections and not sections[anchor].shows:
                assert name in CITED.findall(sections[anchor].text)


def test_spellings_to_verify_are_said(works: dict[str, str]) -> None:
    for name, said in (
        ("chazel-montgomery2017", "it may be “Chazal.”"),
        ("baker-miller1986", "double surname"),
        ("werhane-moriarty2009", "neither names nor initials"),
        ("swensen-mohta2017", "names Swensen alone"),
        ("schmidtman-jain", "Journal, volume and date"),
    ):
        assert re.search(rf"Still to verify .*{said}", words(works[name])), name


def test_what_the_sources_leave_open_is_told(shipped: BuiltSite, curriculum: Curriculum) -> None:
    page = shipped.page("sources.html")
    assert len(curriculum.gaps) >= 10
    for gap in curriculum.gaps:
        assert f"gap-{gap.id}" in page.ids
        assert gap.title in page.text("h3") and plain(gap.text) in page.text()
        assert all(f"#work-{name}" in page.links for name in gap.works)
    for said in (
        "No source lets patients",
        "Google and social scientists",
        "three of its labels",
        "we say “identified.”",
    ):
        assert said in page.text()


def test_the_mark_of_own_design_is_explained(shipped: BuiltSite) -> None:
    page = shipped.page("sources.html")
    assert "What is our own" in page.text("h2") and "own-design" in page.ids
    assert "not a finding" in page.text() and "It never counts as a source." in page.text()


def test_a_work_that_nothing_cites_says_so(copy_of_small: Path) -> None:
    file = copy_of_small / "content/references.yaml"
    idle = "references:\n  - {id: idle1900, label: 'Idle, 1900', text: An idle book., used_for: Nothing yet.}\n"
    file.write_text(file.read_text(encoding="utf-8").replace("references:\n", idle, 1), encoding="utf-8")
    found = entries(site.build(copy_of_small).pages["sources.md"])
    assert "No page cites it." in found["idle1900"]
    assert "No page cites it." not in found["almanac1950"]


def test_places_follow_an_organization(copy_of_small: Path) -> None:
    before = site.build(copy_of_small).pages["sources.md"]
    assert "Beans on a balcony" in before and 'href="modules/boats.html#the-question"' in before
    organization(copy_of_small, "modules: {beans: {set: {title: Peas on a roof}}}\n")
    after = entries(site.build(copy_of_small, "learner", "acme").pages["sources.md"])["almanac1950"]
    assert "Peas on a roof" in after and "Beans on a balcony" not in after


def test_a_place_of_a_removed_module_is_gone(copy_of_small: Path) -> None:
    lesson = copy_of_small / "content/modules/market/lesson.md"
    lesson.write_text(lesson.read_text(encoding="utf-8").rstrip() + " So says a book [@harbor2001].\n")
    assert "modules/market.html#price" in site.build(copy_of_small).pages["sources.md"]
    organization(copy_of_small, "modules: {market: {remove: true, why: No stall here.}}\n")
    assert "market" not in entries(site.build(copy_of_small, "learner", "acme").pages["sources.md"])["harbor2001"]
