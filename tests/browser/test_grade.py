"""The pure part of the questions, tried with many answers: judging, the order of attempts, and two devices made one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from generator import writer

OFTEN = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ASSETS = writer.THEME / "assets/dyad"
KEYS: dict[str, dict[str, Any]] = {
    "single-choice": {"right": ["b"], "all": ["a", "b", "c"]},
    "multiple-choice": {"right": ["a", "b"], "all": ["a", "b", "c", "d"]},
    "true-false": {"right": ["true"], "all": ["true", "false"]},
    "matching": {"pairs": ["a", "b"], "decoys": ["x"]},
    "ordering": {"steps": ["a", "b", "c"]},
    "fill-in": {"blanks": [{"accept": ["most"], "wrong": [["least"]]}, {"accept": ["10", "ten"], "wrong": []}]},
    "numeric": {"answer": "7.5", "tolerance": "0.5", "wrong": ["6"]},
    "scenario": {"first": "s", "nodes": {"s": {"a": [1, "t"], "b": [0, "t"]}, "t": {"a": [1, ""], "b": [0, ""]}}},
}
WORDS = st.sampled_from(["most", " Most ", "least", "ten", "10", "", "x", "7.5", "8", "6", "1,200", "2,5", "zero"])
TURNS = st.tuples(st.sampled_from(["s", "t"]), st.sampled_from(["a", "b"])).map(list)
ANSWERS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    **{
        kind: st.lists(st.sampled_from([*KEYS[kind]["all"], "zz"])).map(lambda picked: {"picked": picked})
        for kind in ("single-choice", "multiple-choice", "true-false")
    },
    "matching": st.dictionaries(st.sampled_from("ab"), st.sampled_from(["a", "b", "x", ""])).map(
        lambda pairs: {"pairs": pairs}
    ),
    "ordering": st.permutations(["a", "b", "c"]).map(lambda steps: {"steps": steps}),
    "fill-in": st.lists(WORDS, max_size=2).map(lambda blanks: {"blanks": blanks}),
    "numeric": WORDS.map(lambda number: {"number": number}),
    "scenario": st.lists(TURNS, min_size=1, max_size=6).map(lambda path: {"path": path}),
}
CASES = st.sampled_from(sorted(KEYS)).flatmap(lambda kind: st.tuples(st.just(kind), ANSWERS[kind]))
ATTEMPTS = st.builds(
    lambda at, rev, points, sure: {"at": at, "rev": rev, "answer": {}, "points": points, "max": 2, "sure": sure},
    st.integers(1, 10**12),
    st.sampled_from(["old", "new"]),
    st.integers(0, 2),
    st.sampled_from(["", "sure", "guess"]),
)
VERSIONS = st.lists(st.builds(lambda at, text: {"at": at, "text": text}, st.integers(1, 9), st.text("ab", max_size=4)))
TIMES = st.integers(1, 9)


def record(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A record as store.js keeps it."""
    return st.builds(lambda at, value: {"v": 1, "at": at, "value": value}, TIMES, values)


TRIED = record(st.lists(ATTEMPTS, min_size=1, max_size=20).map(lambda attempts: {"raw": attempts}))
WRITTEN = record(VERSIONS.map(lambda versions: {"rawversions": versions}))
RATED = record(st.integers(0, 9).map(lambda number: {"number": number}))
VISITED = record(st.sampled_from(["", "one"]).map(lambda section: {"section": section}))
SIDES = st.fixed_dictionaries(
    {
        "quiz": st.dictionaries(st.sampled_from(["q1", "q2"]), TRIED),
        "notes": st.fixed_dictionaries({}, optional={"reflection": WRITTEN, "scale": RATED}),
        "visits": st.dictionaries(st.sampled_from(["m1", "m2"]), VISITED),
    }
)
MADE = """
window.made = side => {
  const copy = JSON.parse(JSON.stringify(side));
  for (const area of Object.values(copy)) for (const record of Object.values(area)) {
    const value = record.value;
    if (value.raw) {
      record.value = value.raw.reduce((found, one) => dyad.learning.add(found, one), undefined);
    } else if (value.rawversions) {
      record.value = { versions: dyad.learning.versions(value.rawversions) };
    }
  }
  return copy;
};
window.merged = (one, other) => dyad.learning.mergedAll(one, other).records;
"""


@pytest.fixture(scope="module")
def scripts(browser: Browser) -> Iterator[Page]:
    """An empty page with the pure scripts, and nothing else."""
    page = browser.new_page()
    page.evaluate("window.dyad = {}")
    for name in ("grade.js", "learning.js"):
        page.add_script_tag(content=(ASSETS / name).read_text(encoding="utf-8"))
    page.add_script_tag(content=MADE)
    yield page
    page.close()


