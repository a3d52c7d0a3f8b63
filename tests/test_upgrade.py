"""Upgrades that are killed, overlays that are made up, and files from which something is cut: nothing is ever half."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import cli, drift, exits, overlay, parse, site, source
from generator.drift import cut
from generator.model.lock import State
from generator.overlay import Layer, lock, targets, things
from generator.source import Sources, Table, TextFile, YamlFile
from tests import drift as rehearsal
from tests.drift import NEW, change, states
from tests.sites import ROOT

SMALL = ROOT / "tests/curricula/small"


def dyad(root: Path, *arguments: str) -> int:
    return cli.main(["--root", str(root), "org", *arguments])


def files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second version of the base; bright has decided, and only has to upgrade."""
    root = Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("decided") / "curriculum"))
    rehearsal.organizations(root)
    rehearsal.second(root)
    change(root, "content/tools/pot-check.yaml", ("title: Pot check", "title: Check of the pots"))
    assert dyad(root, "resolve", "bright", "lessons.beans.sections.in-mind", "--keep", "--why", "Ours") == 0
    assert dyad(root, "resolve", "bright", "questions.be-q5.set.prompt", "--take") == 0
    change(root, "content/organizations/bright/overlay.yaml", ("be-q7:", "be-depth:"))
    assert dyad(root, "accept", "bright") == 0
    return root


def killed(action: Callable[[], object], *, before: int) -> bool:
    """Does this in a process that is killed before it puts a file in place of another for the nth time.

    False where it came to its end before that. It is a fork of this process, so that nothing has to be loaded anew.
    """
    process = get_context("fork").Process(target=_counting, args=(action, before))
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def _counting(action: Callable[[], object], before: int) -> None:
    count = 0
    replace = os.replace

    def counted(*arguments: Any) -> None:
        nonlocal count
        count += 1
        if count == before:
            os.kill(os.getpid(), signal.SIGKILL)
        replace(*arguments)

    os.replace = counted  # type: ignore[assignment]  # in this process alone, which ends below
    action()
    sys.exit(0)


def test_killed_at_any_step_the_next_run_finds_the_old_state_or_the_new_one_whole(
    decided: Path, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(decided, tmp_path / "curriculum"))
    folder = root / "content/organizations/bright"
    old = files(folder)
    assert drift.upgrade(root, "bright").new == NEW
    new = files(folder)
    assert old["overlay.yaml"] != new["overlay.yaml"]
    found = []
    for before in range(1, 100):
        restored(folder, old)
        if not killed(lambda: drift.upgrade(root, "bright"), before=before):
            break
        now = files(folder)
        assert now["overlay.yaml"] in (old["overlay.yaml"], new["overlay.yaml"])
        is_new = now["overlay.yaml"] == new["overlay.yaml"]
        found.append(is_new)
        report = drift.report(root, "bright")
        assert (report.pinned, report.new) == (("1.1.0", ()) if is_new else ("1.0.0", NEW))
        assert states(report) == {"lessons.beans.sections.in-mind": "kept"}
        site.effective(root, "bright")
        drift.upgrade(root, "bright")
        assert {name: text for name, text in files(folder).items() if not name.endswith(".new")} == new
    assert found == sorted(found) and set(found) == {False, True} and len(found) == 4
    assert files(folder) == new


def test_killed_while_a_change_is_taken_out_the_next_run_finds_it_or_not(decided: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(decided, tmp_path / "curriculum"))
    folder = root / "content/organizations/acme"
    target, old = "lessons.beans.sections.died", files(folder)

    def take() -> None:
        assert dyad(root, "resolve", "acme", target, "--take") == 0

    for before in range(1, 100):
        restored(folder, old)
        if not killed(take, before=before):
            break
        there = target in {one.target for one in drift.report(root, "acme").findings}
        assert (files(folder)["overlay.yaml"] == old["overlay.yaml"]) == there
        if there:
            take()
        assert target not in states(drift.report(root, "acme"))
    assert before == 3
    assert "text/died.md" not in files(folder)


