"""A foreign file in a browser: mapped by hand, a cell repaired, a duplicate merged, the rest corrected."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import log_in
from tests.journeys.test_every_page import violations
from tests.journeys.test_importing_by_upload import check, effect

FOREIGN = (
    "Alpha;Beta;Gamma;Delta;Epsilon\n"
    "Zimmer;Adèle;adele@zimmer.example;69002 Lyon;38\n"
    "Zoller;Luc;luc@@zoller;42000 Saint-Étienne;41\n"
    "Zorn;Ida;ida@zorn;;40\n"
)
TARGETS = ("last_name", "first_name", "emails:work", "postal_code+city", "custom+")


def decide(page: Page, act: Callable[[], object]) -> None:
    """Do something that is kept at once, and wait until it is."""
    with page.expect_response(lambda answer: answer.request.method == "GET" and answer.ok):
        act()
    expect(page.locator("#check.htmx-request")).to_have_count(0)


def mapped(page: Page, path: Path) -> None:
    check(page, [path])
    for at, target in enumerate(TARGETS):
        column = page.locator(f"#column-{at}")
        if column.input_value() != target:
            decide(page, lambda column=column, target=target: column.select_option(target))


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    path = tmp_path / "liste.csv"
    path.write_text(FOREIGN, encoding="utf-8")
    return path


def test_a_foreign_file_is_mapped_repaired_and_the_rest_comes_in_later(
    page: Page, foreign: Path, tmp_path: Path
) -> None:
    mapped(page, foreign)
    assert [effect(page, label) for label in ("À créer", "Refusées")] == ["1", "2"]
    cell = page.locator("#cell-3-2")
    cell.fill("luc@zoller.example")
    decide(page, lambda: cell.press("Tab"))
    assert [effect(page, label) for label in ("À créer", "Refusées")] == ["2", "1"]
    page.get_by_role("button", name="Enregistrer ce modèle").click()
    expect(page.get_by_text("seront lus comme celui-ci")).to_be_visible()
    page.get_by_role("button", name="Importer 2 lignes").click()
    expect(page.get_by_role("heading", name="2 lignes sont dans le carnet.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == "Alpha,Beta,Gamma,Delta,Epsilon,Motif du refus"
    corrected = tmp_path / "corrige.csv"
    corrected.write_text(text.replace("ida@zorn,", "ida@zorn.example,"), encoding="utf-8")
    check(page, [corrected])
    expect(page.get_by_text("lu par un modèle enregistré")).to_be_visible()
    page.get_by_role("button", name="Importer 1 ligne").click()
    expect(page.get_by_role("heading", name="1 ligne est dans le carnet.")).to_be_visible()
    page.goto("/contacts/?q=zorn")
    expect(page.locator("tbody [data-row], tbody tr")).to_have_count(1)


def test_a_duplicate_is_merged_by_choice(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "comptes.csv"
    path.write_text("nom;ville\nZinc et Zeste;Lyon\n", encoding="utf-8")
    check(page, [path])
    page.get_by_role("button", name="Importer 1 ligne").click()
    expect(page.get_by_role("heading", name="1 ligne est dans le carnet.")).to_be_visible()
    path.write_text("nom;ville;tél\nZinc et Zeste SARL;Lyon;04 65 71 20 18\n", encoding="utf-8")
    check(page, [path])
    expect(page.get_by_text("nom très proche")).to_be_visible()
    decide(page, lambda: page.locator(".duplicate label", has_text="Fusionner").click())
    assert [effect(page, label) for label in ("À créer", "À mettre à jour")] == ["0", "1"]
    page.get_by_role("button", name="Importer 1 ligne").click()
    page.goto("/accounts/?q=zinc")
    expect(page.locator("tbody [data-row], tbody tr")).to_have_count(1)


def test_the_mapping_page_passes_axe_on_a_desk_and_on_a_phone(audited: Page, foreign: Path) -> None:
    page = log_in(audited)
    mapped(page, foreign)
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (1440, 360):
            page.set_viewport_size({"width": width, "height": 800})
            found[f"{scheme} {width}"] = violations(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto("/imports/")
    found["list"] = violations(page)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
