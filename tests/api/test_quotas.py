"""Quotas and commitments over HTTP: shape, rights, versions, and every bad input with its field."""

from datetime import date

import pytest

from carnet.deals.actions import create_deal, win_deal
from carnet.forecasting.models import Quota
from carnet.forecasting.quotas.actions import create_commitment, create_quota

NOVEMBER = {"from_on": "2026-11-01", "until_on": "2026-11-30"}
DAYS = {"from_on": date(2026, 11, 1), "until_on": date(2026, 11, 30)}


@pytest.fixture
def as_helene(caller, helene):
    return caller(helene)


def test_a_quota_is_shown_under_its_names(as_camille, bruno):
    made = as_camille.post("quotas", {"agent": "Bruno", "amount": "12000.50", **NOVEMBER})
    assert made.status_code == 201
    shown = made.json()
    assert {name: shown[name] for name in ("agent", "from_on", "until_on", "amount", "version")} == {
        "agent": {"id": bruno.member.pk, "name": "Bruno"},
        **NOVEMBER,
        "amount": "12000.50",
        "version": 1,
    }
    assert as_camille.get(f"quotas/{shown['id']}").json() == shown
    assert Quota.objects.get().amount == 1_200_050


def test_without_an_agent_it_is_the_companys_and_only_who_sees_all_sees_it(as_camille, as_reader, as_helene):
    made = as_camille.post("quotas", {"amount": 9, **NOVEMBER}).json()
    assert made["agent"] is None
    assert as_reader.get("quotas", agent="null").json()["count"] == 1
    assert as_helene.get("quotas").json()["count"] == 0
    assert as_helene.get(f"quotas/{made['id']}").status_code == 404


def test_a_head_gives_quotas_to_the_own_agents_alone(as_helene, bruno, chloe, helene):
    assert as_helene.post("quotas", {"agent": bruno.member.pk, "amount": 5, **NOVEMBER}).status_code == 201
    for agent in (chloe.member.pk, helene.member.pk, None):
        refused = as_helene.post("quotas", {"agent": agent, "amount": 5, **NOVEMBER})
        assert refused.status_code == 403
    own = as_helene.get("quotas").json()["items"][0]
    moved = as_helene.patch(f"quotas/{own['id']}", {"agent": chloe.member.pk}, own["version"])
    assert moved.status_code == 403
    assert Quota.objects.get().member == bruno.member


def test_a_member_sees_the_own_quota_and_changes_none(as_bruno, as_chloe, camille, bruno):
    quota = create_quota(values={"member": bruno.member, "amount": 100, **DAYS}, actor=camille.actor)
    assert as_bruno.get("quotas").json()["count"] == 1
    assert as_chloe.get("quotas").json() == {"items": [], "count": 0}
    assert as_chloe.get(f"quotas/{quota.pk}").status_code == 404
    assert as_bruno.patch(f"quotas/{quota.pk}", {"amount": 1}, quota.version).status_code == 403
    assert as_bruno.delete(f"quotas/{quota.pk}").status_code == 403


def test_a_stale_change_shows_what_stands(as_camille, as_helene, camille, bruno):
    quota = create_quota(values={"member": bruno.member, "amount": 100, **DAYS}, actor=camille.actor)
    assert as_helene.patch(f"quotas/{quota.pk}", {"amount": "7.00"}, 1).json()["version"] == 2
    stale = as_camille.patch(f"quotas/{quota.pk}", {"amount": "8.00"}, 1)
    assert (stale.status_code, stale.json()["current"]["amount"]) == (412, "7.00")
    assert as_camille.patch(f"quotas/{quota.pk}", {"amount": "8.00"}).status_code == 428
    assert as_camille.delete(f"quotas/{quota.pk}", 1).status_code == 412
    assert as_camille.delete(f"quotas/{quota.pk}", 2).status_code == 204


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"from_on": "2026-12-01"}, "until_on"),
        ({"amount": "-1.00"}, "amount"),
        ({"amount": None}, "amount"),
        ({"amount": "12,00"}, "amount"),
        ({"until_on": "2026-11-31"}, "until_on"),
        ({"from_on": None}, "from_on"),
        ({"agent": "Personne"}, "agent"),
        ({"quota": 4}, "quota"),
    ],
)
def test_a_wrong_quota_is_refused_with_its_field(as_camille, bruno, changes, field):
    refused = as_camille.post("quotas", {"agent": "Bruno", "amount": "5.00", **NOVEMBER} | changes)
    assert (refused.status_code, refused.json()["field"]) == (422, field)
    assert not Quota.objects.exists()


