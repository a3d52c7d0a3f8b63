"""The whole learner site, as a reader finds it."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from generator import site
from generator.model import Curriculum
from tests.sites import ROOT, BuiltSite, build


@pytest.fixture(scope="module")
def curriculum() -> Curriculum:
    return site.curriculum(ROOT)


def faulty_links(built: BuiltSite) -> list[str]:
    """Links and files of a site that lead nowhere in it, or out of it."""
    faulty = []
    ids = {path: set(built.page(path).ids) for path in built.pages}
    for path in built.pages:
        document = built.page(path)
        for link in (*document.links, *document.files):
            target, fragment = urldefrag(unquote(link))
            if re.match(r"[a-z]+:", target) or (path == "404.html" and target.startswith("/")):
                continue
            file = (built.site / path).parent / target if target else built.site / path
            page = file.resolve().relative_to(built.site.resolve()).as_posix() if file.exists() else ""
            if not file.is_file() or (fragment and not fragment.startswith("__") and fragment not in ids[page]):
                faulty.append(f"{path}: {link}")
    return faulty


def test_every_link_leads_somewhere(shipped: BuiltSite) -> None:
    assert faulty_links(shipped) == []


def test_every_link_of_the_small_curriculum_leads_somewhere(small: BuiltSite) -> None:
    assert faulty_links(small) == []


def test_no_page_names_another_host_to_load_from(shipped: BuiltSite) -> None:
    for path in shipped.pages:
        loaded = [file for file in shipped.page(path).files if re.match(r"(https?:)?//", file)]
        assert loaded == [], path


def test_ids_stand_once_on_each_page(shipped: BuiltSite) -> None:
    for path in shipped.pages:
        ids = shipped.page(path).ids
        assert sorted(ids) == sorted(set(ids)), path


def test_home_says_how_long_each_path_takes(shipped: BuiltSite, curriculum: Curriculum) -> None:
    minutes = {module.id: module.minutes for module in curriculum.spine.modules}
    text = shipped.page("index.html").text()
    for path in curriculum.spine.paths:
        total = sum(minutes[name] for name in path.modules)
        assert f"{len(path.modules)} modules · {total // 60} h {total % 60} min" in text


def test_home_draws_each_layer_and_says_it_in_words(shipped: BuiltSite, curriculum: Curriculum) -> None:
    page = shipped.page("index.html")
    assert curriculum.spine.model is not None
    drawn = page.text("svg")
    for layer in curriculum.spine.model.layers:
        assert all(word in drawn for word in layer.title.split())
        assert layer.title in page.text("figcaption")


def test_a_renamed_layer_changes_the_picture(copy_of_small: Path, tmp_path: Path) -> None:
    spine = copy_of_small / "curriculum.yaml"
    before = site.curriculum(copy_of_small).spine
    assert before.model is not None
    title = before.model.layers[0].title
    spine.write_text(spine.read_text(encoding="utf-8").replace(title, "Renamed layer"), encoding="utf-8")
    page = site.build(copy_of_small).pages["index.md"]
    assert "Renamed layer" in re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))
    assert title not in page


def test_planned_modules_are_announced_and_not_linked(shipped: BuiltSite, curriculum: Curriculum) -> None:
    planned = [module for module in curriculum.spine.modules if module.status == "planned"]
    announced = shipped.page("modules.html").text()
    for module in planned:
        assert module.title in announced
        assert not (shipped.site / f"modules/{module.id}.html").exists()
    for path in shipped.pages:
        for link in shipped.page(path).links:
            assert not any(link.endswith(f"{module.id}.html") for module in planned)


def test_each_module_page_has_what_a_learner_needs(shipped: BuiltSite, curriculum: Curriculum) -> None:
    for content in curriculum.modules:
        if content.module.status != "ready":
            continue
        page = shipped.page(f"modules/{content.module.id}.html")
        for objective in content.module.objectives:
            assert objective.text[1:] in page.text(".dyad-goals")
        for question in content.questions:
            assert question.id in page.ids
        for exercise in content.exercises:
            assert exercise.id in page.ids
        assert {"self-check", "references", "next"} <= set(page.ids)
        assert curriculum.spine.report in page.links
        assert {"../privacy.html", "../accessibility.html"} <= set(page.links)


def test_every_answer_has_its_feedback_on_the_page(small: BuiltSite) -> None:
    curriculum = site.curriculum(ROOT / "tests/curricula/small")
    for content in curriculum.modules:
        if content.module.status != "ready":
            continue
        text = small.page(f"modules/{content.module.id}.html").text()
        for question in content.questions:
            for choice in getattr(question, "choices", ()):
                said = " ".join(choice.feedback.split("[")[0].split("{")[0].split("*")[0].split())
                assert said in text


def test_nothing_of_a_session_stands_in_the_learner_site(shipped: BuiltSite, curriculum: Curriculum) -> None:
    everything = "\n".join(
        file.read_text(encoding="utf-8", errors="ignore")
        for file in sorted(shipped.folder.rglob("*"))
        if file.is_file()
    )
    for content in curriculum.modules:
        for segment in content.session.segments if content.session else ():
            assert segment.say[:60] not in everything


def test_a_hostile_title_is_text(copy_of_small: Path, tmp_path: Path) -> None:
    spine = copy_of_small / "curriculum.yaml"
    title = site.curriculum(copy_of_small).spine.modules[0].title
    hostile = "Q&A </title><script>alert(1)</script>"
    changed = spine.read_text(encoding="utf-8").replace(f"title: {title}", f"title: '{hostile}'", 1)
    assert hostile in changed
    spine.write_text(changed, encoding="utf-8")
    built = build(copy_of_small, tmp_path / "out")
    for path in built.pages:
        assert "<script>alert" not in (built.site / path).read_text(encoding="utf-8")
    assert any(hostile in built.page(path).text("h1") for path in built.pages)


def digest(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_two_builds_are_the_same_to_the_byte(tmp_path: Path) -> None:
    one = build(ROOT, tmp_path / "one", TZ="Asia/Tokyo", PYTHONHASHSEED="1", LC_ALL="C")
    two = build(ROOT, tmp_path / "elsewhere/two", TZ="America/Lima", PYTHONHASHSEED="2", LC_ALL="C.UTF-8")
    assert digest(one.folder) == digest(two.folder)


def test_no_path_of_this_machine_stands_in_the_output(shipped: BuiltSite) -> None:
    for file in sorted(shipped.folder.rglob("*")):
        if file.is_file():
            assert str(ROOT).encode() not in file.read_bytes(), file


def test_mkdocs_at_the_root_gives_the_same_site(shipped: BuiltSite, tmp_path: Path) -> None:
    root = tmp_path / "clone"
    ignored = shutil.ignore_patterns(".venv", "build", ".git", "__pycache__", "node_modules")
    shutil.copytree(ROOT, root, ignore=ignored)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "made")]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    made = digest(tmp_path / "made")
    wanted = digest(shipped.site)
    dated = {"sitemap.xml", "sitemap.xml.gz"}
    assert {path: made[path] for path in made if path not in dated} == {
        path: wanted[path] for path in wanted if path not in dated
    }
