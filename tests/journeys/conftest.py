"""A browser for the journeys: skipped with a word where there is no Chromium, red where one is required."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
DESKTOP = {"width": 1440, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = subprocess.run([ROOT / "tools/browser.sh"], capture_output=True, text=True, check=False)
    if found.returncode and os.environ.get("CARNET_REQUIRE_BROWSER"):
        pytest.fail("No Chromium found, and CARNET_REQUIRE_BROWSER is set.")
    if found.returncode:
        pytest.skip("browser tests: no Chromium found")
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found.stdout.strip(), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, transactional_db, django_db_serialized_rollback, live_server) -> Iterator[Page]:
    """A French page on the running server; a script error or a refused resource fails the test.

    The server sees committed rows only, so the test runs without a transaction and the tables are emptied
    after it; what the migrations put there comes back before the next one.
    """
    context = browser.new_context(base_url=live_server.url, locale="fr-FR", viewport=DESKTOP)
    context.set_default_timeout(10_000)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if refused(message) else None)
    yield page
    context.close()
    assert errors == []


def refused(message) -> bool:
    return message.type == "error" and "Content Security Policy" in message.text
