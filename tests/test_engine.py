"""The engine's process and the Content-Security-Policy that we add to its pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import engine
from tests.sites import BuiltSite

PAGE = '<html><head>\n<meta charset="utf-8">\n</head><body><script>run()</script><script src="a.js"></script></body>'


def test_each_page_allows_its_own_inline_scripts_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "one.html").write_text(PAGE)
    (tmp_path / "two.html").write_text(PAGE.replace("run()", "other()"))
    engine.finish(tmp_path)
    one, two = (next(iter(engine.script_hashes(PAGE.replace("run()", run)))) for run in ("run()", "other()"))
    assert one in (tmp_path / "one.html").read_text()
    assert two not in (tmp_path / "one.html").read_text()
    assert {one, two} <= set((tmp_path / "_headers").read_text().replace(";", " ").split())


def test_finishing_twice_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "one.html").write_text(PAGE)
    engine.finish(tmp_path)
    once = (tmp_path / "one.html").read_text()
    engine.finish(tmp_path)
    assert (tmp_path / "one.html").read_text() == once


def test_no_style_and_no_script_may_be_inline_unless_named(shipped: BuiltSite) -> None:
    for path in shipped.pages:
        policy = (shipped.site / path).read_text().split('Content-Security-Policy" content="')[1].split('"')[0]
        assert "unsafe" not in policy
        assert "http" not in policy


def test_a_folder_with_a_broken_link_is_refused_with_what_the_engine_said(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/index.md").write_text("# Home\n\n[gone](gone.md)\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: Test\ndocs_dir: pages\n")
    with engine.Engine() as started, pytest.raises(engine.EngineFailed, match=r"gone\.md"):
        started.build(tmp_path, epoch=0)


def test_an_engine_that_is_not_needed_ends_quietly() -> None:
    with engine.Engine():
        pass
