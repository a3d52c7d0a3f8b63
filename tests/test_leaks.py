"""What only facilitators may see is nowhere in the learner's site. Made from the model: each such field is tried."""

from __future__ import annotations

import gzip
import re
import subprocess
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from pydantic.fields import FieldInfo

from generator import model, site, source
from generator.model import Authored
from generator.parse import MODULE_YAML
from tests.sites import ROOT, BuiltSite, build
from tests.test_site import faulty_links

SHARED: Mapping[str, type[Authored]] = {
    "curriculum.yaml": model.Spine,
    "content/references.yaml": model.References,
    "content/glossary.yaml": model.Glossary,
    "content/facilitator-kit.yaml": model.Kit,
    "content/cards.yaml": model.Cards,
}
Field = tuple[str, str]
"""The name of a model, and of a field of it."""


def below(cls: type[Authored]) -> Iterator[type[Authored]]:
    for found in cls.__subclasses__():
        if found.__module__.startswith("generator."):
            yield found
            yield from below(found)


def is_private(field: FieldInfo) -> bool:
    extra = field.json_schema_extra
    return isinstance(extra, dict) and bool(extra.get("facilitator_only"))


def models(annotation: Any) -> list[type[Authored]]:
    """The models that a value with this annotation may be."""
    if isinstance(annotation, type) and issubclass(annotation, Authored):
        return [annotation]
    return [found for part in get_args(annotation) for found in models(part)]


PRIVATE: set[Field] = {
    (cls.__name__, name) for cls in below(Authored) for name, field in cls.model_fields.items() if is_private(field)
}


class Planter:
    """Puts a word of its own into each text of each private field, and remembers which word went where."""

    def __init__(self) -> None:
        self.words: dict[str, Field] = {}
        self._numbers = count(1)

    def plant(self, cls: type[Authored], value: Any) -> Any:
        """The mapping with the words in it."""
        if not isinstance(value, dict):
            return value
        planted = dict(value)
        for name, field in cls.model_fields.items():
            key = field.alias or name
            if key in value:
                planted[key] = self._field((cls.__name__, name), field, value[key])
        return planted

    def _field(self, where: Field, field: FieldInfo, value: Any) -> Any:
        if isinstance(value, tuple):
            return [self._field(where, field, one) for one in value]
        if is_private(field):
            return self._marked(where, value)
        if get_origin(field.annotation) is dict:
            return {key: self._model(field.annotation, one) for key, one in value.items()}
        return self._model(field.annotation, value)

    def _model(self, annotation: Any, value: Any) -> Any:
        """The value with words in it; of several models, the one that its kind names."""
        options = models(annotation)
        if len(options) > 1:
            kind = value["kind"]
            options = [one for one in options if kind in get_args(one.model_fields["kind"].annotation)]
        return self.plant(options[0], value) if options else value

    def _marked(self, where: Field, text: Any) -> str:
        assert isinstance(text, str), f"{where} holds no text: say here how it is to be tried"
        word = f"canary{next(self._numbers):04}bird"
        self.words[word] = where
        return f"{text.rstrip()} {word}"


@pytest.fixture(scope="module")
def planter() -> Planter:
    return Planter()


@pytest.fixture(scope="module")
def planted(planter: Planter, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small curriculum with a word in each private text."""
    root = tmp_path_factory.mktemp("canaries") / "curriculum"
    for file in sorted((ROOT / "tests/curricula/small").rglob("*")):
        if not file.is_file():
            continue
        path = file.relative_to(ROOT / "tests/curricula/small").as_posix()
        text = file.read_text(encoding="utf-8")
        cls = SHARED.get(path) or next((found[0] for name, found in MODULE_YAML.items() if file.stem == name), None)
        if cls and file.suffix == ".yaml":
            text = source.yaml_text(planter.plant(cls, source.yaml_file(path, text).value))
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def learner(planted: Path, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return build(planted, tmp_path_factory.mktemp("learner"), "learner", "--pdf")


@pytest.fixture(scope="module")
def facilitator(planted: Path, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return build(planted, tmp_path_factory.mktemp("facilitator"), "facilitator", "--pdf")


def everything(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder with its bytes, those of compressed files also as they were before.

    A PDF comes as it is, with its parts unpacked, and as the words that it shows, without the breaks between lines.
    """
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            content = file.read_bytes()
            path = file.relative_to(folder).as_posix()
            yield path, content
            if content.startswith(b"\x1f\x8b"):
                yield f"{path} (unpacked)", gzip.decompress(content)
            if content.startswith(b"%PDF"):
                yield f"{path} (unpacked)", output("qpdf", "--qdf", "--object-streams=disable", file, "-")
                yield f"{path} (read)", re.sub(rb"[-\s]+", b"", output("pdftotext", file, "-"))


def output(*command: str | Path) -> bytes:
    return subprocess.run(command, capture_output=True, check=True).stdout


def test_there_are_private_fields_and_each_is_tried(planted: Path, planter: Planter) -> None:
    assert len(PRIVATE) > 30
    assert set(planter.words.values()) == PRIVATE


def test_nothing_private_is_in_the_learner_site(planter: Planter, learner: BuiltSite) -> None:
    read = 0
    for path, content in everything(learner.folder):
        read += 1
        leaked = re.findall(rb"canary\d{4}bird", content.lower())
        assert not leaked, (path, [planter.words[word.decode()] for word in leaked])
    assert read > 50


def test_no_name_of_a_session_is_in_the_learner_site(planted: Path, learner: BuiltSite) -> None:
    """Titles of segments and sheets are not secret, and still learners have no use for them."""
    names = [b"sowing-card", b"How to sow", b"A Saturday", b"facilitator-kit", b"Runner bean", b"bean-cards"]
    for path, content in everything(learner.site):
        assert not [name for name in names if name in content], path


def test_learners_get_packets_and_no_other_pdf(learner: BuiltSite, facilitator: BuiltSite) -> None:
    files = sorted(file.name for file in (learner.site / "print").iterdir())
    modules = [Path(page).stem for page in learner.pages if page.startswith("modules/")]
    assert files == sorted(f"{module}-packet.pdf" for module in modules)
    linked = {link for page in learner.pages for link in learner.page(page).links if link.endswith(".pdf")}
    assert {Path(link).name for link in linked} == set(files)
    assert faulty_links(learner) == faulty_links(facilitator) == []


def test_what_is_planted_can_be_read_in_the_pdfs_of_facilitators(planter: Planter, facilitator: BuiltSite) -> None:
    """So that its absence from the packets of learners means something."""
    read = b"".join(
        content for path, content in everything(facilitator.site / "print") if path.endswith("(read)")
    ).lower()
    said = {where for word, where in planter.words.items() if word.encode() in read}
    assert {("Segment", "say"), ("Ask", "expected"), ("Card", "key")} <= said


def test_everything_private_is_in_the_facilitator_site(planter: Planter, facilitator: BuiltSite) -> None:
    pages = b"".join(content for path, content in everything(facilitator.site) if path.endswith(".html"))
    missing = {where for word, where in planter.words.items() if word.encode() not in pages}
    assert not missing


def test_the_learner_value_holds_no_session_no_kit_and_no_cards(planted: Path) -> None:
    value = site.curriculum(planted).for_learners
    assert value.kit is None and value.cards is None
    assert all(content.session is None for content in value.modules)
