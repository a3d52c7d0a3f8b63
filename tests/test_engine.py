"""The engine's process and the Content-Security-Policy that we add to its pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator import engine
from tests.sites import BuiltSite

PAGE = '<html><head>\n<meta charset="utf-8">\n</head><body><script>run()</script><script src="a.js"></script></body>'


def test_inline_scripts_become_files_so_that_one_policy_holds_for_every_page(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "one.html").write_text(PAGE)
    (tmp_path / "below/two.html").write_text(PAGE.replace("run()", "other()"))
    engine.finish(tmp_path)
    pages = [(tmp_path / name).read_text() for name in ("one.html", "below/two.html")]
    for page, folder, script in zip(pages, (tmp_path, tmp_path / "below"), ("run()", "other()"), strict=True):
        assert "<script>" not in page
        moved = re.findall(r'<script src="([^"]*inline[^"]*)"', page)
        assert [(folder / path).read_text() for path in moved] == [script]
        assert engine.policy() in page
    assert engine.policy(engine.ONLY_AS_HEADER) in (tmp_path / "_headers").read_text()


def test_a_page_that_says_where_its_site_begins_is_believed(tmp_path: Path) -> None:
    (tmp_path / "404.html").write_text(
        PAGE.replace("<head>", '<head><script src="/learn/assets/dyad/words.js"></script>')
    )
    engine.finish(tmp_path)
    assert '<script src="/learn/assets/inline/' in (tmp_path / "404.html").read_text()


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
