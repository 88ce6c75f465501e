"""What an address of the dashboard cannot mean is left out and said; the rest of it still holds."""

from datetime import date
from urllib.parse import parse_qs

import pytest

from carnet.core.period import Period
from carnet.deals.actions import create_deal
from carnet.deals.models import Stage
from carnet.web.dashboard.asked import asked
from carnet.web.dashboard.periods import first_period, preset_period
from tests.metrics import small_world
from tests.web.dashboard_page import html, texts

TODAY = date(2026, 11, 20)


@pytest.fixture
def world(root, helene, bruno, chloe) -> small_world.World:
    return small_world.build(bruno=bruno, chloe=chloe, actor=root)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("?from=jamais", "2026-11-20"),
        ("?from=2026-02-31", "2026-11-20"),
        ("?from=2026-05-01&to=2026-01-01", "finit avant"),
        ("?sector=inconnu", "inconnu"),
        ("?agent=99999", "99999"),
        ("?agent=%00", "banner warn"),
        ("?period=hier", "hier"),
        ("?compare=mieux", "mieux"),
        ("?stage_kind=won", "ne se filtre pas"),
        ("?store=Lyon", "ne se filtre pas"),
    ],
)
def test_a_wrong_parameter_gets_a_sentence(client, world, camille, address, sentence) -> None:
    client.force_login(camille.user)
    page = html(client, address)
    assert "banner warn" in page
    assert sentence in page


def test_a_wrong_parameter_leaves_the_others_in_force(client, world, camille) -> None:
    client.force_login(camille.user)
    address = "?from=2026-01-01&to=2026-12-31&agent=Bruno&sector=inconnu"
    assert texts(client, "total_revenue", address)[0] == "440\u00a0€"


def test_unknown_parameters_are_somebody_elses(client, world, camille) -> None:
    client.force_login(camille.user)
    assert "banner warn" not in html(client, "?utm_source=lettre&limit=3")


def test_days_may_be_written_as_people_write_them(world, camille) -> None:
    view = asked(camille.viewer, {"from": ["01/02/2026"], "to": ["2026-03-20"]}, TODAY)
    assert view.filters.period == Period(date(2026, 2, 1), date(2026, 3, 20))
    assert view.problems == ()


def test_empty_fields_of_the_form_leave_the_address(client, world, camille) -> None:
    client.force_login(camille.user)
    response = client.get("/dashboard/?from=&to=&period=year&sector=mode")
    assert response.status_code == 302
    assert parse_qs(response.url.split("?")[1]) == {"period": ["year"], "sector": ["mode"]}


def test_an_unknown_export_is_refused(client, world, camille) -> None:
    client.force_login(camille.user)
    assert client.get("/dashboard/?format=pdf").status_code == 422


@pytest.mark.parametrize(
    ("preset", "start"),
    [
        ("month", date(2026, 11, 1)),
        ("quarter", date(2026, 10, 1)),
        ("year", date(2026, 1, 1)),
        ("12-months", date(2025, 11, 21)),
    ],
)
def test_a_preset_ends_today(preset, start) -> None:
    assert preset_period(preset, TODAY) == Period(start, TODAY)


def test_all_time_has_no_bounds() -> None:
    assert preset_period("all", TODAY) == Period()


def test_the_dashboard_opens_on_this_year_where_it_has_deals(world, camille) -> None:
    start = first_period(camille.viewer, TODAY)
    assert (start.period, start.preset, start.reason) == (Period(date(2026, 1, 1), TODAY), "year", "")


def test_the_dashboard_opens_on_the_year_of_the_last_deal_and_says_so(world, camille) -> None:
    start = first_period(camille.viewer, date(2028, 3, 1))
    assert start.period == Period(date(2026, 1, 1), date(2026, 12, 31))
    assert "2028" in start.reason
    assert "2026" in start.reason


def test_a_deal_entered_today_does_not_hide_an_older_history(root, camille) -> None:
    won, begun = Stage.objects.get(kind="won"), Stage.objects.get(kind="prospecting")
    closed = {"closed_on": date(2017, 5, 3), "closed_amount": 100_00}
    create_deal(values={"reference": "A", "stage": won, **closed}, actor=root)
    create_deal(values={"reference": "B", "stage": begun}, actor=root)
    assert first_period(camille.viewer, TODAY).period == Period(date(2017, 1, 1), date(2017, 12, 31))


def test_an_empty_company_is_told_what_to_do(client, camille) -> None:
    client.force_login(camille.user)
    page = html(client, "")
    assert 'class="empty"' in page
    assert 'href="/imports/"' in page
    assert "data-chart" not in page


def test_filters_that_match_nothing_show_zeros(client, world, camille) -> None:
    client.force_login(camille.user)
    address = "?from=1999-01-01&to=1999-12-31"
    assert texts(client, "total_revenue", address)[0] == "0\u00a0€"
    assert texts(client, "average_revenue_per_sale", address) == ["–"]
