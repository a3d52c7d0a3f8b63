"""Authors' files are read as they were typed, every value keeps its place, and nothing can be smuggled in."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import source
from generator.problems import Faults, Place, Problem


def value(text: str) -> object:
    return source.yaml_file("file.yaml", text).value


def written(folder: Path, content: str | bytes) -> Path:
    file = folder / "file.yaml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def told(folder: Path, content: str | bytes) -> list[str]:
    """What an author is told about a file with this content."""
    with pytest.raises(Faults) as caught:
        source.settings(written(folder, content))
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    "typed", ["no", "on", "Yes", "True", "1.10", "2026-01-01", "12:30", "1e5", "0x1F", "007", "+5"]
)
def test_only_a_few_words_are_more_than_text(typed: str) -> None:
    assert value(f"a: {typed}") == {"a": typed}


@pytest.mark.parametrize(
    ("typed", "read"),
    [("true", True), ("false", False), ("null", None), ("~", None), ("", None), ("0", 0), ("-12", -12)],
)
def test_these_words_are_more_than_text(typed: str, read: object) -> None:
    assert value(f"a: {typed}") == {"a": read}


@pytest.mark.parametrize("quoted", ["'true'", '"true"', "|-\n  true", ">-\n  true"])
def test_what_is_quoted_is_text(quoted: str) -> None:
    assert value(f"a: {quoted}") == {"a": "true"}


def test_a_number_of_many_digits_is_text() -> None:
    assert value(f"a: {'9' * 30}") == {"a": "9" * 30}


def test_a_key_is_text_whatever_it_looks_like() -> None:
    assert value("1: a\ntrue: b\n~: c") == {"1": "a", "true": "b", "~": "c"}


def test_lists_cannot_be_changed() -> None:
    assert value("a: [b, {c: d}]") == {"a": ("b", {"c": "d"})}


def test_a_long_text_ends_without_a_line_break() -> None:
    assert value("a: |\n  one\n\n  two\n\nb: >\n  one\n  two\n") == {"a": "one\n\ntwo", "b": "one two"}


def test_every_value_has_its_place() -> None:
    file = source.yaml_file("f", "a: b\nc:\n  - d\n  - {e: f}\n")
    assert file.places == {
        (): Place("f", 1, 1),
        ("a",): Place("f", 1, 4),
        ("c",): Place("f", 3, 3),
        ("c", 0): Place("f", 3, 5),
        ("c", 1): Place("f", 4, 5),
        ("c", 1, "e"): Place("f", 4, 9),
    }


def test_a_mapping_knows_its_keys_values_and_entries() -> None:
    places = source.yaml_file("f", "a: b\nc:\n  - d\n  - e\n").value.places
    assert places.keys == {"a": Place("f", 1, 1), "c": Place("f", 2, 1)}
    assert places.of("c") == Place("f", 3, 3)
    assert places.of("left out") == places.whole == Place("f", 1, 1)
    assert places.entry("c", 1) == Place("f", 4, 5)
    assert places.entry("a", 0) == Place("f", 1, 4)


def test_a_long_text_begins_where_its_words_begin() -> None:
    assert source.yaml_file("f", "a: |\n  one\n").places[("a",)] == Place("f", 2)
    assert source.yaml_file("f", "a: |\n").places[("a",)] == Place("f", 1, 4)


def sharpened(text: str, place: Place, needle: str, nth: int = 0) -> Place:
    sources = source.Sources({"f": source.yaml_file("f", text)}, {})
    return sources.sharpened(Problem(place, "what", needle=needle, nth=nth)).place


def test_a_fault_is_found_where_it_stands_in_its_text() -> None:
    assert sharpened("a: >-\n  one\n  two x x\n", Place("f", 2), "x") == Place("f", 3, 7)
    assert sharpened("a: >-\n  one\n  two x x\n", Place("f", 2), "x", nth=1) == Place("f", 3, 9)


def test_a_fault_is_found_across_the_lines_of_a_folded_text() -> None:
    assert sharpened("a: >-\n  one [@a\n  via @b]\n", Place("f", 2), "[@a via @b]") == Place("f", 2, 7)


@pytest.mark.parametrize("text", ["a: one\nb: x\n", "a: |\n  one\n\nb: x\n", "a: 'one\n  two'\nb: x\n"])
def test_a_fault_is_not_looked_for_in_the_next_text(text: str) -> None:
    place = source.yaml_file("f", text).places[("a",)]
    assert sharpened(text, place, "x") == place


def test_a_fault_is_not_looked_for_in_the_next_section() -> None:
    path = "content/modules/a/lesson.md"
    sources = source.Sources({}, {path: source.TextFile(path, "one\n\n## A {#a}\n\ntwo\n\n## B {#b}\n\nx\n")})
    problem = Problem(Place(path, 3, 1), "what", needle="x")
    assert sources.sharpened(problem) == problem
    assert sources.sharpened(Problem(Place(path, 7, 1), "what", needle="x")).place == Place(path, 9, 1)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    assert source.settings(written(tmp_path, b"\xef\xbb\xbfa: b\r\nc: d\r\n")) == {"a": "b", "c": "d"}


def test_composed_and_decomposed_letters_are_the_same(tmp_path: Path) -> None:
    assert source.settings(written(tmp_path, "a: cafe\u0301")) == {"a": "caf\u00e9"}


def test_a_soft_hyphen_may_stand_in_a_word(tmp_path: Path) -> None:
    assert source.settings(written(tmp_path, "a: nurse\u00admidwife")) == {"a": "nurse\u00admidwife"}


@pytest.mark.parametrize(
    "hidden", ["\0", "\x1b", "\x85", "\u200b", "\u200f", "\u202e", "\u2066", "\ufeff", "\U000e0041"]
)
def test_a_hidden_character_is_told(tmp_path: Path, hidden: str) -> None:
    what = f"the hidden character U+{ord(hidden):04X} is not allowed; remove it"
    assert told(tmp_path, f"a: b\nc: d{hidden}e\n") == [f"file.yaml:2:5: {what}"]


@pytest.mark.parametrize("escape", ["\\0", "\\e", "\\N", "\\u202e", "\\L", "\\x1b"])
def test_a_hidden_character_cannot_be_smuggled_in_as_an_escape(escape: str) -> None:
    with pytest.raises(Faults, match="hidden character"):
        value(f'a: "b{escape}c"')
    with pytest.raises(Faults, match="hidden character"):
        value(f'"b{escape}c": a')


def test_a_file_full_of_hidden_characters_is_not_told_forever(tmp_path: Path) -> None:
    assert len(told(tmp_path, b"\0" * 900_000)) == source.HIDDEN_AT_MOST


def test_a_file_has_a_limit(tmp_path: Path) -> None:
    assert source.settings(written(tmp_path, "a: " + "b" * (source.MAX_BYTES - 3)))
    assert told(tmp_path, "a: " + "b" * source.MAX_BYTES) == ["file.yaml: the file is too large; expected at most 1 MB"]


def test_nesting_has_a_limit() -> None:
    deepest = source.MAX_DEPTH
    assert value("a: " + "[" * deepest + "]" * deepest)
    with pytest.raises(Faults, match="too deeply nested"):
        value("a: " + "[" * (deepest + 1) + "]" * (deepest + 1))


def test_a_fault_after_the_first_is_told_too(tmp_path: Path) -> None:
    assert told(tmp_path, "a: &b c\nd: *b\nd: !e f\ng: @h\n") == [
        "file.yaml:1:4: the anchor '&b' is not allowed; write the value out each time",
        "file.yaml:2:4: the alias '*b' is not allowed; write the value out; a text that begins with '*' needs quotes",
        "file.yaml:3:1: the key 'd' stands twice; it stands first in line 2",
        "file.yaml:3:4: the tag '!e' is not allowed; remove it; a text that begins with '!' needs quotes",
        "file.yaml:4:4: a text cannot begin with this character; put it in quotes",
    ]


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("a: b: c", "1:5: a colon stands where no key can be"),
        ("a: it's: b", "1:8: a colon stands where no key can be"),
        ("a: b\nhello\nc: d", "2:1: a key has no colon"),
        ('a: "b" c', "1:8: this does not belong to what stands before it"),
        ("a:\n  - b\n c: d", "3:2: this does not belong to what stands before it"),
        ("a: [b, c\nd: e", "1:4: a list is not closed"),
        ("a: {b: c\nd: e", "1:4: a mapping is not closed"),
        ("a: 'b\nc: d", "1:4: a quote is never closed"),
        ("a: **b**", "1:5: a text begins with '*' or '&'"),
        ("a: > 5", "1:6: a text begins with '|' or '>'"),
        ("a: - b", "1:4: a list cannot begin here"),
        ("a: `b`", "1:4: a text cannot begin with this character"),
        ('a: "b\\d"', "1:6: a backslash stands in double quotes"),
        ("a:\n\tb: c", "2:1: a tab is used for indentation"),
        ("a: {{ term.b.one }} c", "1:5: a key is not a word"),
        ("a: [b, {c: [", "1:13: the file ends too early"),
        ("a: b\n...\nc", "3:1: a second document starts here"),
        ("%YAML 3.0\n---\na: b", "1:1: this is not YAML: found incompatible YAML document"),
    ],
)
def test_a_slip_in_yaml_is_told_in_plain_words(tmp_path: Path, typed: str, what: str) -> None:
    problems = told(tmp_path, typed)
    assert len(problems) == 1
    assert problems[0].startswith(f"file.yaml:{what}; ")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (None, "nothing"),
        (True, "'true'"),
        (7, "the number 7"),
        ("", "an empty text"),
        ("no", "the text 'no'"),
        ("long " * 50, f"the text '{('long ' * 50)[:60]}...'"),
        ((), "an empty list"),
        ((1,), "a list"),
        ({}, "keys and values"),
    ],
)
def test_a_value_is_called_what_an_author_would_call_it(found: object, said: str) -> None:
    assert source.sort_of(found) == said


def test_data_is_written_as_it_is_read() -> None:
    data = {"b": "no", "a": ("1.10", True, None, 3, "", "~", {"c": "“é”"})}
    assert value(source.yaml_text(data)) == data
    assert source.yaml_text(data).startswith("b:")


def test_hidden_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "content/pages").mkdir(parents=True)
    for name in ("content/.DS_Store", "content/pages/.about.md.swp", "curriculum.yaml"):
        (tmp_path / name).write_text("a: b")
    assert [problem.what for problem in source.read(tmp_path).problems] == ["the file is missing"] * 2


def test_a_folder_without_content_is_told_file_by_file(tmp_path: Path) -> None:
    problems = source.read(tmp_path).problems
    assert [problem.place.path for problem in problems] == ["curriculum.yaml", *source.SHARED_FILES]


PIECES = (
    *"a b: - ? : , [ ] { } # & * ! | > ' \" % @ ` ~ --- ... << <<: *a &a !!x !a".split(),
    *"|- >- >+ |2 true null 1 \\0 \\u202e \\x".split(),
    *("\n", "\n  ", "\n    ", "\t", " ", "\r\n", "\n- ", ": ", "é", "\u2028", "\x85", "\u202e", "\0", "\ufeff", "🙂"),
)
ANYTHING = (
    st.binary(max_size=60)
    | st.text(max_size=60).map(str.encode)
    | st.lists(st.sampled_from(PIECES), max_size=25).map(lambda pieces: "".join(pieces).encode())
    | st.sampled_from(PIECES).map(lambda piece: piece.encode() * 3000)
)


@settings(max_examples=800, deadline=2000, derandomize=True, database=None)
@given(ANYTHING)
def test_whatever_a_file_holds_it_is_read_or_told_in_places_that_exist(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        try:
            source.settings(written(Path(folder), content))
        except Faults as faults:
            lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
            for problem in faults.problems:
                line, column = problem.place.line, problem.place.column
                assert 0 <= line <= len(lines)
                assert 0 <= column <= (len(lines[line - 1].decode("utf-8", "replace")) + 1 if line else 0)
                assert "\n" not in str(problem)