def check(page: Page, kind: str, answer: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("([k, key, a]) => dyad.grade.check(k, key, a)", [kind, KEYS[kind], answer])
    return found


@OFTEN
@given(case=CASES)
def test_points_stay_within_bounds_and_judging_twice_changes_nothing(
    scripts: Page, case: tuple[str, dict[str, Any]]
) -> None:
    kind, answer = case
    judged = check(scripts, kind, answer)
    assert 0 <= judged["points"] <= judged["max"] and judged["max"] > 0
    assert judged["right"] == (judged["points"] == judged["max"])
    assert check(scripts, kind, answer) == judged


@OFTEN
@given(picked=st.lists(st.sampled_from("abcd")), seed=st.randoms(use_true_random=False))
def test_the_order_of_clicks_does_not_matter(scripts: Page, picked: list[str], seed: Any) -> None:
    mixed = picked + picked[:1]
    seed.shuffle(mixed)
    for kind in ("single-choice", "multiple-choice"):
        assert check(scripts, kind, {"picked": mixed}) == check(scripts, kind, {"picked": picked})


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("single-choice", {"picked": ["b"]}),
        ("multiple-choice", {"picked": ["b", "a"]}),
        ("true-false", {"picked": ["true"]}),
        ("matching", {"pairs": {"a": "a", "b": "b"}}),
        ("ordering", {"steps": ["a", "b", "c"]}),
        ("fill-in", {"blanks": ["MOST ", "ten"]}),
        ("numeric", {"number": "8"}),
        ("numeric", {"number": "7,0"}),
        ("scenario", {"path": [["s", "a"], ["t", "a"]]}),
    ],
)
def test_a_right_answer_is_right(scripts: Page, kind: str, answer: dict[str, Any]) -> None:
    assert check(scripts, kind, answer)["right"]


@pytest.mark.parametrize(
    ("kind", "answer", "row"),
    [
        ("single-choice", {"picked": ["c"]}, "c"),
        ("matching", {"pairs": {"a": "x", "b": "b"}}, "x"),
        ("fill-in", {"blanks": ["least", "10"]}, "1-wrong-1"),
        ("fill-in", {"blanks": ["other", "10"]}, "1-other"),
        ("numeric", {"number": "6"}, "wrong-1"),
        ("numeric", {"number": "1,200"}, "other"),
        ("scenario", {"path": [["s", "b"], ["t", "a"]]}, "s/b"),
    ],
)
def test_a_wrong_answer_is_told_what_is_wrong_with_it(
    scripts: Page, kind: str, answer: dict[str, Any], row: str
) -> None:
    judged = check(scripts, kind, answer)
    assert not judged["right"]
    assert next(part for part in judged["parts"] if not part["right"])["row"] == row


@OFTEN
@given(items=st.lists(st.integers(0, 99), unique=True), seed=st.text())
def test_mixing_loses_nothing_and_repeats_itself(scripts: Page, items: list[int], seed: str) -> None:
    mixed = scripts.evaluate("([items, seed]) => dyad.grade.shuffled(items, seed)", [items, seed])
    assert sorted(mixed) == sorted(items)
    assert scripts.evaluate("([items, seed]) => dyad.grade.shuffled(items, seed)", [items, seed]) == mixed


@OFTEN
@given(one=SIDES, other=SIDES, third=SIDES)
def test_devices_are_put_together_in_any_order(scripts: Page, one: Any, other: Any, third: Any) -> None:
    found = scripts.evaluate(
        """([one, other, third]) => {
          const [a, b, c] = [made(one), made(other), made(third)];
          return {
            left: merged(a, b), right: merged(b, a), same: merged(a, a), itself: a,
            early: merged(merged(a, b), c), late: merged(a, merged(b, c)), again: merged(merged(a, b), b),
            saved: merged({}, JSON.parse(JSON.stringify(a))),
          };
        }""",
        [one, other, third],
    )
    assert found["left"] == found["right"]
    assert found["same"] == found["itself"] == found["saved"]
    assert found["again"] == found["left"]
    assert found["early"] == found["late"]


@OFTEN
@given(attempts=st.lists(ATTEMPTS, min_size=1, max_size=12))
def test_an_item_lies_in_one_of_five_boxes_and_falls_back_when_wrong(
    scripts: Page, attempts: list[dict[str, Any]]
) -> None:
    found = scripts.evaluate(
        """list => {
          const value = list.reduce((found, one) => dyad.learning.add(found, one), undefined);
          const { box, status, current } = dyad.learning;
          return [box(value, "new"), status(value, "new"), current(value, "new")];
        }""",
        attempts,
    )
    box, status, current = found
    assert (box is None) == (status in ("open", "revised")) == (not current)
    if box:
        assert 1 <= box["box"] <= 5 and box["due"] > current[-1]["at"]
        assert status == ("right" if current[-1]["points"] == 2 else "wrong")
        assert status == "right" or box["box"] == 1


def test_boxes_go_up_with_the_days_and_not_with_clicks(scripts: Page) -> None:
    boxes = scripts.evaluate(
        """() => {
          const day = 86400000, boxes = [];
          let value;
          for (const at of [1, 1.01, 2, 3, 4, 5]) {
            value = dyad.learning.add(value, { at: at * day, rev: "r", answer: {}, points: 1, max: 1 });
            boxes.push(dyad.learning.box(value, "r").box);
          }
          return boxes;
        }"""
    )
    assert boxes == [2, 2, 3, 4, 5, 5]
