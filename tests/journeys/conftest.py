"""A browser for the journeys: skipped with a word where there is no Chromium, red where one is required."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
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
            # One worker takes them all: the sample company is loaded and served once.
            item.add_marker(pytest.mark.xdist_group("browser"))


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
    # Playwright leaves its loop running in this thread: Django would take later tests for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def server(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[serving.Server]:
    """The served sample company; a journey changes only records that it made itself."""
    with serving.running(tmp_path_factory.mktemp("carnet")) as running:
        yield running


@contextmanager
def visit(browser: Browser, server: serving.Server, **options: bool) -> Iterator[Page]:
    """A French visitor; a script error or a resource that the policy refuses fails the test."""
    context = browser.new_context(base_url=server.url, locale="fr-FR", viewport=DESKTOP, **options)
    context.set_default_timeout(15_000)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if refused(message) else None)
    yield page
    context.close()
    assert errors == []


def refused(message: ConsoleMessage) -> bool:
    return message.type == "error" and "Content Security Policy" in message.text


def log_in(page: Page) -> Page:
    page.goto("/login/")
    page.fill("input[type=email], input[name=login]", serving.OWNER)
    page.fill("input[type=password]", serving.PASSWORD)
    page.press("input[type=password]", "Enter")
    page.wait_for_url(lambda url: "/login" not in url)
    return page


@pytest.fixture
def page(browser: Browser, server: serving.Server) -> Iterator[Page]:
    """Camille, who owns the company, logged in and on her first page."""
    with visit(browser, server) as visitor:
        yield log_in(visitor)


@pytest.fixture
def audited(browser: Browser, server: serving.Server) -> Iterator[Page]:
    """A stranger's page with the policy off: axe tries styles out, which the policy rightly refuses."""
    with visit(browser, server, bypass_csp=True) as visitor:
        yield visitor
