"""Published releases behind Debian's nginx, with the documented configuration, in a real browser."""

from __future__ import annotations

import base64
import json
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator import cli, engine
from generator.releases import desk
from generator.releases.home import Home
from tests.browser.pages import watched
from tests.organizations import write
from tests.sites import ROOT

CONFIGURATION = ROOT / "docs/hosting/nginx.conf"
HOSTILE = "<img src=x onerror=document.title='run'>"
OVERLAY = """schema: 1
organization: {{id: riverside, name: Riverside Health, address: "{address}"}}
base: "1.0.0"
release: {{version: "{version}", date: "2026-11-21", title: "{title}"}}
contacts: {{patients: "Riverside line: 555 0100", staff: "Staff support: 555 0101"}}
"""


@dataclass(frozen=True)
class Hosted:
    """Releases 2026.1 to 2026.3 of Riverside, served; 2026.2 is withdrawn, and 2026.1 alone has the module `fog`."""

    home: Home
    root: Path
    learner: str
    facilitator: str


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def configuration(published: Path, folder: Path, ports: tuple[int, int]) -> str:
    """The documented configuration with this machine's folders and ports, and without certificates."""
    text = CONFIGURATION.read_text(encoding="utf-8")
    for port in ports:
        text = text.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};", 1)
    text = re.sub(r" *ssl_certificate.*\n", "", text)
    text = text.replace("/srv/dyad/published", str(published)).replace(
        "/etc/nginx/riverside.htpasswd", f"{folder}/users"
    )
    paths = "".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; user root;\n"
        f"events {{}} http {{ include /etc/nginx/mime.types; access_log off; {paths}\n{text}}}"
    )


@contextmanager
def nginx(published: Path, folder: Path, ports: tuple[int, int]) -> Iterator[None]:
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    assert program, "nginx is missing: run `make test`, which installs it"
    (folder / "users").write_text("facilitator:{PLAIN}secret\n")
    (folder / "nginx.conf").write_text(configuration(published, folder, ports))
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        for port in ports:
            while running.poll() is None:
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
        assert running.poll() is None, running.stderr and running.stderr.read()
        yield
    finally:
        running.terminate()
        running.wait()
        assert running.stderr
        running.stderr.close()


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    top = tmp_path_factory.mktemp("hosted")
    top.chmod(0o755)
    root, published, ports = top / "curriculum", top / "published", (free_port(), free_port())
    shutil.copytree(ROOT / "tests/curricula/sound", root)
    learner, facilitator = (f"http://127.0.0.1:{port}/" for port in ports)
    overlay = root / "content/organizations/riverside/overlay.yaml"
    removal = "modules: {fog: {remove: true, why: Not needed here.}}\n"
    for version, title, more in (("2026.1", "First", ""), ("2026.2", "Wrong", ""), ("2026.3", HOSTILE, removal)):
        write(overlay, OVERLAY.format(address=learner, version=version, title=title) + more)
        if version == "2026.1" or more:
            assert dyad(root, "org", "accept", "riverside") == 0
        assert dyad(root, "publish", "riverside", "--without-pdfs", "--published", str(published), "--by", "Dana") == 0
    home = Home(published, "riverside")
    desk.withdraw(home, "2026.2", why="A wrong number.")
    with nginx(published, top, ports):
        yield Hosted(home, root, learner, facilitator)


def dyad(root: Path, *arguments: str) -> int:
    return cli.main(["--root", str(root), *arguments])


def answer(address: str, user: str = "") -> tuple[int, dict[str, str], str]:
    request = urllib.request.Request(address)
    if user:
        request.add_header("Authorization", "Basic " + base64.b64encode(user.encode()).decode())
    try:
        with urllib.request.urlopen(request) as found:
            return found.status, dict(found.headers), found.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read().decode("utf-8", "replace")


def chosen(page: Page) -> list[str]:
    page.locator(".dyad-versions summary").click()
    return page.locator(".dyad-versions a").all_inner_texts()


def test_every_answer_has_the_strict_policy_and_the_caching_that_fits_it(hosted: Hosted) -> None:
    for path, caching in (
        ("latest/index.html", "no-cache"),
        ("2026.1/index.html", "no-cache"),
        ("versions.json", "no-cache"),
        ("2026.1/assets/dyad/logo.svg", "public, max-age=31536000, immutable"),
        ("nowhere/at/all.html", "no-cache"),
    ):
        _, headers, _ = answer(hosted.learner + path)
        assert headers["Content-Security-Policy"] == engine.policy(engine.ONLY_AS_HEADER), path
        assert headers["Cache-Control"] == caching, path
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_facilitators_need_a_password(hosted: Hosted) -> None:
    for path in ("", "latest/index.html", "2026.1/index.html", "versions.json", "2026.1/assets/dyad/dyad.css"):
        assert answer(hosted.facilitator + path)[0] == 401, path
        assert answer(hosted.facilitator + path, "facilitator:wrong")[0] == 401, path
        assert answer(hosted.facilitator + path, "facilitator:secret")[0] == 200, path


