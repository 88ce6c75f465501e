"""The page of quotas: who sees what, what is stored, what two people at once are shown."""

from datetime import date

import pytest

from carnet.forecasting.models import Commitment, Quota
from carnet.forecasting.quotas import actions
from carnet.identity.actions import create_member, update_member
from carnet.journal.models import JournalLine
from tests.web.pipeline import client_of

LIST, SHEET, COMMITMENT = (
    "/forecast/quotas/",
    "/forecast/quotas/sheet/",
    "/forecast/quotas/commitment/",
)
FOURTH = {"from_on": date(2026, 10, 1), "until_on": date(2026, 12, 31)}
PLACE = {"kind": "quarter", "year": "2026", "on": "2026-10-01"}
NBSP = "\u00a0"


def quota(person, member, amount, **days):
    values = {"member": member, "amount": amount, **(days or FOURTH)}
    return actions.create_quota(values=values, actor=person.actor)


def cell(member, version=0, shown="", day="2026-10-01"):
    return f"quota:{member.pk if member else 0}:{day}:{version}:{shown}"


def page_of(person, **params):
    return client_of(person).get(LIST, PLACE | params).content.decode()


def send(person, cells, **more):
    return client_of(person).post(SHEET, PLACE | cells | more)


def test_each_sees_the_own_quotas_and_only_who_sees_all_the_companys(camille, lecteur, helene, bruno, chloe):
    quota(camille, bruno.member, 1_234_500)
    quota(camille, None, 7_777_700)
    pages = {person.user.name: page_of(person) for person in (camille, lecteur, helene, bruno, chloe)}
    own, company = f"12{NBSP}345", f"77{NBSP}777"
    assert {name for name, page in pages.items() if own in page} == {"Camille", "Lecteur", "Hélène", "Bruno"}
    assert {name for name, page in pages.items() if company in page} == {"Camille", "Lecteur"}
    assert "Bruno" not in pages["Chloé"]


def test_who_left_keeps_a_row_while_a_quota_is_theirs(camille, root, bruno, chloe):
    for person in (bruno, chloe):
        update_member(member=person.member, values={"is_active": False}, actor=root)
    quota(camille, bruno.member, 100_000)
    page = page_of(camille)
    assert "Bruno, 4e trimestre 2026" in page
    assert "Chloé, 4e trimestre 2026" not in page


def test_only_who_may_set_a_quota_gets_a_field_for_it(camille, lecteur, helene, bruno, chloe):
    fields = {
        person.user.name: sorted(
            member.user.name
            for member in (bruno, chloe)
            if f'name="{cell(member.member)}"' in page_of(person)
        )
        for person in (camille, lecteur, helene, bruno, chloe)
    }
    assert fields == {
        "Camille": ["Bruno", "Chloé"],
        "Lecteur": [],
        "Hélène": ["Bruno"],
        "Bruno": [],
        "Chloé": [],
    }


def test_the_sheet_stores_what_was_changed_and_nothing_else(camille, bruno, chloe):
    kept = quota(camille, chloe.member, 50_000)
    answer = send(
        camille,
        {
            cell(bruno.member): f"12{NBSP}345,50",
            cell(chloe.member, 1, 50_000): "500",
            cell(bruno.member, day="2026-07-01"): "",
            cell(None): "90 000",
        },
    )
    assert (answer.status_code, answer["Location"]) == (
        303,
        f"{LIST}?kind=quarter&year=2026&on=2026-10-01&page=1",
    )
    stored = {(one.member, one.from_on, one.until_on, one.amount) for one in Quota.objects.all()}
    quarter = tuple(FOURTH.values())
    assert stored == {
        (bruno.member, *quarter, 1_234_550),
        (chloe.member, *quarter, 50_000),
        (None, *quarter, 9_000_000),
    }
    kept.refresh_from_db()
    assert kept.version == 1


def test_an_emptied_cell_is_removed_and_can_be_had_back(camille, bruno):
    quota(camille, bruno.member, 50_000)
    client = client_of(camille)
    client.post(SHEET, PLACE | {cell(bruno.member, 1, 50_000): ""})
    assert not Quota.objects.exists()
    page = client.get(LIST, PLACE).content.decode()
    start = page.index("/undo/")
    client.post(page[start : page.index('"', start)])
    assert Quota.objects.get().amount == 50_000


