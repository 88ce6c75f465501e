"""From files to deals in a browser: chosen, checked, imported by the worker, told in the report, listed."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import log_in
from tests.journeys.test_every_page import violations

FILES = {
    "sales_teams.csv": "sales_agent,manager,regional_office\nAda Lorne,Iris Vance,Nantes\n",
    "products.csv": "product,series,sales_price\nLentille Quarz,Optique,550\n",
    "accounts.csv": (
        "account,sector,year_established,revenue,employees,office_location,subsidiary_of\n"
        "Verrerie Sandre,retail,1996,11.4,28,France,\n"
    ),
    "sales_pipeline.csv": (
        "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n"
        "QZ000001,Ada Lorne,LentilleQuarz,Verrerie Sandre,Won,2026-09-01,2026-10-15,540\n"
        "QZ000002,Ada Lorne,Lentille Quarz,Verrerie Sandre,Engaging,2026-10-20,,\n"
        "QZ000003,Ada Lorne,Lentille Quarz,Verrerie Sandre,Won,2026-02-31,2026-10-15,540\n"
    ),
}


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return [tmp_path / name for name in FILES]


def check(page: Page, paths: list[Path]) -> None:
    """Choose the files; the page of what would happen comes by itself."""
    page.goto("/imports/")
    page.set_input_files("input[type=file]", paths)
    page.wait_for_url("**/imports/uploads/**")


def effect(page: Page, label: str) -> str:
    return page.locator(".effect", has_text=label).locator("b").inner_text()


def test_files_become_deals_and_the_same_files_change_nothing(page: Page, paths: list[Path]) -> None:
    check(page, paths)
    expect(page.locator("#check .segmented button .tag")).to_have_text(
        ["Agents", "Produits", "Comptes", "Affaires"]
    )
    assert [effect(page, label) for label in ("À créer", "Refusées", "Lignes lues")] == ["5", "1", "6"]
    page.get_by_role("button", name="sales_pipeline.csv").click()
    expect(page.locator(".repair[value='2026-02-31']")).to_be_visible()
    page.get_by_role("button", name="Importer 5 lignes").click()
    expect(page.get_by_role("heading", name="5 lignes sont dans le carnet.")).to_be_visible()
    page.get_by_role("link", name="Affaires", exact=True).last.click()
    page.goto("/deals/?q=sandre")
    expect(page.locator("tbody [data-row], tbody tr")).to_have_count(2)
    check(page, paths)
    assert [effect(page, label) for label in ("À créer", "Inchangées", "Refusées")] == ["0", "5", "1"]


def test_a_picture_is_refused_with_a_sentence(page: Page, tmp_path: Path) -> None:
    picture = tmp_path / "photo.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20)
    check(page, [picture])
    expect(page.get_by_role("alert")).to_contain_text("photo.csv")
    expect(page.get_by_text("Rien n’a été écrit.")).to_be_visible()


def test_the_pages_of_an_import_and_the_settings_pass_axe(audited: Page, paths: list[Path]) -> None:
    page = log_in(audited)
    check(page, paths)
    found = {page.url: violations(page)}
    page.locator("button[value=begin]").click()
    expect(page.locator(".tiles")).to_be_visible()
    found[page.url] = violations(page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for name in ("", "company/", "teams/", "teams/new/", "stages/", "tokens/", "profile/", "password/"):
            page.goto(f"/settings/{name}")
            found[f"{name} {scheme}"] = violations(page)
        page.goto("/imports/1/")
        found[f"report {scheme}"] = violations(page)
    assert {address: wrong for address, wrong in found.items() if wrong} == {}