def test_nothing_but_the_learners_edition_is_served_to_learners(hosted: Hosted) -> None:
    for path in (
        "sessions/log.html",
        "../facilitator/riverside/latest/index.html",
        "manifest.json",
        "latest/sessions/log.html",
    ):
        assert answer(hosted.learner + path)[0] in (400, 404), path


def test_the_selector_lists_what_can_be_read_and_a_hostile_title_is_text(hosted: Hosted, browser: Browser) -> None:
    with watched(browser) as seen:
        seen.page.goto(hosted.learner + "latest/modules/log.html")
        assert chosen(seen.page) == [f"2026.3 ({HOSTILE}), the latest", "2026.1 (First)"]
        expect(seen.page.locator(".dyad-versions summary")).to_have_text("2026.3")
        expect(seen.page.locator(".dyad-outdated")).to_have_count(0)
        assert seen.page.title() != "run" and seen.page.locator("img[src=x]").count() == 0
        seen.assert_quiet()


def test_choosing_a_version_stays_on_the_page_where_it_exists(hosted: Hosted, browser: Browser) -> None:
    with watched(browser) as seen:
        seen.page.goto(hosted.learner + "latest/modules/log.html")
        seen.page.locator(".dyad-versions summary").click()
        seen.page.get_by_role("link", name="2026.1 (First)").click()
        seen.page.wait_for_url(hosted.learner + "2026.1/modules/log.html")
        expect(seen.page.locator(".dyad-outdated")).to_contain_text("2026.1. It is not the latest one.")
        seen.page.get_by_role("link", name="Go to the latest version").click()
        seen.page.wait_for_url(hosted.learner + "latest/modules/log.html")
        seen.assert_quiet()
        seen.page.goto(hosted.learner + "2026.1/modules/fog.html")
        seen.page.locator(".dyad-versions summary").click()
        seen.page.locator(".dyad-versions a").first.click()
        seen.page.wait_for_url(hosted.learner + "2026.3/index.html")


def test_a_page_that_the_latest_version_lacks_leads_to_a_notice(hosted: Hosted, browser: Browser) -> None:
    with watched(browser) as seen:
        seen.page.goto(hosted.learner + "2026.1/modules/fog.html")
        seen.page.get_by_role("link", name="Go to the latest version").click()
        expect(seen.page.get_by_role("heading")).to_have_text("This page is no longer part of the course")
        seen.page.get_by_role("link", name="Go to the latest version").click()
        seen.page.wait_for_url(hosted.learner + "latest/index.html")
        seen.assert_quiet()


def test_a_page_that_is_still_open_when_its_version_is_withdrawn_is_labelled_rightly(
    hosted: Hosted, browser: Browser
) -> None:
    with watched(browser) as seen:
        listed = json.loads(answer(hosted.learner + "versions.json")[2])
        for entry in listed:
            if entry["version"] == "2026.1":
                entry["properties"] |= {"hidden": True, "status": "withdrawn"}
        seen.page.route("**/versions.json", lambda route: route.fulfill(json=listed))
        seen.page.goto(hosted.learner + "2026.1/index.html")
        expect(seen.page.locator(".dyad-versions summary")).to_have_text("2026.1")
        expect(seen.page.locator(".dyad-outdated")).to_contain_text("2026.1, which was withdrawn")


def test_a_version_that_the_list_lacks_keeps_its_own_name(hosted: Hosted, browser: Browser) -> None:
    with watched(browser) as seen:
        only = [{"version": "2026.3", "title": "2026.3", "aliases": ["latest"]}]
        seen.page.route("**/versions.json", lambda route: route.fulfill(json=only))
        seen.page.goto(hosted.learner + "2026.1/index.html")
        assert chosen(seen.page) == ["2026.3, the latest", "2026.1"]
        expect(seen.page.locator(".dyad-outdated")).to_contain_text("2026.1. It is not the latest one.")


def test_a_withdrawn_version_says_why_on_each_page(hosted: Hosted, browser: Browser) -> None:
    with watched(browser) as seen:
        seen.page.goto(hosted.learner + "2026.2/modules/log.html")
        expect(seen.page.locator("main")).to_contain_text("A wrong number.")
        seen.page.get_by_role("link", name="Go to the latest version").click()
        seen.page.wait_for_url(hosted.learner + "latest/index.html")
        seen.assert_quiet()


