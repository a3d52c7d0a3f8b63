"""The facilitator edition as a facilitator finds it: times that add up, counts, the key, kit and plan together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator import site
from generator.model import Curriculum
from generator.plan import facilitator
from tests.sites import ROOT, BuiltSite, build
from tests.test_site import faulty_links

TABLE = re.compile(r'<table class="dyad-agenda[^"]*"(?: id="(?P<id>[^"]*)")?>(?P<rows>.*?)</table>', re.S)
ROW = re.compile(r"<tr[^>]*>(.*?)</tr>", re.S)
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.S)


@dataclass(frozen=True)
class Table:
    """A table of a page: its id, and the words in its cells, row by row, without the head."""

    id: str
    rows: list[list[str]]


def tables(built: BuiltSite, path: str) -> list[Table]:
    source = (built.site / path).read_text(encoding="utf-8")
    return [
        Table(
            match["id"] or "", [[words(cell) for cell in CELL.findall(row)] for row in ROW.findall(match["rows"])][1:]
        )
        for match in TABLE.finditer(source)
    ]


def words(cell: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", cell).split())


def minutes(clock: str) -> int:
    hours, past = clock.split(":")
    return int(hours) * 60 + int(past)


@pytest.fixture(scope="module")
def curriculum() -> Curriculum:
    return site.curriculum(ROOT)


@pytest.fixture(scope="module")
def little() -> Curriculum:
    return site.curriculum(ROOT / "tests/curricula/small")


def test_every_link_leads_somewhere(shipped_plans: BuiltSite) -> None:
    assert faulty_links(shipped_plans) == []


def test_every_link_of_the_small_curriculum_leads_somewhere(small_plans: BuiltSite) -> None:
    assert faulty_links(small_plans) == []


def test_ids_stand_once_on_each_page(shipped_plans: BuiltSite) -> None:
    for path in shipped_plans.pages:
        ids = shipped_plans.page(path).ids
        assert sorted(ids) == sorted(set(ids)), path


def test_each_ready_module_with_a_session_has_a_plan(shipped_plans: BuiltSite, curriculum: Curriculum) -> None:
    ready = {one.module.id for one in curriculum.modules if one.session and one.module.status == "ready"}
    assert {path for path in shipped_plans.pages if path.startswith("sessions/")} == {
        f"sessions/{name}.html" for name in ready
    }
    assert f"sessions/{min(ready)}.html" in shipped_plans.page("index.html").links


def test_every_page_says_whom_it_is_for(shipped_plans: BuiltSite) -> None:
    for path in shipped_plans.pages:
        if path != "404.html" and not path.startswith("tools"):  # forms are for everybody
            assert "For facilitators only" in shipped_plans.page(path).text(".dyad-private"), path
        if path != "404.html":
            assert 'name="robots" content="noindex' in (shipped_plans.site / path).read_text(encoding="utf-8")


def test_learners_have_no_such_pages(shipped: BuiltSite) -> None:
    for path in shipped.pages:
        source = (shipped.site / path).read_text(encoding="utf-8")
        assert "dyad-private" not in source
        assert "noindex" not in source
        assert not [link for link in shipped.page(path).links if "sessions/" in link]


def test_agendas_add_up_on_the_page(shipped_plans: BuiltSite, curriculum: Curriculum) -> None:
    for content in curriculum.modules:
        if not content.session or content.module.status != "ready":
            continue
        agendas = [one for one in tables(shipped_plans, f"sessions/{content.module.id}.html") if one.id]
        assert [one.id for one in agendas] == [f"agenda-{length}" for length in content.session.lengths]
        for table, length in zip(agendas, content.session.lengths, strict=True):
            *rows, end = table.rows
            passed = 0
            for start, taken, *_ in rows:
                assert minutes(start) == passed
                passed += int(taken)
            assert passed == length == int(end[1]) == minutes(end[0])


def test_the_authored_agenda_comes_first_with_its_usual_minutes(small_plans: BuiltSite) -> None:
    agendas = [one for one in tables(small_plans, "sessions/beans.html") if one.id]
    assert [[row[1] for row in one.rows] for one in agendas] == [
        ["15", "10", "5", "30"],
        ["25", "15", "5", "45"],
        ["10", "5", "5", "20"],
    ]
    assert agendas[0].rows[1] == ["0:15", "10", "Looking", "Groups", "should"]


def test_a_short_length_names_what_is_left_out(copy_of_small: Path) -> None:
    file = copy_of_small / "content/modules/beans/session.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("[30, 45, 20]", "[30, 12]"), encoding="utf-8")
    text = site.build(copy_of_small, "facilitator").pages["sessions/beans.md"]
    assert "Left out: Looking; A song." in text


def test_materials_are_counted_for_each_number_of_pairs(small_plans: BuiltSite) -> None:
    counts = {row[0]: row[1:] for one in tables(small_plans, "sessions/beans.html") if not one.id for row in one.rows}
    assert counts["Pots"] == ["1 per pair", "2", "5"]
    assert counts["Watering can"] == ["2 for the room", "2", "2"]
    assert counts["How to sow"] == ["1 per pair", "2", "5"]


def test_groups_of_four_are_rounded_up() -> None:
    assert [facilitator.count("group", pairs) for pairs in (1, 2, 3, 6, 8)] == [1, 1, 2, 3, 4]
    assert facilitator.count("person", 3) == 6


def test_the_key_has_a_reason_for_every_answer(shipped_plans: BuiltSite, curriculum: Curriculum) -> None:
    for content in curriculum.modules:
        if not content.session or content.module.status != "ready":
            continue
        page = shipped_plans.page(f"sessions/{content.module.id}.html")
        text = page.text()
        for question in content.questions:
            if question.kind not in ("reflection", "scale"):
                assert f"key-{question.id}" in page.ids
            for part in (*getattr(question, "choices", ()), *getattr(question, "pairs", ())):
                said = " ".join(re.split(r"\[|\{|\*", part.feedback)[0].split())
                assert said in text


def test_the_key_shows_the_moments_and_the_gaps(small_plans: BuiltSite, little: Curriculum) -> None:
    text = small_plans.page("sessions/beans.html").text()
    asked = little.module_ids["beans"].questions
    for question in asked:
        for node in getattr(question, "nodes", ()):
            assert node.text.split("[")[0].strip() in text


def test_nothing_of_the_key_waits_behind_a_disclosure(shipped_plans: BuiltSite) -> None:
    for path in shipped_plans.pages:
        if path.startswith("sessions/"):
            assert 'dyad-answer"' not in (shipped_plans.site / path).read_text(encoding="utf-8")


def test_a_case_has_both_briefs(shipped_plans: BuiltSite, curriculum: Curriculum) -> None:
    content = curriculum.module_ids["case-clinics-without-operations"]
    page = shipped_plans.page("sessions/case-clinics-without-operations.html")
    assert content.briefs
    assert {"brief-a", "brief-b", "brief-joint"} <= set(page.ids)
    for brief in (content.briefs.a, content.briefs.b):
        assert f": {brief.role}" in page.text()


def test_kit_and_plan_stand_together(small_plans: BuiltSite) -> None:
    text = small_plans.page("sessions/beans.html").text()
    for said in ("Fill the pots.", "Count the pots.", "Open the window.", "Nobody waters the pot", "A bean dies"):
        assert said in text
    assert "I know how deep a bean lies" in text
    assert "I liked the beans." in text


def test_sessions_are_found_by_length(small_plans: BuiltSite) -> None:
    page = small_plans.page("lengths.html")
    assert {"minutes-20", "minutes-30", "minutes-45"} <= set(page.ids)
    assert "sessions/beans.html#agenda-45" in page.links


def test_a_day_runs_by_the_clock(small_plans: BuiltSite) -> None:
    (day,) = tables(small_plans, "days.html")
    heads = [row for row in day.rows if row[2] in ("Beans on a balcony", "Lemonade", "Tides planned", "End")]
    assert [row[:2] for row in heads] == [
        ["9:50", "30"],
        ["10:20", "15"],
        ["10:35", "45"],
        ["11:20", "60"],
        ["12:20", ""],
    ]
    assert ["11:00", "15", "Looking"] in day.rows


def test_a_curriculum_without_a_kit_works(copy_of_small: Path, tmp_path: Path) -> None:
    root = copy_of_small
    (root / "content/facilitator-kit.yaml").unlink()
    built = build(root, tmp_path / "out", "facilitator")
    assert "kit.html" not in built.pages
    assert faulty_links(built) == []


def test_all_editions_come_from_one_command(copy_of_small: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(copy_of_small, out, "all")
    assert (out / "base/learner/site/index.html").exists()
    assert (out / "base/facilitator/site/index.html").exists()


def test_the_last_line_of_an_exit_ticket_is_answered_as_it_asks(shipped_plans: BuiltSite) -> None:
    for module, answer in (("case-data-dashboard", "☐ Yes ☐ No"), ("trust-openness", "1 2 3 4 5")):
        lines = shipped_plans.page(f"sessions/{module}.html").text(".dyad-ticket")
        assert answer in lines[-60:], lines
