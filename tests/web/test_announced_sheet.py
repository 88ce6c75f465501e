"""The sheet of a group: whose lines stand on it, what it sums, how it is filtered, and what it costs."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carnet.deals.actions import win_deal
from tests.web import announced_sheet as sheet
from tests.web.announced_sheet import announced, page_of, paid, refused, shown, stand_still
from tests.web.pipeline import client_of


@pytest.fixture(autouse=True)
def _november(monkeypatch) -> None:
    stand_still(monkeypatch)


def facts(page: str) -> str:
    """The fact strip without its tags."""
    strip = page[page.index('id="sheet-facts"') :]
    text = re.sub(r"<[^>]+>", " ", strip[: strip.index("</dl>")])
    return re.sub(r"[ \n]+", " ", text)


def test_a_head_sees_the_lines_of_the_group_newest_first(bruno, helene):
    announced(bruno, client="Verrerie Lachaume")
    announced(helene, client="Maison Berliet")
    page = page_of(helene)
    assert shown(page) == ["Maison Berliet", "Verrerie Lachaume"]
    assert "Hélène" in facts(page)


def test_a_member_sees_their_own_lines_alone(bruno, helene):
    announced(bruno, client="Verrerie Lachaume")
    announced(helene, client="Maison Berliet")
    assert shown(page_of(bruno)) == ["Verrerie Lachaume"]


def test_a_member_of_another_team_sees_nothing_of_it(bruno, helene, chloe):
    deal = announced(bruno, client="Verrerie Lachaume", amount=123_456_00)
    for query in ("", f"?head={helene.member.pk}", f"?agent={bruno.member.pk}", f"?like={deal.pk}"):
        page = page_of(chloe, query)
        assert shown(page) == []
        assert "123\u00a0456" not in page


def test_who_sees_all_chooses_the_head(camille, bruno, helene, chloe):
    announced(bruno, client="Verrerie Lachaume")
    announced(chloe, client="Maison Berliet")
    assert shown(page_of(camille, f"?head={helene.member.pk}")) == ["Verrerie Lachaume"]
    assert shown(page_of(camille, "?head=none")) == ["Maison Berliet"]


def test_the_strip_says_what_waits_what_came_and_what_is_to_be_expected(bruno, helene):
    announced(bruno, amount=312_017_00)
    announced(bruno, amount=5_000_00, due=date(2026, 12, 18))
    for amount in (20_000_00, 28_320_00):
        paid(bruno, amount=amount)
    refused(bruno, amount=61_900_00)
    text = facts(page_of(helene))
    assert "312\u00a0017,00\u00a0€ et 5\u00a0000\u00a0€ plus tard" in text
    assert "48\u00a0320,00\u00a0€" in text
    assert "61\u00a0900,00\u00a0€" in text
    assert "66,67\u00a0% 2 sur 3" in text
    # 312,017 x 2/3 = 208,011.33, and 48,320 are paid.
    assert "256\u00a0331,33\u00a0€" in text


def test_a_group_without_history_borrows_the_company_s_rate_and_says_so(bruno, helene, chloe):
    announced(bruno, amount=1_000_00)
    paid(chloe)
    for _time in range(3):
        refused(chloe)
    text = facts(page_of(helene))
    assert "25,00\u00a0% 1 sur 4" in text
    assert "emprunté" in text
    assert "250,00\u00a0€" in text


def test_where_nothing_ever_closed_there_is_a_dash_instead_of_a_forecast(bruno, helene):
    announced(bruno, amount=1_000_00)
    assert facts(page_of(helene)).count("–") == 2


def test_what_closed_more_than_twelve_months_ago_makes_no_rate(bruno, helene):
    win_deal(deal=announced(bruno), on=date(2025, 11, 20), actor=bruno.actor)
    assert "sur" not in facts(page_of(helene))
    win_deal(deal=announced(bruno), on=date(2025, 11, 21), actor=bruno.actor)
    assert "1 sur 1" in facts(page_of(helene))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?due=overdue", ["Hier"]),
        ("?due=today", ["Aujourd’hui"]),
        ("?due=later", ["Décembre"]),
        ("?due=period", ["Refusée", "Payée", "Aujourd’hui", "Hier"]),
        ("?due=period&status=waiting", ["Aujourd’hui", "Hier"]),
        ("?status=paid", ["Payée"]),
        ("?status=refused", ["Refusée"]),
        ("?due=nonsense&status=7", ["Refusée", "Payée", "Décembre", "Aujourd’hui", "Hier"]),
        ("?period=last-month", ["Décembre", "Aujourd’hui", "Hier"]),
        ("?from=2026-11-13&to=2026-11-30", ["Décembre", "Aujourd’hui", "Hier"]),
    ],
)
def test_lines_are_kept_to_by_due_day_status_and_period(bruno, query, expected):
    announced(bruno, client="Hier", due=date(2026, 11, 19))
    announced(bruno, client="Aujourd’hui", due=date(2026, 11, 20))
    announced(bruno, client="Décembre", due=date(2026, 12, 1))
    paid(bruno, client="Payée")
    refused(bruno, client="Refusée")
    found = [name.replace("&#x27;", "’") for name in shown(page_of(bruno, query))]
    assert found == expected


def test_lines_are_kept_to_by_agent(bruno, helene):
    announced(bruno, client="Verrerie Lachaume")
    announced(helene, client="Maison Berliet")
    assert shown(page_of(helene, f"?agent={bruno.member.pk}")) == ["Verrerie Lachaume"]


def test_overdue_lines_and_those_due_today_are_counted_and_marked(bruno):
    announced(bruno, due=date(2026, 11, 17))
    announced(bruno, due=date(2026, 11, 20))
    announced(bruno, due=date(2026, 11, 21))
    page = page_of(bruno)
    assert "3 lignes, dont 1 échue, 1 pour aujourd’hui" in re.sub(r"<[^>]+>", "", page)
    assert page.count('class="cell-due overdue"') == 1
    assert page.count('class="cell-due today"') == 1


@pytest.mark.parametrize(
    "query",
    [
        "?from=31/02/2026",
        "?from=2026-12-01&to=2026-11-01",
        "?from=1700-01-01",
        "?from=1900-01-01&to=2100-01-01",
    ],
)
def test_a_period_that_is_none_is_said_and_the_month_shown(bruno, query):
    page = page_of(bruno, query)
    assert 'class="sheet-problem"' in page
    assert "Novembre 2026" in page


@pytest.mark.parametrize(
    "query", ["?page=0", "?page=99999", "?page=x", "?agent=9" * 2, "?head=%00", "?like=abc"]
)
def test_nonsense_in_the_address_shows_the_sheet_all_the_same(bruno, query):
    announced(bruno)
    assert client_of(bruno).get(sheet.SHEET + query).status_code == 200


def test_a_reader_sees_lines_and_no_way_to_change_them(bruno, lecteur):
    announced(bruno, client="Verrerie Lachaume")
    page = page_of(lecteur)
    assert shown(page) == ["Verrerie Lachaume"]
    assert "readonly" in page
    assert 'name="outcome"' not in page
    assert 'data-line="new"' not in page


def test_a_large_group_is_shown_page_by_page_with_as_many_queries(bruno, helene):
    client = client_of(helene)
    counts = []
    for number in range(120):
        announced(bruno, client=f"Client {number}", due=date(2026, 11, 1) + timedelta(days=number))
        if number in (3, 119):
            client.get(sheet.SHEET)
            with CaptureQueriesContext(connection) as captured:
                page = client.get(sheet.SHEET).content.decode()
            counts.append(len(captured))
    assert shown(page) == [f"Client {number}" for number in range(119, 69, -1)]
    assert "Lignes 1 à 50 sur 120" in page
    last = client.get(f"{sheet.SHEET}?page=3").content.decode()
    assert shown(last)[-1] == "Client 0"
    assert "Lignes 101 à 120 sur 120" in last
    assert counts[0] == counts[1] <= 25
