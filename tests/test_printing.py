"""PDFs as a facilitator gets them: readable aloud, whole, counted, the same each time, and without a leaked key."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import page
import pypdf
import pytest

from generator import cli, exits, printing, site
from generator.plan import papers
from generator.printing import lint, pdf
from tests.sites import ROOT

SORTS = ("guide", "packet", "cards", "key", "runsheet")
SESSION = ["psychological-safety", "--minutes", "75", "--start", "13:30", "--pairs", "8"]


def pages(file: Path) -> list[str]:
    """The text of each page, with single spaces."""
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True)
    return [" ".join(found.split()) for found in done.stdout.split("\f")[:-1]]


def text(file: Path) -> str:
    return " ".join(pages(file))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("printed")
    assert cli.main(["--root", str(ROOT), "print", *SESSION, "--out", str(folder)]) == exits.OK
    return folder


@pytest.mark.parametrize("sort", SORTS)
def test_a_pdf_can_be_read_aloud_and_is_whole(printed: Path, sort: str) -> None:
    file = printed / f"psychological-safety-{sort}.pdf"
    found = page.validate_pdf(str(file), profile="ua1")
    assert found.is_compliant, [(one.rule_id, one.message) for one in found.failures]
    subprocess.run(["qpdf", "--check", str(file)], check=True, capture_output=True)
    fonts = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts and all(re.search(r"\+Dyad-(Sans|Serif)", line) for line in fonts)


def test_the_guide_counts_for_the_pairs_and_tells_the_time(printed: Path) -> None:
    said = text(printed / "psychological-safety-guide.pdf")
    assert "Role cards A one for each pair 8" in said and "Role cards B one for each pair 8" in said
    assert "14:45 75 End" in said and "Version 1.0.0" in said


def test_eight_pairs_get_eight_cards_of_each_role(printed: Path) -> None:
    said = text(printed / "psychological-safety-cards.pdf")
    assert [said.count(f"you are {letter} of your pair") for letter in "AB"] == [8, 8]


def test_the_run_sheet_is_one_page(printed: Path) -> None:
    file = printed / "psychological-safety-runsheet.pdf"
    assert re.search(
        r"Pages:\s+1\n", subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True).stdout
    )


def test_what_has_not_changed_is_not_made_again_and_is_the_same_when_it_is(printed: Path, tmp_path: Path) -> None:
    before = {file.name: file.stat().st_mtime_ns for file in printed.glob("*.pdf")}
    cli.main(["--root", str(ROOT), "print", *SESSION, "--out", str(printed)])
    assert before == {file.name: file.stat().st_mtime_ns for file in printed.glob("*.pdf")}
    again = printed / "psychological-safety-runsheet.pdf"
    first = again.read_bytes()
    again.unlink()
    cli.main(["--root", str(ROOT), "print", *SESSION, "--out", str(printed)])
    assert again.read_bytes() == first


def test_a_length_that_cannot_be_is_refused_and_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    asked = ["--root", str(ROOT), "print", "trust-openness", "--minutes", "45", "--out", str(out)]
    assert cli.main(asked) == exits.FAULTS
    assert "4 too many; possible: 49 minutes" in capsys.readouterr().err
    assert not out.exists()


def test_packets_hold_no_answer_and_nothing_of_the_facilitator() -> None:
    found = site.effective(ROOT)
    mark = printing.imprint(found)
    for content in found.curriculum.ready:
        order = papers.Order(modules=(content.module.id,))
        made = papers.of_session(found.curriculum, order, mark)
        html = printing.html(next(one for one in made if one.sort == "packet"))
        assert content.session
        secrets = [segment.say for segment in content.session.segments]
        secrets += [
            getattr(choice, "feedback", "") for one in content.questions for choice in getattr(one, "choices", ())
        ]
        assert not re.search(r"\b[A-Z]\w+\(\w+=", html), "a value stands in the page, not its text"
        begun = [re.split(r"[\[{*_&]", secret)[0].strip()[:60] for secret in secrets]
        assert not [secret for secret in begun if len(secret) > 20 and secret in html]
        later = [sheet.title for sheet in content.session.handouts if sheet.later]
        assert not [title for title in later if title in html]


def test_every_sheet_of_a_session_is_printed_once_in_its_packet_or_beside_its_cards() -> None:
    found = site.effective(ROOT)
    for content in found.curriculum.ready:
        made = papers.of_session(found.curriculum, papers.Order(modules=(content.module.id,)), printing.imprint(found))
        pages = {one.sort: printing.html(one) for one in made if one.sort in ("packet", "cards")}
        for sheet in content.session.handouts if content.session else ():
            for text in filter(None, (sheet.text, sheet.after)):
                begun = max(re.findall(r"[a-zA-Z ,]+", text.split("{{")[0]), key=len).strip()
                assert [begun in page for page in pages.values()].count(True) == 1, (sheet.id, begun)


@pytest.fixture(scope="module")
def volume(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guides of three sessions, bound, on A4 with filled areas, of an organization."""
    found = site.effective(ROOT, "example-willowmere")
    order = papers.Order(modules=(), pairs=3, paper="a4", ink="full")
    jobs = printing.sets(found, printing.all_orders(found.curriculum, order)[:3], bound=True)
    return printing.write(tmp_path_factory.mktemp("volume"), jobs[-1:])[0]


