"""A browser for the journeys: skipped with a word where there is no Chromium, red where one is required."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.journeys import serving

ROOT = Path(__file__).resolve().parent.parent.parent
DESKTOP = {"width": 1440, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    found = subprocess.run([ROOT / "tools/browser.sh"], capture_output=True, text=True, check=False)
    if found.returncode and os.environ.get("CARNET_REQUIRE_BROWSER"):
        pytest.fail("No Chromium found, and CARNET_REQUIRE_BROWSER is set.")
    if found.returncode:
        pytest.skip("browser tests: no Chromium found")
    return found.stdout.strip()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def server(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[serving.Server]:
    """The served sample company; a journey changes only records that it made itself."""
    with serving.running(tmp_path_factory.mktemp("carnet")) as running:
        yield running


@pytest.fixture
def stranger(browser: Browser, server: serving.Server) -> Iterator[Page]:
    """A French visitor who is not logged in; a script error or a refused resource fails the test."""
    context = browser.new_context(base_url=server.url, locale="fr-FR", viewport=DESKTOP)
    context.set_default_timeout(10_000)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if refused(message) else None)
    yield page
    context.close()
    assert errors == []


def refused(message: ConsoleMessage) -> bool:
    return message.type == "error" and "Content Security Policy" in message.text


@pytest.fixture
def page(stranger: Page) -> Page:
    """Camille, who owns the company, logged in and on her first page."""
    stranger.goto("/login/")
    stranger.fill("input[type=email], input[name=login]", serving.OWNER)
    stranger.fill("input[type=password]", serving.PASSWORD)
    stranger.press("input[type=password]", "Enter")
    stranger.wait_for_url(lambda url: "/login" not in url)
    return stranger
