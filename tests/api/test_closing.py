"""Closing a deal over HTTP, and opening it again."""

import pytest


@pytest.fixture
def closure(studio):
    return f"deals/{studio.deal.pk}/closure"


def test_a_deal_is_won_for_an_amount_on_a_day(as_bruno, closure):
    won = as_bruno.post(closure, {"outcome": "won", "amount": "4321.05", "on": "2026-11-03"})
    assert won.status_code == 200
    deal = won.json()
    assert (deal["stage_kind"], deal["closed_amount"], deal["value"]) == ("won", "4321.05", "4321.05")
    assert (deal["closed_on"], won.headers["ETag"]) == ("2026-11-03", f'"{deal["version"]}"')


def test_a_deal_is_won_for_its_value_unless_said(as_bruno, closure):
    assert as_bruno.post(closure, {"outcome": "won"}).json()["closed_amount"] == "4500.00"


def test_a_deal_is_lost_for_a_reason_and_opened_again(as_bruno, closure):
    lost = as_bruno.post(closure, {"outcome": "lost", "reason": "Prix"}).json()
    assert (lost["stage_kind"], lost["lost_reason"], lost["closed_amount"]) == ("lost", "Prix", None)
    open_again = as_bruno.delete(closure, version=lost["version"]).json()
    assert (open_again["stage_kind"], open_again["closed_on"]) == ("prospecting", None)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "outcome"),
        ({"outcome": "maybe"}, "outcome"),
        ({"outcome": "won", "amount": "1.001"}, "amount"),
        ({"outcome": "won", "on": "2026-09-30"}, "closed_on"),
        ({"outcome": "won", "reason": "Prix"}, "reason"),
        ({"outcome": "lost", "amount": 1}, "amount"),
        ({"outcome": "lost", "colour": 1}, "colour"),
    ],
)
def test_what_makes_no_sense_is_refused(as_bruno, closure, studio, body, field):
    answer = as_bruno.post(closure, body)
    assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert as_bruno.get(f"deals/{studio.deal.pk}").json()["version"] == 1


def test_a_closed_deal_is_not_closed_twice_nor_an_open_one_opened(as_bruno, closure):
    assert as_bruno.delete(closure).status_code == 422
    as_bruno.post(closure, {"outcome": "won"})
    assert as_bruno.post(closure, {"outcome": "lost"}).status_code == 409


def test_a_stale_closure_shows_the_deal_as_it_stands(as_bruno, closure, studio):
    as_bruno.patch(f"deals/{studio.deal.pk}", {"next_step": "Appeler"}, version=1)
    stale = as_bruno.ask("POST", closure, {"outcome": "won"}, **{"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["current"]["next_step"]) == (412, "Appeler")