def test_a_volume_counts_its_pages_and_its_contents_name_them(volume: Path) -> None:
    read = pages(volume)
    assert [re.search(r"(\d+) / (\d+)$", page)[0] for page in read[1:]] == [  # type: ignore[index]
        f"{number} / {len(read)}" for number in range(2, len(read) + 1)
    ]
    listed = re.findall(r"([A-Z][^.]+?)\.{5,}(\d+)", read[0].split("Contents")[1])
    assert len(listed) == 3
    for title, number in listed:
        assert title.strip() in read[int(number) - 1]


def test_a_volume_carries_the_organization_its_release_and_the_paper_that_was_asked_for(volume: Path) -> None:
    said = subprocess.run(["pdfinfo", str(volume)], capture_output=True, text=True, check=True).stdout
    assert "(A4)" in said and "Willowmere" in said
    assert "Version 2026.1" in pages(volume)[5]
    outline = pypdf.PdfReader(volume).outline
    assert len([one for one in outline if not isinstance(one, list)]) >= 1


def test_the_code_on_a_packet_leads_to_the_page_of_its_module(tmp_path: Path) -> None:
    found = site.effective(ROOT / "tests/curricula/small")
    file = printing.write(tmp_path, printing.packets(found)[:1])[0]
    subprocess.run(["pdftoppm", "-r", "120", "-f", "1", "-l", "1", "-png", str(file), str(tmp_path / "p")], check=True)
    picture = next(tmp_path.glob("p*.png"))
    command = ["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", str(picture)]
    read = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert read == "https://balcony.example.org/course/modules/beans.html"
    assert read in pages(file)[0]


def test_the_contents_of_a_guide_lead_to_the_pages_where_the_titles_stand(tmp_path: Path) -> None:
    """Also where a segment has the name of a section, such as the opening of a case."""
    found = site.effective(ROOT)
    job = printing.sets(found, [papers.Order(modules=("case-shorter-visits",))])[0]
    read = pages(printing.write(tmp_path, [job])[0])
    listed = re.findall(r"([A-Z][^.]+?)\.{5,}(\d+)", read[0].split("Contents")[1])
    assert len(listed) > 20
    for title, number in listed:
        assert title.strip() in read[int(number) - 1], title


def test_two_places_with_one_anchor_are_a_fault() -> None:
    html = '<html lang="en"><title>t</title><h1 id="a">t</h1><h2 id="a">u</h2></html>'
    assert [problem.what for problem in lint.problems("x", html)] == ["two places have the anchor 'a'"]