def test_a_second_quota_for_the_same_days_is_a_conflict(as_camille, bruno):
    body = {"agent": "Bruno", "amount": "5.00", **NOVEMBER}
    assert [as_camille.post("quotas", body).status_code for _ in range(2)] == [201, 409]


def test_quotas_are_found_by_agent_name_and_days(as_camille, camille, bruno, chloe):
    for person in (bruno, chloe):
        create_quota(values={"member": person.member, "amount": 100, **DAYS}, actor=camille.actor)
    for params, count in (
        ({"q": "chlo"}, 1),
        ({"agent": "Bruno"}, 1),
        ({"from_on": "2026-11-01"}, 2),
        ({"until_on_to": "2026-11-29"}, 0),
        ({"amount_from": "1.00"}, 2),
    ):
        assert as_camille.get("quotas", **params).json()["count"] == count, params
    listed = as_camille.get("quotas", sort="-agent").json()["items"]
    assert [quota["agent"]["name"] for quota in listed] == ["Chloé", "Bruno"]


def test_a_head_commits_for_the_own_group_and_for_no_other(as_helene, as_camille, helene, bruno):
    body = {"head": "Hélène", "amount": "50000.00", "note": "Deux gros devis", **NOVEMBER}
    made = as_helene.post("commitments", body)
    assert (made.status_code, made.json()["note"]) == (201, "Deux gros devis")
    assert made.json()["head"] == {"id": helene.member.pk, "name": "Hélène"}
    assert as_helene.post("commitments", body | {"head": "Bruno"}).status_code == 403
    wrong = as_camille.post("commitments", body | {"head": "Bruno"})
    assert (wrong.status_code, wrong.json()["field"]) == (422, "head")
    assert as_helene.post("commitments", body).status_code == 409


def test_a_commitment_is_seen_by_its_head_and_who_sees_all(
    as_helene, as_bruno, as_chloe, as_reader, camille, helene
):
    create_commitment(values={"head": helene.member, "amount": 5, **DAYS}, actor=camille.actor)
    counts = [one.get("commitments").json()["count"] for one in (as_helene, as_reader, as_bruno, as_chloe)]
    assert counts == [1, 1, 0, 0]


def test_progress_says_what_is_won_of_a_quota_and_what_is_missing(
    as_camille, as_chloe, camille, bruno, helene
):
    for member, amount in ((bruno.member, 100_000), (None, 160_000)):
        create_quota(values={"member": member, "amount": amount, **DAYS}, actor=camille.actor)
    deal = create_deal(values={"name": "Campagne", "agent": bruno.member}, actor=camille.actor)
    win_deal(deal=deal, amount=75_000, on=date(2026, 11, 10), actor=camille.actor)
    found = as_camille.get("forecast/quotas", **{"from": "2026-11-01", "to": "2026-11-30"}).json()
    figures = {"won": "750.00", "won_deals": 1, "closed_deals": 1, "forecast": None, "expected": None}
    bruno_s = {"key": "Bruno", "quota": "1000.00", "reached": 0.75, "missing": "250.00", "gap": None}
    assert found == {
        "from": "2026-11-01",
        "to": "2026-11-30",
        "company": {
            "key": None,
            "quota": "1600.00",
            "reached": 0.46875,
            "missing": "850.00",
            "gap": None,
            **figures,
        },
        "quota_of_agents": "1000.00",
        "differs_by": "600.00",
        "groups": [
            bruno_s
            | {"key": "Hélène", "commitment": None, "with_quota": 1, "agents": [bruno_s | figures]}
            | figures
        ],
    }
    seen = as_chloe.get("forecast/quotas", **{"from": "2026-11-01", "to": "2026-11-30"}).json()
    assert (seen["company"], seen["groups"], seen["quota_of_agents"]) == (None, [], None)


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"from": "2026-13-01"}, "from"),
        ({"from": "2026-12-01", "to": "2026-11-01"}, "to"),
        ({"agent": "Bruno"}, "agent"),
    ],
)
def test_progress_of_no_period_is_refused_with_its_field(as_camille, params, field):
    answer = as_camille.get("forecast/quotas", **params)
    assert (answer.status_code, answer.json()["field"]) == (422, field)
