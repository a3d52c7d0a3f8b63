"""What must hold between the parts of a curriculum, beyond what tests/problems shows one by one."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from generator import checks, site
from generator.checks import RULES, order
from generator.model import Curriculum, ModuleContent
from generator.problems import Faults
from tests.changes import apply, copy_of_small

SPINE, GLOSSARY, REFERENCES = "curriculum.yaml", "content/glossary.yaml", "content/references.yaml"
BEANS, BOATS = "content/modules/beans", "content/modules/boats"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_of_small(tmp_path)


def told(root: Path) -> list[str]:
    """Everything that is told about the curriculum, without places."""
    try:
        site.curriculum(root)
    except Faults as faults:
        return [problem.what for problem in faults.problems]
    return []


def change(root: Path, file: str, find: str, replace: str) -> None:
    apply(root, {"file": file, "find": find, "replace": replace})


@pytest.fixture
def small(root: Path) -> Curriculum:
    return site.curriculum(root)


def required(small: Curriculum, requires: dict[str, list[str]]) -> Curriculum:
    """A curriculum of modules that are all alike, but for what they require."""
    module = small.spine.modules[0]
    modules = tuple(
        module.model_copy(update={"id": name, "requires": tuple(names)}) for name, names in requires.items()
    )
    spine = small.spine.model_copy(update={"modules": modules, "paths": ()})
    return Curriculum(spine, tuple(ModuleContent(made) for made in modules), (), (), ())


def circles(small: Curriculum, requires: dict[str, list[str]]) -> list[str]:
    found = order.prerequisites_form_no_circle(required(small, requires))
    return [problem.what.removeprefix("the prerequisites form a circle: ") for problem in found]


def test_every_rule_is_content_with_the_small_curriculum(small: Curriculum) -> None:
    assert [rule.__name__ for rule in RULES if any(rule(small))] == []


def test_each_rule_has_a_name_of_its_own() -> None:
    assert len({rule.__name__ for rule in RULES}) == len(RULES)


@pytest.mark.parametrize(
    ("requires", "shown"),
    [
        ({"a": ["a"]}, ["a → a"]),
        ({"a": ["b"], "b": ["a"]}, ["a → b → a"]),
        ({"a": ["c"], "b": ["a"], "c": ["b"]}, ["a → c → b → a"]),
        ({"x": ["b"], "a": ["b"], "b": ["c"], "c": ["a"]}, ["a → b → c → a"]),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}, ["a → b → a", "c → d → c"]),
        ({"a": [], "b": ["a"], "c": ["a", "b"], "d": ["gone"]}, []),
    ],
)
def test_a_circle_of_prerequisites_is_told_once(
    small: Curriculum, requires: dict[str, list[str]], shown: list[str]
) -> None:
    assert circles(small, requires) == shown


def test_many_prerequisites_take_little_time(small: Curriculum) -> None:
    names = [f"m{number}" for number in range(300)]
    dense = {name: names[:position] for position, name in enumerate(names[:60])}
    chain = {name: names[position - 1 : position] for position, name in enumerate(names)}
    start = time.process_time()
    assert circles(small, dense) == circles(small, chain) == []
    assert time.process_time() - start < 1


def test_a_circle_hides_what_only_follows_from_it(root: Path) -> None:
    change(root, SPINE, "    requires: []", "    requires: [market]")
    assert told(root) == ["the prerequisites form a circle: beans → market → boats → beans"]


def test_a_link_may_lead_to_a_planned_module_and_its_sections(root: Path) -> None:
    change(root, BEANS + "/lesson.md", "(module:tides)", "(module:tides#later)")
    assert told(root) == []


@pytest.mark.parametrize(
    "anchor", ["objectives", "self-check", "be-q1", "watering-plan", "look-twice", "shade", "by-day"]
)
def test_a_link_may_lead_to_whatever_a_page_shows(root: Path, anchor: str) -> None:
    change(root, BEANS + "/lesson.md", "(#looking)", f"(#{anchor})")
    assert told(root) == []


@pytest.mark.parametrize("anchor", ["not-needed", "references", "reflection", "quick"])
def test_a_link_may_not_lead_to_what_a_page_may_lack(root: Path, anchor: str) -> None:
    change(root, BEANS + "/lesson.md", "(#looking)", f"(#{anchor})")
    assert told(root) == [f"section '{anchor}' is unknown"]


def test_a_link_may_lead_to_a_heading_of_a_page_that_has_an_id(root: Path) -> None:
    change(root, "content/pages/privacy.md", "## What is kept", "## What is kept {#kept}")
    change(root, BEANS + "/lesson.md", "(page:privacy)", "(page:privacy#kept)")
    assert told(root) == []
    change(root, BEANS + "/lesson.md", "(page:privacy#kept)", "(page:privacy#keep)")
    assert told(root) == ["page 'privacy' has no section 'keep'"]


def test_a_link_to_a_page_that_cannot_be_read_is_no_fault_of_the_link(root: Path) -> None:
    apply(root, {"file": "content/pages/privacy.md", "bytes_hex": "ff"})
    assert told(root) == ["this character is not UTF-8"]


def test_a_module_with_a_broken_file_is_not_told_to_lack_it(root: Path) -> None:
    change(root, BOATS + "/styles.yaml", "    idea: Fold first.\n", "")
    change(root, BOATS + "/quiz.yaml", "    answer: false\n", "    answer: no\n")
    assert told(root) == ["'answer' holds the text 'no'", "'idea' is missing"]


def test_the_same_id_may_stand_in_two_questions(root: Path) -> None:
    change(root, BEANS + "/quiz.yaml", "      - id: hole", "      - id: a")
    assert told(root) == []


@pytest.mark.parametrize("name", ["ref-1", "word-bean", "own-design", "two-chairs"])
def test_ids_that_a_page_makes_itself_are_kept(root: Path, name: str) -> None:
    change(root, BEANS + "/lesson.md", "{#died ", f"{{#{name} ")
    assert told(root) == [f"the id '{name}' is kept for the page itself"]


def test_own_design_is_no_work(root: Path) -> None:
    change(root, REFERENCES, "id: tidebook1899", "id: own")
    assert "the id 'own' is kept for own design" in told(root)
    change(root, REFERENCES, "id: own", "id: tidebook1899")
    change(root, REFERENCES, "via: harbor2001", "via: tidebook1899")
    assert told(root) == ["a work cannot be known through itself"]


@pytest.mark.parametrize(
    "word", ["<b>", "a*b", "[a](b)", "{{ term.partner.one }}", "a_b_", "`a`", 'a "b"', "a\\b", "a | b"]
)
def test_a_term_is_plain_words(root: Path, word: str) -> None:
    quoted = "'" + word + "'"
    change(root, SPINE, "{one: partner, other", f"{{one: {quoted}, other")
    assert any(what.endswith("may not stand in a term") for what in told(root))


@pytest.mark.parametrize("word", ["nurse’s aide", "nurse's aide", "CNO (acting)", "R&D", "unit 4/5", "Führung"])
def test_a_term_may_be_any_words(root: Path, word: str) -> None:
    change(root, SPINE, "{one: partner, other", f'{{one: "{word}", other')
    assert told(root) == []


def test_a_figure_is_shown_once(root: Path) -> None:
    change(root, BEANS + "/lesson.md", 'shows="dyad-types"', 'shows="model"')
    assert told(root) == ["'model' is shown twice on the page"]


@pytest.mark.parametrize("blank", ["[[0]]", "[[01]]", "[[ 2 ]]", "[[3]]", "[[1]] and [[2]]", "[[２]]", "two"])
def test_the_blanks_of_a_text_are_those_of_its_answers(root: Path, blank: str) -> None:
    change(root, BEANS + "/quiz.yaml", "[[2]]", blank)
    assert [what.split(" has ")[0] for what in told(root)] == ["question 'be-q6'"]


@pytest.mark.parametrize(
    ("find", "replace", "what"),
    [
        ("tolerance: 0.5", "tolerance: -1", "has a tolerance below 0"),
        ("answer: 2.50", "answer: 1e16", "holds a number that is out of reach"),
        ("answer: 2.50", "answer: 0e99", "holds a number that is out of reach"),
        ("answer: 2.50", f"answer: 2.{'5' * 20}", "holds a number that is out of reach"),
        ("value: 10", "value: 3.00", "takes 3.00 as right and as wrong"),
    ],
)
def test_a_number_can_be_given_and_compared(root: Path, find: str, replace: str, what: str) -> None:
    change(root, BEANS + "/quiz.yaml", find, replace)
    assert told(root) == [f"question 'be-q7' {what}"]


@pytest.mark.parametrize(
    ("reading", "what"),
    [
        ("{low: 2, high: 5,", "reads a number twice"),
        ("{low: 5, high: 3,", "has a reading that no answer reaches"),
        ("{low: 3, high: 9,", "has a reading that no answer reaches"),
    ],
)
def test_the_readings_of_a_scale_follow_each_other(root: Path, reading: str, what: str) -> None:
    change(root, BEANS + "/quiz.yaml", "{low: 3, high: 5,", reading)
    assert told(root) == [f"question 'be-s1' {what}"]


def test_a_scale_rises(root: Path) -> None:
    change(root, BEANS + "/quiz.yaml", "    high: 5\n", "    high: 1\n")
    assert told(root) == ["question 'be-s1' has a scale that does not rise"]


def test_a_path_through_a_scenario_ends(root: Path) -> None:
    quiz = BEANS + "/quiz.yaml"
    change(root, quiz, "feedback: Perhaps it has just been watered.", "feedback: Perhaps.\n            to: talk")
    change(root, quiz, "feedback: Now you know that nobody else does.", "feedback: Good.\n            to: dry")
    assert told(root) == []
    change(root, quiz, "feedback: The leaves are already hanging.", "feedback: Oh.\n            to: dry")
    assert told(root) == ["question 'be-q8' never ends"]


def test_a_text_with_many_faults_is_told_in_short_time(root: Path) -> None:
    faults = "\n\n".join(f"[@gone{number}] {{{{ x{number} }}}} [a](module:gone{number})" for number in range(400))
    apply(root, {"file": BEANS + "/lesson.md", "append": f"\n{faults}\n"})
    start = time.process_time()
    assert 2 <= len(told(root)) <= 2 * 50
    assert time.process_time() - start < 2


def test_what_a_kind_may_name_comes_from_the_generator(small: Curriculum) -> None:
    found = [
        problem.what for problem in checks.problems(small, checks.Offered(frozenset({"other"}), frozenset({"path"})))
    ]
    assert found == [
        "template 'model-layer' is unknown",
        "icon 'layers' is unknown",
        "template 'case-study' is unknown",
    ]
