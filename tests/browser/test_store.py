"""What widgets keep in the browser: records that survive, stay apart, and never stop a page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.pages import watched
from tests.sites import BuiltSite, Document, serving

NO_ROOM = """
Storage.prototype.setItem = function () { throw new DOMException("full", "QuotaExceededError"); };
"""


@pytest.fixture(scope="module")
def small_address(small: BuiltSite) -> Iterator[str]:
    with serving(small.site) as where:
        yield where


def keep(page: Page, value: str) -> None:
    page.evaluate("value => dyad.store.area('trial').set('one', value)", value)


def kept(page: Page) -> object:
    return page.evaluate("dyad.store.area('trial').get('one') ?? null")


def state(page: Page) -> object:
    return page.evaluate("dyad.store.state()")


def test_a_record_is_there_again_after_a_reload_and_gone_after_erasing(browser: Browser, small_address: str) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(small_address + "index.html")
        keep(page, "beans")
        page.goto(small_address + "modules/beans.html")
        assert (kept(page), state(page)) == ("beans", "kept")
        assert page.evaluate("dyad.store.area('trial').keys()") == ["one"]
        page.evaluate("localStorage.setItem('another', 'site'); dyad.store.erase()")
        assert kept(page) is None
        assert page.evaluate("localStorage.getItem('another')") == "site"
        seen.assert_quiet()


def test_another_organization_on_the_same_host_sees_nothing(
    browser: Browser, small: BuiltSite, small_address: str
) -> None:
    other = (small.site / "assets/dyad/course.js").read_text().replace('"organization":""', '"organization":"other"')
    with browser.new_context() as context:
        mine, theirs = context.new_page(), context.new_page()
        theirs.route("**/course.js", lambda route: route.fulfill(body=other, content_type="text/javascript"))
        mine.goto(small_address + "index.html")
        theirs.goto(small_address + "index.html")
        keep(mine, "mine")
        assert theirs.evaluate("dyad.course.organization") == "other"
        assert kept(theirs) is None
        theirs.evaluate("dyad.store.erase()")
        assert kept(mine) == "mine"


@pytest.mark.parametrize(
    "stored", ["{", "null", '"text"', '{"v":99,"at":1,"value":"new"}', '{"v":1,"at":"x","value":1}']
)
def test_what_cannot_be_read_counts_as_not_there(browser: Browser, small_address: str, stored: str) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(small_address + "index.html")
        page.evaluate("text => localStorage.setItem('dyad:boats-and-beans::trial:one', text)", stored)
        assert kept(page) is None
        assert page.evaluate("dyad.store.area('trial').keys()") == []
        keep(page, "again")
        assert kept(page) == "again"
        seen.assert_quiet()


@pytest.mark.parametrize("why", ["denied", "full"])
def test_without_room_or_leave_records_live_as_long_as_the_page(browser: Browser, small_address: str, why: str) -> None:
    with watched(browser, denied=why == "denied") as seen:
        page = seen.page
        if why == "full":
            page.add_init_script(NO_ROOM)
        page.goto(small_address + "index.html")
        keep(page, "for now")
        assert (kept(page), state(page)) == ("for now", why)
        assert page.evaluate("dyad.store.area('trial').keys()") == ["one"]
        page.reload()
        assert kept(page) is None
        seen.assert_quiet()


def test_a_change_is_told_also_from_another_tab(browser: Browser, small_address: str) -> None:
    with browser.new_context() as context:
        one, other = context.new_page(), context.new_page()
        for page in (one, other):
            page.goto(small_address + "index.html")
            page.evaluate("document.addEventListener('dyad:store', event => { document.title = event.detail.key; })")
        keep(one, "news")
        expect(one).to_have_title("one")
        expect(other).to_have_title("one")


def test_a_sentence_is_said_politely_and_can_be_said_again(browser: Browser, small_address: str) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(small_address + "index.html")
        for _ in range(2):
            page.evaluate("dyad.say('Two of three.')")
            expect(page.get_by_role("status")).to_have_text("Two of three.")
        assert page.get_by_role("status").count() == 1
        seen.assert_quiet()


def test_a_file_is_saved_and_read_again(browser: Browser, small_address: str) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(small_address + "index.html")
        with page.expect_download() as found:
            page.evaluate("dyad.download('mine.json', '{\"ä\": 1}')")
        assert found.value.suggested_filename == "mine.json"
        page.evaluate("document.body.append(Object.assign(document.createElement('input'), {type: 'file'}))")
        page.locator("body > input[type=file]").set_input_files(found.value.path())
        assert page.evaluate("dyad.chosen(document.querySelector('body > input[type=file]'))") == '{"ä": 1}'
        seen.assert_quiet()


def test_a_page_loads_the_sheets_and_scripts_of_its_widgets_only(small: BuiltSite) -> None:
    def files(page: Document) -> set[str]:
        return {name.rpartition("/")[2] for name in page.files}

    assert "forms.css" in files(small.page("tools/pot-check.html"))
    assert "forms.css" not in files(small.page("modules/beans.html"))
    assert "forms.css" not in files(small.page("404.html"))
