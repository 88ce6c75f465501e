"""The report on announced sales as a page: lines that add up, whose they are, and where each number leads."""

import re
from datetime import date
from html import unescape
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from carnet.deals.actions import win_deal
from carnet.forecasting.models import AnalysisResult
from tests.web.announced_sheet import announced, paid, refused, shown, stand_still
from tests.web.pipeline import client_of

REPORT = "/forecast/announced/report/"


@pytest.fixture(autouse=True)
def _november(monkeypatch) -> None:
    stand_still(monkeypatch)


def page_of(person, query="") -> str:
    answer = client_of(person).get(REPORT + query)
    assert answer.status_code == 200
    return answer.content.decode()


def rows_of(page: str) -> list[list[str]]:
    """The texts of the lines, head by head, hidden ones included, and of the total."""
    table = page[page.index("</thead>") : page.index("</table>")]
    told = re.sub(r'<span class="(visually-hidden|avatar)[^>]*>.*?</span>', "", table)
    lines = re.findall(r"<tr.*?</tr>", told, re.DOTALL)
    cells = [re.findall(r"<t[hd].*?</t[hd]>", line, re.DOTALL) for line in lines]
    return [[" ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in row] for row in cells]


def row_of(page: str, name: str) -> list[str]:
    return next(row for row in rows_of(page) if row[0].endswith(name))


def link_of(page: str, name: str, column: str) -> str:
    line = next(line for line in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if f">{name}<" in line)
    cell = next(cell for cell in re.findall(r"<td.*?</td>", line, re.DOTALL) if f"cell-{column} " in cell)
    return unescape(re.search(r'href="([^"]+)"', cell)[1])


@pytest.fixture
def month(bruno, helene):
    """Bruno: 3 waiting for 600, one of them overdue and one due today; 1 paid for 50, 3 refused for 30."""
    announced(bruno, client="Hier", amount=100_00, due=date(2026, 11, 19))
    announced(bruno, client="Aujourd’hui", amount=200_00, due=date(2026, 11, 20))
    announced(bruno, client="Demain", amount=300_00, due=date(2026, 11, 21))
    announced(bruno, client="Décembre", amount=900_00, due=date(2026, 12, 1))
    paid(bruno, client="Payée", amount=50_00)
    for _time in range(3):
        refused(bruno, client="Refusée", amount=10_00)


def test_a_line_counts_sums_and_expects(month, helene):
    # 600 x 1/4 = 150 still to come, and 50 are paid.
    assert row_of(page_of(helene), "Hélène") == [
        "Hélène",
        "7",
        "1",
        "1",
        "600 €",
        "50 €",
        "30 €",
        "25,00 % 1 sur 4",
        "25,00 %",
        "150 €",
        "200 €",
    ]


def test_the_total_is_the_sum_and_its_rate_is_derived(month, camille, chloe):
    announced(chloe, amount=1_000_00)
    paid(chloe, amount=1_00)
    total = rows_of(page_of(camille))[-1]
    # 600 x 1/4 + 1,000 x 1/1 = 1,150 of 1,600.
    assert total == [
        "Total",
        "9",
        "1",
        "1",
        "1 600 €",
        "51 €",
        "30 €",
        "71,88 % déduit",
        "",
        "1 150 €",
        "1 201 €",
    ]


def test_who_borrows_the_company_s_rate_is_marked_and_named(month, camille, chloe):
    announced(chloe, amount=1_000_00)
    page = page_of(camille)
    assert row_of(page, "Sans responsable")[7] == "emprunté 25,00 % 1 sur 4"
    assert "Sans responsable n’a pas encore de vente conclue" in page


def test_a_rate_says_how_sure_it_is(month, helene):
    sure = re.search(r'id="sure-h\d+">([^<]+)<', page_of(helene))[1].replace("\u00a0", " ")
    share = r"\d+,\d\d %"
    assert sure.startswith("Rapproché de celui de l’entreprise : 25,00 % ; ")
    assert re.search(f"entre {share} et {share}, 8 fois sur 10\\.$", sure)


def test_a_member_sees_the_own_line_and_its_total_alone(month, bruno, helene):
    announced(helene, amount=777_00)
    page = page_of(bruno)
    assert "777" not in page
    assert row_of(page, "Total")[4] == "600 €"
    assert row_of(page_of(helene), "Total")[4] == "1 377 €"


def test_a_member_of_another_team_sees_nothing_of_it(month, bruno, chloe):
    page = page_of(chloe)
    assert "Bruno" not in page
    assert "Hélène" not in page
    assert "600" not in page
    assert client_of(chloe).get(f"{REPORT}deals/?agent={bruno.member.pk}").status_code == 404


def test_managers_unfold_to_their_deals_whose_parts_add_up(month, helene, bruno):
    page = page_of(helene, f"?open=a{bruno.member.pk}&open=h{helene.member.pk}")
    parts = {row[0]: (row[-2], row[-1]) for row in rows_of(page)}
    assert parts["Hier · 19/11"] == ("25 €", "25 €")
    assert parts["Aujourd’hui · 20/11"] == ("50 €", "50 €")
    assert parts["Demain · 21/11"] == ("75 €", "75 €")
    assert parts["Payée · payée le 12/11"] == ("–", "50 €")
    assert parts["Refusée · refusée le 12/11"] == ("–", "–")
    assert "Décembre" not in page


def test_a_lone_head_is_unfolded_from_the_start_and_stays_so(month, helene, bruno):
    for query in ("", f"?open=a{bruno.member.pk}"):
        hidden = re.findall(r'<tbody class="manager-line"[^>]* hidden>', page_of(helene, query))
        assert hidden == []


def test_of_several_heads_each_is_folded_until_it_is_asked_for(month, camille, chloe, helene):
    announced(chloe)
    page = page_of(camille, f"?open=h{helene.member.pk}")
    assert len(re.findall(r'<tbody class="manager-line"', page)) == 2
    assert len(re.findall(r'<tbody class="manager-line"[^>]* hidden>', page)) == 1


def test_the_deals_of_a_manager_are_fetched_when_they_are_unfolded(month, helene, bruno):
    assert "Demain" not in page_of(helene)
    part = client_of(helene).get(f"{REPORT}deals/?agent={bruno.member.pk}").content.decode()
    assert part.count('<tr class="deal">') == 7


def test_numbers_lead_to_the_records_they_stand_for(month, helene):
    page, client = page_of(helene), client_of(helene)
    lists = {
        column: client.get(link_of(page, "Hélène", column)).content.decode()
        for column in ("announced", "due_today", "overdue", "expected", "paid", "refused")
    }
    assert len(shown(lists["announced"])) == 7
    assert shown(lists["due_today"]) == ["Aujourd’hui"]
    assert shown(lists["overdue"]) == ["Hier"]
    assert shown(lists["expected"]) == ["Demain", "Aujourd’hui", "Hier"]
    assert lists["paid"].count("data-row>") == 1
    assert lists["refused"].count("data-row>") == 3


def test_a_past_day_is_shown_as_it_was_known_then(month, helene, bruno):
    page = page_of(helene, "?as_of=2026-11-19")
    assert "rejoué au 19/11/2026" in page
    assert 'class="number"' not in page
    assert AnalysisResult.objects.count() == 0


@pytest.mark.parametrize(
    "query", ["?as_of=2030-01-01", "?as_of=31/02/2026", "?from=x", "?from=2026-12-01&to=2026-11-01"]
)
def test_what_cannot_be_meant_is_said_and_the_month_shown(month, helene, query):
    page = page_of(helene, query)
    assert 'class="sheet-problem" role="alert"' in page
    assert row_of(page, "Hélène")[1] == "7"


def test_heads_are_filtered_and_offices(month, camille, helene, chloe, lyon):
    announced(chloe, amount=1_000_00)
    assert row_of(page_of(camille, f"?head={helene.member.pk}"), "Total")[4] == "600 €"
    assert row_of(page_of(camille, "?head=none"), "Total")[4] == "1 000 €"
    assert row_of(page_of(camille, f"?office={lyon.pk}"), "Total")[4] == "600 €"


def test_columns_are_chosen(month, helene):
    page = page_of(helene, "?columns=expected&columns=shrunk&columns=nonsense")
    assert row_of(page, "Hélène") == ["Hélène", "600 €", "25,00 %"]


def test_it_is_computed_on_request_once_for_the_same_data(month, camille):
    client = client_of(camille)
    for _time in range(2):
        assert client.post(f"{REPORT}computation/").status_code == 303
    assert AnalysisResult.objects.count() == 1
    assert "calculé à 10:00 · prochaine fois à 10:30" in page_of(camille)


def test_a_stored_run_is_shown_until_it_is_computed_again(month, camille, bruno):
    client = client_of(camille)
    client.post(f"{REPORT}computation/")
    win_deal(deal=announced(bruno, amount=5_000_00), actor=bruno.actor)
    assert row_of(page_of(camille), "Total")[5] == "50 €"
    client.post(f"{REPORT}computation/")
    assert row_of(page_of(camille), "Total")[5] == "5 050 €"


def test_a_reader_does_not_have_it_computed(month, lecteur):
    assert client_of(lecteur).post(f"{REPORT}computation/").status_code == 403
    assert "report/computation/" not in page_of(lecteur)


def test_nothing_announced_is_said_in_a_sentence(camille):
    assert "Aucune vente annoncée ici." in page_of(camille)
    client = client_of(camille)
    client.post(f"{REPORT}computation/")
    assert "Rien n’a encore été annoncé pour cette période." in client.get(REPORT).content.decode()


def test_the_workbook_holds_what_the_page_shows(month, bruno, chloe):
    announced(chloe, client="Secret", amount=777_00)
    answer = client_of(bruno).get(f"{REPORT}?format=xlsx")
    assert answer.headers["Content-Type"].startswith("application/vnd.openxmlformats")
    cells = [cell for row in load_workbook(BytesIO(answer.content)).active.values for cell in row]
    assert "Demain" in cells
    assert 600 in cells
    assert "Secret" not in cells


def test_more_deals_take_no_more_queries(bruno, helene):
    client, counts = client_of(helene), []
    for number in range(40):
        announced(bruno, client=f"Client {number}")
        if number in (2, 39):
            client.get(f"{REPORT}?open=all")
            with CaptureQueriesContext(connection) as captured:
                client.get(f"{REPORT}?open=all")
            counts.append(len(captured))
    assert counts[0] == counts[1] <= 30
