"""The picture of the layers: everything inside its frame, nothing on top of something else."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from generator import diagram
from generator.model.authored import PLACES_KEY
from generator.model.spine import Layer, Model
from generator.problems import Place, Places

HERE = Places(Place("test.yaml"))


def model(rings: int, supports: int, edges: int, words: int) -> Model:
    places = ["ring"] * rings + ["support"] * supports + ["edge"] * edges
    layers = tuple(
        Layer.model_validate(
            {
                "id": f"layer-{number}",
                "number": number,
                "title": " ".join(["responsibility"] * words),
                "place": place,
                "modules": (f"module-{number}",),
                "text": "Text.",
                PLACES_KEY: HERE,
            }
        )
        for number, place in enumerate(places, 1)
    )
    return Model.model_validate({"title": "T", "center": "C", "text": "T", "layers": layers, PLACES_KEY: HERE})


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 3), st.integers(0, 3), st.integers(0, 1), st.integers(1, 4))
def test_boxes_lie_inside_the_picture_and_labels_inside_their_boxes(
    rings: int, supports: int, edges: int, words: int
) -> None:
    picture = diagram.layers(model(rings, supports, edges, words), {}, {})
    for box in picture.boxes:
        assert 0 <= box.x <= box.x + box.width <= picture.width
        assert 0 <= box.y <= box.y + box.height <= picture.height + 0.01
        assert all(box.y < baseline <= box.y + box.height for baseline, _ in box.baselines)


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 3), st.integers(2, 3), st.integers(0, 1), st.integers(1, 3))
def test_supports_stand_side_by_side_below_the_rings(rings: int, supports: int, edges: int, words: int) -> None:
    picture = diagram.layers(model(rings, supports, edges, words), {}, {})
    columns = [box for box in picture.boxes if box.layer.place == "support"]
    circles = [box for box in picture.boxes if box.layer.place == "ring"]
    assert all(left.x + left.width < right.x for left, right in pairwise(columns))
    assert all(column.y >= circle.y + circle.height for column in columns for circle in circles)


def test_only_modules_that_can_be_opened_are_links() -> None:
    picture = diagram.layers(model(1, 1, 0, 1), {"module-1": "One", "module-2": "Two"}, {"module-1": "one.html"})
    assert [box.href for box in picture.boxes] == ["one.html", ""]


def test_the_picture_is_said_in_words() -> None:
    picture = diagram.layers(model(1, 2, 0, 1), {}, {})
    assert picture.text.count("responsibility") == 3