def test_of_two_people_at_once_the_second_is_shown_both_values_and_may_insist(camille, helene, bruno):
    stored = quota(camille, bruno.member, 50_000)
    actions.update_quota(quota=stored, values={"amount": 60_000}, actor=helene.actor)
    other = cell(bruno.member, day="2026-07-01")
    answer = send(camille, {cell(bruno.member, 1, 50_000): "700", other: "80"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f'name="{cell(bruno.member, 2, 60_000)}" value="700"' in page
    assert f"actuellement{NBSP}: 600{NBSP}€" in page
    assert f'name="{other}" value="80"' in page
    assert Quota.objects.get().amount == 60_000
    assert send(camille, {cell(bruno.member, 2, 60_000): "700", other: "80"}).status_code == 303
    assert sorted(Quota.objects.values_list("amount", flat=True)) == [8_000, 70_000]


def test_an_untouched_cell_that_someone_else_changed_is_left_alone(camille, helene, bruno, chloe):
    stored = quota(camille, bruno.member, 50_000)
    actions.update_quota(quota=stored, values={"amount": 60_000}, actor=helene.actor)
    answer = send(camille, {cell(bruno.member, 1, 50_000): "500", cell(chloe.member): "7"})
    assert answer.status_code == 303
    assert sorted(Quota.objects.values_list("amount", flat=True)) == [700, 60_000]


@pytest.mark.parametrize("text", ["douze mille", "-5", "9" * 30, "1,234,5"])
def test_a_wrong_amount_is_said_in_its_cell_and_nothing_is_stored(camille, bruno, chloe, text):
    lines = JournalLine.objects.count()
    answer = send(camille, {cell(bruno.member): text, cell(chloe.member): "7"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'value="{text}"' in page
    assert f'aria-describedby="{cell(bruno.member)}"' in page
    assert (Quota.objects.count(), JournalLine.objects.count()) == (0, lines)


@pytest.mark.parametrize("who", ["bruno", "chloe", "lecteur"])
def test_members_and_readers_get_403_and_change_nothing(request, who, bruno):
    lines = JournalLine.objects.count()
    person = request.getfixturevalue(who)
    lines = JournalLine.objects.count()
    assert send(person, {cell(bruno.member): "5"}).status_code == 403
    assert JournalLine.objects.count() == lines


def test_a_head_cannot_set_what_is_not_of_the_own_group(helene, chloe):
    assert send(helene, {cell(None): "5"}).status_code == 403
    assert send(helene, {cell(chloe.member): "5"}).status_code == 303
    assert not Quota.objects.exists()


@pytest.mark.parametrize(
    "name", ["quota:x:2026-10-01:0:", "quota:1:2026-10-02:0:", "quota:1:2026-99-01:0:", "quota:" + "9" * 40]
)
def test_cells_of_no_sheet_change_nothing(camille, bruno, name):
    assert send(camille, {name: "5"}).status_code == 303
    assert not Quota.objects.exists()


def test_a_column_is_filled_from_the_one_before_without_losing_what_was_typed(camille, bruno, chloe):
    third = {"from_on": date(2026, 7, 1), "until_on": date(2026, 9, 30)}
    quota(camille, bruno.member, 100, **third)
    quota(camille, chloe.member, 200, **third)
    send(camille, {cell(chloe.member): "9"}, copy="2026-10-01")
    assert list(Quota.objects.filter(**FOURTH).order_by("amount").values_list("member", "amount")) == [
        (bruno.member.pk, 100),
        (chloe.member.pk, 900),
    ]


def test_a_quarter_shows_what_its_months_add_up_to(camille, bruno):
    for month, last, amount in ((10, 31, 10_000), (11, 30, 20_000), (12, 31, 30_000)):
        quota(camille, bruno.member, amount, from_on=date(2026, month, 1), until_on=date(2026, month, last))
    assert f'placeholder="600{NBSP}€"' in page_of(camille)


def test_a_company_quota_that_is_not_the_sum_of_its_agents_says_so(camille, bruno):
    quota(camille, bruno.member, 100_000)
    quota(camille, None, 160_000)
    page = page_of(camille)
    assert "L’objectif de l’entreprise n’est pas la somme de ceux de ses agents." in page
    assert f"600{NBSP}€" in page


def test_a_head_commits_and_the_director_sees_it(camille, helene):
    sent = PLACE | {"head": helene.member.pk, "version": "0", "amount": "50 000", "note": "Deux devis"}
    assert client_of(helene).post(COMMITMENT, sent).status_code == 303
    stored = Commitment.objects.get()
    assert (stored.amount, stored.note, stored.from_on, stored.until_on) == (
        5_000_000,
        "Deux devis",
        *FOURTH.values(),
    )
    assert "Deux devis" in page_of(camille)


def test_of_two_commitments_at_once_the_second_is_shown_the_first(camille, helene):
    sent = PLACE | {"head": helene.member.pk, "version": "0", "amount": "50 000", "note": ""}
    client_of(helene).post(COMMITMENT, sent)
    answer = client_of(camille).post(COMMITMENT, sent | {"amount": "60 000"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"50{NBSP}000{NBSP}€" in page
    assert 'value="60 000"' in page
    client_of(camille).post(COMMITMENT, sent | {"amount": "60 000", "version": "1"})
    assert Commitment.objects.get().amount == 6_000_000


def test_an_emptied_commitment_is_taken_back_and_can_be_had_back(camille, helene):
    sent = PLACE | {"head": helene.member.pk, "version": "0", "amount": "50 000"}
    client_of(helene).post(COMMITMENT, sent)
    client = client_of(helene)
    client.post(COMMITMENT, sent | {"amount": "", "version": "1"})
    assert not Commitment.objects.exists()
    page = client.get(LIST, PLACE).content.decode()
    assert "Engagement retiré." in page
    start = page.index("/undo/")
    client.post(page[start : page.index('"', start)])
    assert Commitment.objects.get().amount == 5_000_000


def test_a_wrong_commitment_is_refused_beside_its_field(helene):
    sent = PLACE | {"head": helene.member.pk, "version": "0", "amount": "beaucoup"}
    answer = client_of(helene).post(COMMITMENT, sent)
    assert (answer.status_code, "beaucoup" in answer.content.decode()) == (422, True)
    assert client_of(helene).post(COMMITMENT, sent | {"amount": "-5"}).status_code == 422
    assert not Commitment.objects.exists()


def test_nobody_commits_for_a_head_they_do_not_see(helene, bruno, chloe, lecteur):
    sent = PLACE | {"head": helene.member.pk, "version": "0", "amount": "5"}
    statuses = [client_of(person).post(COMMITMENT, sent).status_code for person in (bruno, chloe, lecteur)]
    assert statuses == [403, 403, 403]
    for head in ("", "x", "9" * 30, str(chloe.member.pk)):
        assert client_of(helene).post(COMMITMENT, sent | {"head": head}).status_code == 404
    assert not Commitment.objects.exists()


@pytest.mark.parametrize(
    "params",
    [{"kind": "week"}, {"year": "99999"}, {"year": "0"}, {"on": "x"}, {"page": "9999"}, {"page": "-1"}],
)
def test_an_address_that_means_nothing_shows_a_page_all_the_same(camille, bruno, params):
    assert client_of(camille).get(LIST, params).status_code == 200


@pytest.mark.parametrize(("kind", "columns"), [("month", 12), ("quarter", 4), ("year", 3)])
def test_months_quarters_and_years(camille, bruno, kind, columns):
    assert page_of(camille, kind=kind).count(f'name="quota:{bruno.member.pk}:') == columns


def test_the_page_takes_as_many_queries_for_many_agents(camille, team, django_assert_max_num_queries):
    for number in range(30):
        member = create_member(values={"name": f"Agent {number}", "team": team}, actor=camille.actor)
        quota(camille, member, 100)
    client = client_of(camille)
    with django_assert_max_num_queries(22):
        client.get(LIST, PLACE)
