"""What is written: a whole folder, changed only where something changed."""

from __future__ import annotations

from pathlib import Path

from generator import source, writer

SITE = writer.Site({"index.md": "# Home\n", "modules/one.md": "# One\n"}, {"site_name": "Test"}, 0)


def test_pages_that_are_gone_are_removed(tmp_path: Path) -> None:
    writer.write(tmp_path, SITE)
    writer.write(tmp_path, writer.Site({"index.md": "# Home\n"}, SITE.settings, 0))
    assert not (tmp_path / "pages/modules/one.md").exists()
    assert (tmp_path / "pages/index.md").exists()


def test_what_did_not_change_is_not_written_again(tmp_path: Path) -> None:
    writer.write(tmp_path, SITE)
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*") if file.is_file()}
    writer.write(tmp_path, SITE)
    assert before == {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*") if file.is_file()}


def test_settings_name_no_hook_and_no_folder_outside(tmp_path: Path) -> None:
    shared = source.settings(Path(__file__).parents[1] / "mkdocs.yml")
    made = writer.settings(shared, name="A & B", nav=(("Home", "index.md"),))
    assert "hooks" not in made
    assert made["theme"]["custom_dir"] == "theme"
    assert made["site_name"] == "A &amp; B"
    assert "site_url" not in made


def test_scripts_are_shipped_without_remarks_and_say_the_same(tmp_path: Path) -> None:
    writer.write(tmp_path, SITE)
    for file in sorted((writer.THEME / "assets/dyad").rglob("*.js")):
        own = file.read_text(encoding="utf-8")
        shipped = (tmp_path / "theme" / file.relative_to(writer.THEME)).read_text(encoding="utf-8")
        assert "`" not in shipped, f"{file}: a text over several lines would lose its indentation"
        assert "\n/* " not in shipped and not shipped.startswith("/* ")
        code = [line.strip() for line in own.splitlines() if not line.strip().startswith("/*")]
        assert set(shipped.splitlines()) <= set(code)
