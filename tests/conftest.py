"""Sites built with the real engine, served by a real server, opened in a real browser: one of each for all tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.sites import ROOT, BuiltSite, build, serving

CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

expect.set_options(timeout=30_000)  # a busy machine is no fault of the page


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The shipped curriculum, built."""
    return build(ROOT, tmp_path_factory.mktemp("shipped"))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The small curriculum that holds one of everything, built."""
    return build(ROOT / "tests/curricula/small", tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def shipped_plans(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The facilitator edition of the shipped curriculum, built."""
    return build(ROOT, tmp_path_factory.mktemp("shipped-plans"), "facilitator")


@pytest.fixture(scope="session")
def small_plans(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The facilitator edition of the small curriculum, built."""
    return build(ROOT / "tests/curricula/small", tmp_path_factory.mktemp("small-plans"), "facilitator")


@pytest.fixture(scope="session")
def address(shipped: BuiltSite) -> Iterator[str]:
    """Where the shipped site is served, with the headers it asks for."""
    with serving(shipped.site) as where:
        yield where


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    executable = shutil.which("chromium")
    assert executable, "chromium is missing: run `make test`, which installs it"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=list(CHROMIUM_ARGUMENTS))
        yield launched
        launched.close()


@pytest.fixture
def copy_of_small(tmp_path: Path) -> Path:
    """A copy of the small curriculum that a test may change."""
    return Path(shutil.copytree(ROOT / "tests/curricula/small", tmp_path / "curriculum"))


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A copy of the small curriculum without warnings, that a test may change."""
    return Path(shutil.copytree(ROOT / "tests/curricula/sound", tmp_path / "sound"))
