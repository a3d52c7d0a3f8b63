"""The card bank, as a facilitator finds it: on the sheets, with the keys apart, and nowhere for learners."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from generator import site
from generator.model import Card, CardSet, Curriculum
from tests.organizations import organization
from tests.sites import ROOT, BuiltSite
from tests.test_records import plain

BANK = Counter(
    {
        ("start-here", "arrangement"): 8,
        ("start-here", "statement"): 6,
        ("partnering-mindset", "slip"): 18,
        ("partnering-mindset", "role"): 2,
        ("psychological-safety", "slip"): 10,
        ("leadership-mastery", "scene"): 1,
        ("organizational-infrastructure", "sample"): 1,
        ("partnership-outcomes", "claim"): 8,
        ("two-ways-of-thinking", "telling"): 2,
        ("fostering-trust", "problem"): 8,
        ("trust-openness", "slip"): 13,
        ("trust-performance", "story"): 5,
        ("styles-that-build", "saying"): 12,
        ("case-shorter-visits", "role"): 4,
        ("case-data-dashboard", "visit"): 10,
        ("np-physician-foundations", "consult"): 6,
        ("np-physician-endurance", "decision"): 10,
        ("np-physician-endurance", "role"): 4,
        ("case-screening-partnership", "path"): 12,
        ("sustaining-partnership", "line"): 7,
    }
)
"""What the material bank of the curriculum asks for, by module and kind."""
SHEET = re.compile(r'<section class="dyad-sheet dyad-sheet--page" id="handout-([^"]*)".*?</section>', re.S)
KEYS = re.compile(r'<div role="group" class="dyad-card-key".*?(?=<div role="group" class="dyad-card-key"|<h2|\Z)', re.S)


@pytest.fixture(scope="module")
def curriculum() -> Curriculum:
    return site.curriculum(ROOT)


def words(html: str) -> str:
    """The words of a piece of HTML, marks of citations left out."""
    text = re.sub(r"<sup.*?</sup>", "", html, flags=re.S)
    return " ".join(re.sub(r"<[^>]*>", " ", text).replace("&quot;", '"').split())


def sheets(built: BuiltSite, module: str) -> dict[str, str]:
    """The words on each sheet of a session."""
    source = (built.site / f"sessions/{module}.html").read_text(encoding="utf-8")
    return {match[1]: words(match[0]) for match in SHEET.finditer(source)}


def keys(built: BuiltSite, module: str) -> str:
    source = (built.site / f"sessions/{module}.html").read_text(encoding="utf-8")
    return words(" ".join(KEYS.findall(source)))


def every(curriculum: Curriculum) -> list[tuple[CardSet, Card]]:
    return [(cards, card) for cards in curriculum.card_sets.values() for card in cards.cards]


def test_the_bank_holds_what_the_sessions_need(curriculum: Curriculum) -> None:
    found = Counter((cards.module, cards.kind) for cards, _ in every(curriculum))
    assert {what: found[what] for what in BANK} == dict(BANK)


def test_each_card_is_on_a_sheet_and_its_key_is_not(shipped_plans: BuiltSite, curriculum: Curriculum) -> None:
    for content in curriculum.modules:
        assert content.session
        printed = sheets(shipped_plans, content.module.id)
        apart = keys(shipped_plans, content.module.id)
        for sheet in content.session.handouts:
            for cards in (curriculum.card_sets[name] for name in sheet.cards):
                for card in cards.cards:
                    assert plain(card.text) in printed[sheet.id], (cards.id, card.id)
                for key in (cards.key, *(card.key for card in cards.cards)):
                    if key:
                        assert plain(key) in apart, (cards.id, key)
                if cards.key:
                    assert plain(cards.key) not in printed[sheet.id]


def test_no_key_lies_among_the_cards(small_plans: BuiltSite) -> None:
    """Single words of a key may well stand on a card; here they do not."""
    printed, apart = sheets(small_plans, "beans")["sowing-card"], keys(small_plans, "beans")
    for key in ("A bean.", "No bean at all.", "Two of the three are beans"):
        assert key in apart and key not in printed


def test_a_sheet_reads_in_order_with_numbers_blanks_and_mark(small_plans: BuiltSite) -> None:
    printed = sheets(small_plans, "beans")["sowing-card"]
    assert "Cover it. 1 Runner bean It climbs. Where ◇ made up 2 It wakes" in printed
    assert printed.endswith("It lies flat . Where ◇ made up Water it.")


def test_what_is_made_up_says_so_on_every_card(shipped_plans: BuiltSite, curriculum: Curriculum) -> None:
    for content in curriculum.modules:
        made_up = [cards for cards in curriculum.card_sets.values() if cards.module == content.module.id]
        wanted = sum(len(cards.cards) for cards in made_up if cards.made_up)
        assert " ".join(sheets(shipped_plans, content.module.id).values()).count("◇ made up") == wanted


def test_evidence_statements_do_not_give_themselves_away(shipped_plans: BuiltSite, curriculum: Curriculum) -> None:
    found = curriculum.card_sets["evidence-statements"]
    assert not found.made_up and all("[@" not in card.text and card.key for card in found.cards)
    told = [(card.key or "").split(".")[0].split("[")[0].strip() for card in found.cards]
    assert Counter(told) == {"Stated": 2, "Claimed without data": 2, "Not in any source": 2}


def test_every_sheet_has_content_and_a_segment_that_hands_it_out(
    shipped_plans: BuiltSite, curriculum: Curriculum
) -> None:
    for content in curriculum.modules:
        assert content.session
        handed = {name for segment in content.session.segments for name in segment.handouts}
        printed = sheets(shipped_plans, content.module.id)
        assert {sheet.id for sheet in content.session.handouts} == handed == printed.keys()
        assert all(len(text.split()) > 25 for text in printed.values()), content.module.id


def test_key_cards_are_the_keys_in_their_columns(curriculum: Curriculum) -> None:
    columns = zip(("Quality", "Behavior", "Factor"), curriculum.module_ids["keys-to-success"].points, strict=True)
    wanted = {point.name: column for column, group in columns for point in group.points}
    found = {card.text: (card.key or "").split(".")[0] for card in curriculum.card_sets["key-cards"].cards}
    assert len(found) == 31
    assert found == wanted


def test_behavior_cards_carry_the_names_and_numbers_of_the_behaviors(curriculum: Curriculum) -> None:
    for module in ("trust-openness", "trust-performance"):
        dealt = [
            (card.id, card.number, card.title)
            for cards, card in every(curriculum)
            if cards.module == module and cards.kind == "behavior"
        ]
        assert dealt == [(one.id, one.number, one.name) for one in curriculum.module_ids[module].behaviors]


def test_the_bank_leads_to_every_set(shipped_plans: BuiltSite, curriculum: Curriculum) -> None:
    page = shipped_plans.page("cards.html")
    assert "cards.html" in shipped_plans.page("index.html").links
    for cards in curriculum.card_sets.values():
        assert f"sessions/{cards.module}.html#cards_{cards.id}" in page.links
        assert cards.title in page.text()


def test_learners_have_no_cards(shipped: BuiltSite, curriculum: Curriculum) -> None:
    assert "cards.html" not in shipped.pages
    everything = " ".join(words((shipped.site / path).read_text(encoding="utf-8")) for path in shipped.pages)
    for name in ("bad-news", "stuck-stories", "peer-talk-roles"):
        for card in curriculum.card_sets[name].cards:
            assert plain(card.text) not in everything


def test_cards_of_a_removed_module_are_gone(copy_of_small: Path) -> None:
    assert site.curriculum(copy_of_small).card_sets.keys() == {"bean-cards", "waves"}
    organization(copy_of_small, "modules: {tides: {remove: true, why: No water here.}}\n")
    assert site.curriculum(copy_of_small, "acme").card_sets.keys() == {"bean-cards"}


def test_an_organization_changes_the_words_on_a_card(copy_of_small: Path) -> None:
    organization(copy_of_small, "terms: {neighbor: {one: lodger, other: lodgers}}\n")
    assert "It wakes the lodger." in site.build(copy_of_small, "facilitator", "acme").pages["sessions/beans.md"]


def test_a_curriculum_without_cards_has_no_bank(copy_of_small: Path) -> None:
    (copy_of_small / "content/cards.yaml").unlink()
    session = copy_of_small / "content/modules/beans/session.yaml"
    text = session.read_text(encoding="utf-8").replace("    cards: [bean-cards]\n    after: Water it.\n", "")
    session.write_text(text, encoding="utf-8")
    made = site.build(copy_of_small, "facilitator")
    assert "cards.md" not in made.pages
    assert "cards.md" not in str(made.settings["nav"])