def test_what_is_missing_is_said_at_any_depth(hosted: Hosted, browser: Browser) -> None:
    with watched(browser) as seen:
        found = seen.page.goto(hosted.learner + "2026.1/no/such/page.html")
        assert found and found.status == 404
        expect(seen.page.get_by_role("heading")).to_have_text("There is no such page")
        assert "system-ui" in seen.page.evaluate("getComputedStyle(document.body).fontFamily")
        seen.page.get_by_role("link").click()
        seen.page.wait_for_url(hosted.learner + "latest/index.html")


def test_the_address_of_the_organization_leads_to_the_latest_version(hosted: Hosted, browser: Browser) -> None:
    with watched(browser, javascript=False) as seen:
        seen.page.goto(hosted.learner)
        seen.page.wait_for_url(hosted.learner + "latest/index.html")


def test_canonical_links_and_the_site_map_lead_to_pages_of_latest(hosted: Hosted) -> None:
    addresses = set(re.findall(r"<loc>(.*?)</loc>", answer(hosted.learner + "sitemap.xml")[2]))
    assert hosted.learner + "latest/modules/log.html" in addresses
    for version in ("2026.1", "2026.3"):
        folder = hosted.home.release(version) / "learner"
        for file in folder.rglob("*.html"):
            found = re.findall(r'<link rel="canonical" href="([^"]*)"', file.read_text(encoding="utf-8"))
            assert found and found[0].startswith(hosted.learner + "latest/"), file
            addresses |= set(found)
    assert [address for address in addresses if answer(address)[0] != 200] == []


def test_search_colors_and_menu_work_under_the_policy(hosted: Hosted, browser: Browser) -> None:
    with watched(browser, width=360) as seen:
        seen.page.goto(hosted.learner + "latest/index.html")
        box = seen.page.locator(".dyad-versions summary").bounding_box()
        assert box and box["height"] >= 44 and box["x"] + box["width"] <= 360
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 360
        seen.page.locator(".md-search__input").focus()
        seen.page.locator(".md-search__input").press_sequentially("log")
        expect(seen.page.locator(".md-search-result__item").first).to_be_visible()
        seen.assert_quiet()


def test_the_selector_works_by_keyboard(hosted: Hosted, browser: Browser) -> None:
    with watched(browser) as seen:
        seen.page.goto(hosted.learner + "latest/index.html")
        seen.page.locator(".dyad-versions summary").focus()
        seen.page.keyboard.press("Enter")
        expect(seen.page.locator(".dyad-versions a").first).to_be_visible()
        seen.page.keyboard.press("Escape")
        expect(seen.page.locator(".dyad-versions a").first).to_be_hidden()
        expect(seen.page.locator(".dyad-versions summary")).to_be_focused()


def test_an_exported_release_works_from_a_disk_search_included(
    hosted: Hosted, browser: Browser, tmp_path: Path
) -> None:
    published = ("--published", str(hosted.home.top))
    assert dyad(hosted.root, "export", "site", "riverside", str(tmp_path / "stick"), *published) == 0
    with watched(browser) as seen:
        seen.page.goto((tmp_path / "stick/modules/log.html").as_uri())
        expect(seen.page.locator("h1")).to_be_visible()
        expect(seen.page.locator(".dyad-versions")).to_have_count(0)
        seen.page.locator(".md-search__input").focus()
        seen.page.locator(".md-search__input").press_sequentially("log")
        expect(seen.page.locator(".md-search-result__item").first).to_be_visible()
        seen.assert_quiet()


def test_a_zip_of_a_release_is_the_same_each_time(hosted: Hosted, tmp_path: Path) -> None:
    published = ("--published", str(hosted.home.top))
    for name in ("one.zip", "two.zip"):
        assert dyad(hosted.root, "export", "site", "riverside", str(tmp_path / name), "--all-versions", *published) == 0
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    shutil.unpack_archive(tmp_path / "one.zip", tmp_path / "tree")
    assert {"2026.1", "2026.2", "2026.3", "latest"} == {
        one.name for one in (tmp_path / "tree").iterdir() if one.is_dir()
    }
    assert not [file for file in (tmp_path / "tree").rglob("*") if file.is_symlink()]


def test_the_page_of_changes_tells_learners_what_is_gone(hosted: Hosted, browser: Browser) -> None:
    with watched(browser) as seen:
        seen.page.goto(hosted.learner + "latest/changes.html")
        expect(seen.page.locator("article")).to_contain_text("What changed from 2026.2 to 2026.3.")
        expect(seen.page.locator("article")).to_contain_text("no longer there")
        seen.assert_quiet()
