"""Each measure stands beside its value in the other period; better is green, whichever way it goes."""

import re
from datetime import date
from html import unescape

import pytest

from carnet.deals.actions import create_deal
from carnet.deals.models import Stage
from tests.web.dashboard_page import html, texts

MARCH = "?from=2026-03-01&to=2026-03-31"


@pytest.fixture
def two_springs(root, bruno) -> None:
    """March 2026: 300 in two deals of 10 and 20 days; February 2026: 400 in one of 5; March 2025: 100."""
    closings = [
        ("A", date(2026, 3, 1), date(2026, 3, 11), 100_00),
        ("B", date(2026, 3, 1), date(2026, 3, 21), 200_00),
        ("C", date(2026, 2, 10), date(2026, 2, 15), 400_00),
        ("D", date(2025, 3, 1), date(2025, 3, 11), 100_00),
    ]
    won, lost = Stage.objects.get(kind="won"), Stage.objects.get(kind="lost")
    for name, engaged, closed, amount in closings:
        values = {"engaged_on": engaged, "closed_on": closed, "closed_amount": amount, "agent": bruno.member}
        create_deal(values={"reference": name, "stage": won, **values}, actor=root)
    create_deal(values={"reference": "L", "stage": lost, "closed_on": date(2026, 3, 30)}, actor=root)


def words(part: str) -> str:
    return re.sub("[ \n]+", " ", unescape(re.sub(r"<[^>]*>", " ", part)))


def tile(page: str, label: str) -> str:
    """What the tile of a measure says after its label."""
    begun = page.index(f'<span class="figure-label">{label}</span>')
    return page[begun : page.index("</div>", begun)]


def headline(page: str) -> str:
    return page[page.index('class="headline"') : page.index('class="second"')]


def test_revenue_beside_the_previous_period(client, two_springs, camille) -> None:
    client.force_login(camille.user)
    said = words(headline(html(client, MARCH)))
    # 29/01 to 28/02 is as long as March: 400, hence (300 - 400) / 400.
    assert "300\u00a0€" in said
    assert "\u2212 25,0\u00a0%" in said
    assert "contre 400\u00a0€, 29/01/2026 – 28/02/2026" in said


def test_revenue_beside_the_year_before(client, two_springs, camille) -> None:
    client.force_login(camille.user)
    said = words(headline(html(client, MARCH + "&compare=last_year")))
    assert "+ 200,0\u00a0%" in said
    assert "contre 100\u00a0€, 01/03/2025 – 31/03/2025" in said


def test_without_a_comparison_nothing_is_said_to_change(client, two_springs, camille) -> None:
    client.force_login(camille.user)
    page = html(client, MARCH + "&compare=none")
    assert 'class="delta' not in page
    assert "rien à quoi comparer" in page


def test_an_open_period_has_nothing_to_compare_with(client, two_springs, camille) -> None:
    client.force_login(camille.user)
    assert 'class="delta' not in html(client, "?period=all")


def test_a_longer_sales_cycle_is_bad_though_it_goes_up(client, two_springs, camille) -> None:
    client.force_login(camille.user)
    part = tile(html(client, MARCH), "Durée moyenne de vente")
    # (10 + 20) / 2 = 15 days against 5.
    assert "15 jours" in words(part)
    assert "+ 10,0\u00a0jours contre 5 jours" in words(part)
    assert "delta bad" in part


def test_a_rate_changes_by_points(client, two_springs, camille) -> None:
    client.force_login(camille.user)
    part = words(tile(html(client, MARCH), "Taux de réussite"))
    # 2 of 3 against 1 of 1.
    assert "66,7\u00a0%" in part
    assert "\u2212 33,3\u00a0pts contre 100,0\u00a0%" in part


def test_the_comparison_stays_in_the_links_of_the_bar(client, two_springs, camille) -> None:
    client.force_login(camille.user)
    page = html(client, MARCH + "&compare=last_year")
    assert 'href="?compare=last_year&amp;period=month"' in page
    assert texts(client, "total_revenue", MARCH + "&compare=last_year")[0] == "300\u00a0€"