def restored(folder: Path, content: Mapping[str, bytes]) -> None:
    shutil.rmtree(folder)
    for name, text in content.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text)


def test_two_cannot_decide_at_once(decided: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with lock.alone(decided / "content/organizations/bright"):
        assert dyad(decided, "accept", "bright") == exits.MACHINE
    assert "somebody else is deciding here" in capsys.readouterr().err


TEXT = st.text(alphabet="abc é:#'\"&*-,", min_size=1, max_size=12).map(str.strip).filter(bool)
FREE = ("be-q1", "be-q2", "be-q3", "be-q4", "be-q5", "be-q6", "be-q7", "be-q8")
ANCHORS = (("after", "be-r1"), ("before", "be-r1"), ("after", "be-s1"), ("before", "be-s1"))
"""Questions that nothing takes away, and the places next to them: each is given to one thing only."""


@st.composite
def overlays(draw: st.DrawFn) -> dict[str, Any]:
    """What a valid overlay of the small curriculum asks for."""
    made: dict[str, Any] = {}
    places = list(draw(st.permutations(ANCHORS)))
    questions: dict[str, Any] = {}
    for name in draw(st.lists(st.sampled_from(FREE), unique=True, max_size=5)):
        way = draw(st.sampled_from(("set", "remove", "move") if places else ("set", "remove")))
        questions[name] = {"set": {"prompt": draw(TEXT)}} if way == "set" else {"remove": True}
        if way == "move":
            questions[name] = {"move": dict([places.pop()])}
    for number in range(draw(st.integers(0, len(places)))):
        questions[f"x-q{number}"] = {**dict([places.pop()]), "add": {"kind": "reflection", "prompt": draw(TEXT)}}
    made["questions"] = questions
    for sort, names, field in (
        ("modules", ("boats", "market", "beans"), "title"),
        ("terms", ("pair", "keeper", "neighbor"), ""),
    ):
        chosen = draw(st.lists(st.sampled_from(names), unique=True))
        made[sort] = {
            name: {"set": {field: draw(TEXT)}} if field else {"one": draw(TEXT), "other": draw(TEXT)} for name in chosen
        }
    if draw(st.booleans()):
        made["modules"]["tides"] = {"remove": True, "why": draw(TEXT)}
    sections = draw(st.lists(st.sampled_from(("needs", "died", "who-you-are")), unique=True))
    ways = ("replace", "prepend", "append")
    made["lessons"] = {"beans": {"sections": {one: {draw(st.sampled_from(ways)): "text/a.md"} for one in sections}}}
    segments = draw(st.lists(st.sampled_from(("sow", "look")), unique=True))
    made["sessions"] = {"beans": {"segments": {one: {"set": {"purpose": draw(TEXT)}} for one in segments}}}
    items = draw(st.lists(st.sampled_from(("p1", "p2", "p3", "p4")), unique=True))
    made["tools"] = {"pot-check": {"items": {one: {"set": {"text": draw(TEXT)}} for one in items}}}
    return {sort: inner for sort, inner in made.items() if _holds(inner)}


def _holds(value: object) -> bool:
    return bool(value) and not (isinstance(value, dict) and not any(map(_holds, value.values())))


@cache
def small() -> Sources:
    return source.read(SMALL)


def layer(text: str, folder: Path = SMALL) -> Layer:
    file = source.yaml_file("acme/overlay.yaml", text)
    own = TextFile("acme/text/a.md", "Ours.\n")
    return Layer(parse.overlay(file), file, Sources({"overlay.yaml": file}, {"text/a.md": own}), folder, "acme")


HEAD = {"schema": 1, "organization": {"id": "acme", "name": "Acme"}, "base": "1.0.0"}


def shuffled(value: object, data: st.DataObject) -> object:
    if isinstance(value, dict):
        return {key: shuffled(value[key], data) for key in data.draw(st.permutations(sorted(value)))}
    return value


def merged(found: Layer) -> tuple[dict[str, Table], dict[str, str], tuple[str, ...]]:
    """The curriculum that comes out, without places; and what the organization is told."""
    applied = overlay.apply(small(), found)
    assert applied.sources.problems == ()
    data = {path: file.value for path, file in applied.sources.yaml.items() if path != "acme/overlay.yaml"}
    return data, {path: file.text for path, file in applied.sources.texts.items()}, tuple(sorted(applied.left))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(asked=overlays(), data=st.data())
def test_the_order_of_keys_changes_nothing_and_applying_is_the_same_each_time(
    asked: dict[str, Any], data: st.DataObject
) -> None:
    found = layer(source.yaml_text({**HEAD, **asked}))
    expected = merged(found)
    assert merged(found) == expected
    other = shuffled({**HEAD, **asked}, data)
    assert merged(layer(source.yaml_text(other))) == expected


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(asked=overlays(), data=st.data())
def test_a_valid_overlay_is_never_stale_on_a_base_that_only_looks_otherwise(
    asked: dict[str, Any], data: st.DataObject
) -> None:
    text = source.yaml_text({**HEAD, **asked})
    with TemporaryDirectory() as name:
        found = layer(text, Path(name))
        recorded = {one.target: drift.recorded(one) for one in targets.overrides(things.things(small()), found)}
        lock.write(Path(name), State(base="1.0.0", overrides=recorded))
        assert {one.state for one in drift.made(small(), found).findings} <= {"current"}
        assert {one.state for one in drift.made(looking_otherwise(small(), data), found).findings} <= {"current"}


def looking_otherwise(base: Sources, data: st.DataObject) -> Sources:
    """The base with its keys in another order, and with more white space between words."""
    space = data.draw(st.sampled_from((" ", "  ", "\n", " \n ")))
    files = {
        path: YamlFile(file.path, file.text, _turned(file.value, space), {}, {}) for path, file in base.yaml.items()
    }
    texts = {
        path: TextFile(text.path, re.sub(r"(?m)^(?!#).*", lambda line: line[0].replace(", ", f",{space}"), text.text))
        for path, text in base.texts.items()
    }
    return Sources(files, texts)


def _turned(value: Any, space: str) -> Any:
    if isinstance(value, Table):
        made = Table({key: _turned(value[key], space) for key in reversed(value)})
        made.places = value.places
        return made
    if isinstance(value, tuple):
        return tuple(_turned(item, space) for item in value)
    return value.replace(" ", space) if isinstance(value, str) else value


def typed(value: dict[str, Any], data: st.DataObject, count: Iterator[int], indent: int = 0) -> Iterator[str]:
    """An overlay as somebody may have typed it: with comments, and in braces here and there."""
    before = " " * indent
    for key, inner in value.items():
        yield from [f"{before}# remark {next(count)}."] if data.draw(st.booleans()) else []
        comment = f"  # remark {next(count)}. {{a: b}}" if data.draw(st.booleans()) else ""
        if isinstance(inner, dict) and (not indent or data.draw(st.booleans())):
            yield f"{before}{key}:{comment}"
            yield from typed(inner, data, count, indent + 2)
        else:
            yield f"{before}{key}: {in_braces(inner)}{comment}"


def in_braces(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {in_braces(inner)}" for key, inner in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(asked=overlays(), data=st.data())
def test_what_is_taken_out_takes_no_comment_and_no_other_change_along(
    asked: dict[str, Any], data: st.DataObject
) -> None:
    count = itertools.count()
    text = "\n".join(typed({**HEAD, **asked}, data, count)) + "\n"
    remarks = [f"# remark {number}." for number in range(next(count))]
    found = targets.overrides(things.things(small()), layer(text))
    for one in found:
        made = cut.without(text, one.target)
        assert [remark for remark in remarks if made.count(remark) != 1] == []
        left = {other.target for other in targets.overrides(things.things(small()), layer(made))}
        assert left == {other.target for other in found} - {one.target}
        typed_on_windows = cut.without("\ufeff" + text.replace("\n", "\r\n"), one.target)
        assert typed_on_windows == "\ufeff" + made.replace("\n", "\r\n")
    assert cut.pinned(text, "1.1.0") == text.replace('"1.0.0"', '"1.1.0"')
