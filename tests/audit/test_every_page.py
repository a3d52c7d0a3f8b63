"""The long sweep: every page in the browser, the HTML checker, and the other engines (`make audit`)."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import faults, open_all, watched
from tests.sites import ROOT, BuiltSite, Document, serving
from tests.test_site import faulty_links

pytestmark = pytest.mark.audit

CHECKER = ROOT / "tests/audit/node_modules/vnu-jar/build/dist/vnu.jar"
ENGINES = ROOT / "build/engines/bin"
THEIRS = (
    "Attribute “autocomplete” is only allowed when the input type is",
    "Bad value “” for attribute “tabindex” on element “label”",
)
"""The theme's own menu has these two; its labels become real buttons in the browser (theme.js)."""
PARTS = 2
"""Each site is swept in parts, so that every core has its share."""

SITES = [
    (name, edition)
    for name in ("base", "example-willowmere", "example-fenbrook", "example-tarnhollow")
    for edition in ("learner", "facilitator")
]


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both editions of the base and of every organization, built."""
    out = tmp_path_factory.mktemp("everything")
    command = [sys.executable, "-m", "generator", "build", "--all", "--edition", "all", "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize(("organization", "edition"), SITES)
def test_every_page_is_accessible_quiet_and_fits(
    browser: Browser, everything: Path, organization: str, edition: str, part: int
) -> None:
    built = BuiltSite(everything / organization / edition)
    found = []
    with serving(built.site) as address, watched(browser) as seen:
        for path in built.pages[part::PARTS]:
            seen.page.goto(address + path)
            open_all(seen.page)
            found += faults(seen.page)
        seen.assert_quiet()
    assert found == []


@pytest.mark.parametrize(("organization", "edition"), SITES)
def test_every_link_leads_somewhere(everything: Path, organization: str, edition: str) -> None:
    assert faulty_links(BuiltSite(everything / organization / edition)) == []


@pytest.mark.parametrize(("organization", "edition"), SITES)
def test_the_html_checker_finds_no_error_of_ours(everything: Path, organization: str, edition: str) -> None:
    built = BuiltSite(everything / organization / edition)
    command = ["java", "-jar", str(CHECKER), "--format", "json", "--stdout", "--errors-only", "--skip-non-html"]
    done = subprocess.run([*command, str(built.site)], capture_output=True, text=True, check=False)
    messages = json.loads(done.stdout)["messages"]
    ours = [
        f"{Path(message['url']).name}:{message.get('lastLine')}: {message['message']}"
        for message in messages
        if not any(theirs in message["message"] for theirs in THEIRS)
    ]
    assert ours == []


@pytest.mark.parametrize(
    ("engine", "arguments"),
    [("properdocs", ["build", "--strict"]), ("zensical", ["build", "-f", "mkdocs.yml", "--clean", "--strict"])],
)
@pytest.mark.parametrize(("organization", "edition"), SITES)
def test_other_engines_build_the_same_pages(
    engine: str, arguments: list[str], organization: str, edition: str, everything: Path, tmp_path: Path
) -> None:
    built = BuiltSite(everything / organization / edition)
    folder = tmp_path / "written"
    shutil.copytree(built.folder, folder, ignore=shutil.ignore_patterns("site"))
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PATH": f"{ENGINES}:{os.environ['PATH']}"}
    done = subprocess.run(
        [str(ENGINES / engine), *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout + done.stderr
    made = BuiltSite(folder)
    ours = [path for path in built.pages if path != "404.html"]
    assert [path for path in made.pages if path != "404.html"] == ours
    for path in ours:
        assert outline(made.page(path)) == outline(built.page(path)), path


def outline(page: Document) -> tuple[list[str], list[str]]:
    """The headings and the questions of a page, whatever the engine wraps around them."""
    article = page.source.split("<article", 1)[1].split("</article>", 1)[0]
    headings = [
        re.sub(r"<[^>]*>|\s+|¶", " ", found).strip() for found in re.findall(r"<h[1-4][^>]*>.*?</h", article, re.S)
    ]
    questions = re.findall(r'<section class="dyad-question.*?</section>', article, re.S)
    return [" ".join(heading.split()) for heading in headings], [" ".join(found.split()) for found in questions]