def test_an_authored_list_with_paragraphs_becomes_one_that_readers_of_a_pdf_find() -> None:
    found = site.effective(ROOT)
    made = papers.handed_to_learners(found.curriculum, "start-here", printing.imprint(found), "a4")
    assert "<li><p>" not in re.sub(r"\s", "", printing.html(made))
    html = '<html lang="en"><title>t</title><h1>t</h1><ol><li><p>a</p></li></ol></html>'
    assert [problem.what for problem in lint.problems("x", html)] == ["'<p>' stands inside a list item"]


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_each_back_lies_behind_its_front_when_the_paper_is_turned_over_its_long_edge(paper: papers.Paper) -> None:
    found = site.effective(ROOT)
    width = {"letter": 216, "a4": 210}[paper]
    for content in found.curriculum.ready:
        order = papers.Order(modules=(content.module.id,), paper=paper)
        made = papers.of_session(found.curriculum, order, printing.imprint(found))
        groups: Any = next(one for one in made if one.sort == "cards").parts[0].page.values["groups"]
        for sheet in [sheet for group in groups for sheet in group.sheets]:
            assert len(sheet.front.spots) == len(sheet.back.spots)
            for front, back in zip(sheet.front.spots, sheet.back.spots, strict=True):
                assert back.left == width - front.left - sheet.front.width and back.top == front.top
                assert back.piece is front.piece
                assert front.left in sheet.front.down and front.top in sheet.front.across


def test_light_ink_fills_no_area() -> None:
    style = (pdf.STYLE / "print.css").read_text(encoding="utf-8")
    filled = [line for line in style.splitlines() if re.search(r"background|box-shadow", line)]
    assert filled and all(line.startswith(".ink-full") for line in filled)


SECTIONS = (
    *("At a glance", "Why this, and where it sits", "Prepare", "Room, remote and hybrid", "Agenda"),
    *("Opening and ground rules", "Segments", "Pair sheets", "The case from two chairs", "When it gets hard"),
    *(
        "Running late",
        "Debrief and commitments",
        "Check of learning",
        "Measure",
        "Sheets and copies",
        "After",
        "Sources",
    ),
)


@pytest.mark.parametrize("module", ["psychological-safety", "case-shorter-visits", "trust-dependability"])
def test_a_guide_has_its_sections_in_the_order_in_which_a_session_is_prepared_and_held(module: str) -> None:
    found = site.effective(ROOT)
    made = papers.of_session(found.curriculum, papers.Order(modules=(module,)), printing.imprint(found))[0]
    held = [section.title for section in made.parts[0].sections]
    assert held == [title for title in SECTIONS if title != "The case from two chairs" or module.startswith("case")]
    html = printing.html(made)
    for said in (
        "Four weeks before",
        "One week before",
        "The day before",
        "In the room",
        "Right after",
        "next review due",
    ):
        assert said in html
    content = found.curriculum.module_ids[module]
    assert content.session
    for segment in content.session.segments:
        assert segment.watch_for, f"{segment.id} does not say what to watch for"
    assert html.count('<div class="dt">Say</div>') == len(content.session.segments)
    assert html.count('<div class="dt">Ask</div>') == sum(len(one.ask) for one in content.session.segments)


def test_letters_that_our_fonts_do_not_have_are_told(copy_of_small: Path) -> None:
    plan = copy_of_small / "content/modules/beans/session.yaml"
    text = plan.read_text(encoding="utf-8").replace("title: Looking", "title: Looking 豆")
    plan.write_text(text, encoding="utf-8")
    found = printing.sets(site.effective(copy_of_small), [papers.Order(modules=("beans",))])
    said = {str(one.what) for job in found for one in job.warnings}
    assert said == {"the fonts for print have no '豆' (U+8C46)"}
