"""What became of announced sales, told on the sheet: paid, refused, waiting again, removed by mistake."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from carnet.deals.actions import create_deal
from carnet.deals.models import Deal
from tests.web.announced_sheet import LINES, SCRIPT, announced, answer_of, change, enter, refused, stand_still
from tests.web.pipeline import client_of

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _november(monkeypatch) -> None:
    stand_still(monkeypatch)


def remove(person, deal):
    return client_of(person).post(f"{LINES}{deal.pk}/removal/", {"version": deal.version}, headers=SCRIPT)


def undo_in(answer) -> str:
    return re.search(r'hx-post="([^"]+)"[^>]*data-toast-undo', answer.content.decode())[1].replace(
        "&amp;", "&"
    )


def test_a_paid_line_is_won_as_announced_and_today(bruno):
    deal = announced(bruno, amount=26_540_00)
    assert (
        "Payée\u00a0: Maison Berliet, 26\u00a0540,00\u00a0€"
        in answer_of(bruno, deal, "paid").content.decode()
    )
    deal.refresh_from_db()
    assert (deal.stage_kind, deal.closed_amount, deal.closed_on) == ("won", 26_540_00, TODAY)


def test_a_refused_line_is_lost_today(bruno):
    deal = announced(bruno)
    answer_of(bruno, deal, "refused")
    deal.refresh_from_db()
    assert (deal.stage_kind, deal.closed_on, deal.value) == ("lost", TODAY, 10_000_00)


def test_what_was_really_paid_and_when_is_corrected_in_place(bruno):
    deal = announced(bruno, amount=26_540_00)
    answer_of(bruno, deal, "paid")
    deal.refresh_from_db()
    assert change(bruno, deal, amount="25 000").status_code == 200
    deal.refresh_from_db()
    assert change(bruno, deal, closed_on="12/11").status_code == 200
    deal.refresh_from_db()
    assert (deal.amount, deal.closed_amount, deal.closed_on) == (26_540_00, 25_000_00, date(2026, 11, 12))


def test_a_day_before_the_deal_was_engaged_stays_in_its_cell(bruno):
    deal = announced(bruno, engaged_on=date(2026, 11, 10))
    answer_of(bruno, deal, "paid")
    deal.refresh_from_db()
    answer = change(bruno, deal, closed_on="01/11/2026")
    assert answer.status_code == 422
    assert 'value="01/11/2026"' in answer.content.decode()
    deal.refresh_from_db()
    assert deal.closed_on == TODAY


def test_an_answer_is_taken_back_by_the_toast(bruno):
    deal = announced(bruno)
    undo = undo_in(answer_of(bruno, deal, "refused"))
    client_of(bruno).post(undo, headers=SCRIPT)
    deal.refresh_from_db()
    assert (deal.is_open, deal.closed_on) == (True, None)


def test_an_answer_is_taken_back_later_on_the_line(bruno):
    deal = refused(bruno)
    assert answer_of(bruno, deal, "waiting").status_code == 200
    deal.refresh_from_db()
    assert deal.is_open


def test_a_stale_answer_is_refused(bruno, helene):
    deal = announced(bruno)
    change(helene, deal, amount="5")
    assert answer_of(bruno, deal, "paid").status_code == 409
    assert Deal.objects.get().is_open


@pytest.mark.parametrize("outcome", ["", "won", "deleted"])
def test_an_answer_nobody_knows_is_refused(bruno, outcome):
    deal = announced(bruno)
    assert answer_of(bruno, deal, outcome).status_code == 422
    assert Deal.objects.get().is_open


def test_without_a_script_an_answer_leads_back_to_the_sheet(bruno):
    deal = announced(bruno)
    answer = answer_of(bruno, deal, "paid", script=False)
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (303, "/forecast/announced/")


def test_a_line_entered_by_mistake_goes_and_comes_back_by_the_toast(bruno):
    enter(bruno)
    deal = Deal.objects.get()
    answer = remove(bruno, deal)
    assert "Ligne retirée\u00a0: Verrerie Lachaume, 26\u00a0540,00\u00a0€" in answer.content.decode()
    assert "data-line" not in answer.content.decode()
    assert not Deal.objects.exists()
    client_of(bruno).post(undo_in(answer), headers=SCRIPT)
    back = Deal.objects.get()
    assert (back.pk, back.amount, back.states.count()) == (deal.pk, 26_540_00, 1)


def test_a_head_takes_back_what_the_group_entered_today(bruno, helene):
    enter(bruno)
    assert remove(helene, Deal.objects.get()).status_code == 200
    assert not Deal.objects.exists()


def test_a_line_of_yesterday_is_refused_and_not_removed(bruno):
    yesterday = replace(bruno.actor, at=bruno.actor.at - timedelta(days=1))
    values = {"name": "Hier", "agent": bruno.member, "amount": 5, "expected_close_on": TODAY}
    deal = create_deal(values=values, actor=yesterday)
    answer = remove(bruno, deal)
    assert answer.status_code == 422
    assert "Seule une ligne saisie aujourd’hui par le groupe peut être retirée" in answer.content.decode()
    assert Deal.objects.filter(pk=deal.pk).exists()


def test_what_another_group_entered_today_is_not_removed(camille, bruno):
    deal = announced(camille, agent=bruno.member)
    assert remove(bruno, deal).status_code == 422
    assert remove(camille, deal).status_code == 200


def test_what_an_import_brought_today_is_not_removed(bruno):
    values = {"name": "Import", "agent": bruno.member, "amount": 5, "expected_close_on": TODAY}
    deal = create_deal(values=values, actor=replace(bruno.actor, batch=7))
    assert remove(bruno, deal).status_code == 422


def test_a_way_out_stands_only_on_lines_that_have_one(bruno):
    enter(bruno)
    yesterday = replace(bruno.actor, at=bruno.actor.at - timedelta(days=1))
    create_deal(
        values={"name": "Hier", "agent": bruno.member, "amount": 5, "expected_close_on": TODAY},
        actor=yesterday,
    )
    page = client_of(bruno).get("/forecast/announced/").content.decode()
    assert page.count("data-removal") == 1


def test_nobody_else_answers_for_a_line(bruno, chloe, lecteur):
    deal = announced(bruno)
    assert answer_of(chloe, deal, "paid").status_code == 404
    assert remove(chloe, deal).status_code == 404
    assert answer_of(lecteur, deal, "paid").status_code == 403
    assert remove(lecteur, deal).status_code == 403
    assert Deal.objects.get().is_open
