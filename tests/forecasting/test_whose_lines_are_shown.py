"""Forecasts are computed over the whole company; each viewer is shown what they answer for."""

from dataclasses import dataclass
from datetime import date

import pytest

from carnet.catalogue.actions import create_store
from carnet.catalogue.models import Store
from carnet.deals.actions import create_deal, win_deal
from carnet.deals.models import Deal
from carnet.forecasting.daily.forecast import Subject
from carnet.forecasting.models import Level, ResultKind
from carnet.forecasting.queries import seen_by, seen_forecasts, seen_lines, seen_total, sees_series
from carnet.sales.actions import create_sale
from tests.forecasting.kept import forecast, of_member, run


@dataclass(frozen=True)
class Line:
    id: int | None


@pytest.fixture
def recorded(helene, bruno, chloe) -> None:
    """A forecast of the company, of Hélène's group, and of Bruno, Chloé and nobody."""
    result = run()
    forecast(result)
    of_member(helene.member, Level.MANAGER, result=result)
    of_member(bruno.member, result=result)
    of_member(chloe.member, result=result)
    forecast(result, level=Level.AGENT)
    forecast(result, level=Level.MANAGER)


def shown(person) -> list[tuple[str, str]]:
    rows = seen_forecasts(person.viewer).order_by("level", "subject")
    return [(row.level, row.subject) for row in rows]


def test_the_owner_and_the_reader_are_shown_everything(recorded, camille, lecteur):
    everything = [
        ("agent", ""),
        ("agent", "Bruno"),
        ("agent", "Chloé"),
        ("company", ""),
        ("manager", ""),
        ("manager", "Hélène"),
    ]
    assert shown(camille) == shown(lecteur) == everything


def test_a_head_is_shown_the_own_group_and_its_agents(recorded, helene):
    assert shown(helene) == [("agent", "Bruno"), ("manager", "Hélène")]


def test_a_member_is_shown_the_own_line_and_nothing_of_another_team(recorded, bruno, chloe):
    assert shown(bruno) == [("agent", "Bruno")]
    assert shown(chloe) == [("agent", "Chloé")]


def test_the_scope_says_the_same_of_a_line_in_hand(helene, bruno, chloe, camille):
    ids = {"Hélène": helene.member.pk, "Bruno": bruno.member.pk}
    head, member, stranger = (seen_by(person.viewer) for person in (helene, bruno, chloe))
    assert head.shows(Level.MANAGER, ids["Hélène"])
    assert head.shows(Level.AGENT, ids["Bruno"])
    assert not head.shows(Level.COMPANY, None)
    assert not head.shows(Level.MANAGER, None)
    assert member.shows(Level.AGENT, ids["Bruno"])
    assert not member.shows(Level.MANAGER, ids["Hélène"])
    assert not member.shows(Level.MANAGER, ids["Bruno"])
    assert not stranger.shows(Level.AGENT, ids["Bruno"])
    assert not stranger.shows(Level.AGENT, None)
    assert seen_by(camille.viewer).shows(Level.MANAGER, None)


def test_what_stands_for_all_that_is_shown_is_the_company_the_group_or_oneself(helene, bruno, camille):
    company, group, own = Line(None), Line(helene.member.pk), Line(bruno.member.pk)

    def total(person) -> Line | None:
        return seen_total(seen_by(person.viewer), company, [group], [own, Line(None)])

    assert total(camille) is company
    assert total(helene) is group
    assert total(bruno) is own
    assert seen_total(seen_by(bruno.viewer), company, [group], []) is None


def test_lines_are_left_out_not_blanked(helene, bruno, chloe):
    lines = [Line(bruno.member.pk), Line(chloe.member.pk), Line(None)]
    assert seen_lines(seen_by(helene.viewer), Level.AGENT, lines) == [Line(bruno.member.pk)]


def test_a_login_without_a_member_is_shown_nothing(root, recorded):
    from carnet.core.acting import Role
    from carnet.identity.visibility import Viewer

    for role in (Role.MEMBER, Role.HEAD):
        viewer = Viewer(user_id=99, name="x", role=role, sees_all=False)
        assert not seen_forecasts(viewer).filter(kind=ResultKind.PIPELINE).exists()


@pytest.fixture
def shops(root) -> list[Store]:
    return [create_store(values={"name": name, "region": name}, actor=root) for name in ("Lyon", "Paris")]


def sold(store: Store, root, **values) -> None:
    create_sale(values={"sold_on": date(2026, 11, 3), "amount": 10_00, "store": store, **values}, actor=root)


def of_days(level: Level, **values) -> None:
    day = {"from_on": date(2026, 11, 12), "until_on": date(2026, 11, 12)}
    forecast(kind=ResultKind.DAILY, level=level, method="ensemble", **day, **values)


def test_days_of_sales_without_an_owner_are_shown_to_everyone(shops, bruno, root):
    sold(shops[0], root)
    of_days(Level.COMPANY)
    of_days(Level.STORE, subject_id=shops[0].pk)
    assert shown(bruno) == [("company", ""), ("store", "")]
    assert sees_series(bruno.viewer, Subject())


def test_a_series_with_a_sale_of_someone_else_is_shown_to_none_who_may_not_open_it(
    shops, bruno, chloe, helene, root
):
    sold(shops[0], root)
    sold(shops[1], root, owner=bruno.member)
    of_days(Level.COMPANY)
    for store in shops:
        of_days(Level.STORE, subject_id=store.pk, subject=store.name)
        of_days(Level.REGION, subject=store.region)
    assert shown(chloe) == [("region", shops[0].region), ("store", "Lyon")]
    assert len(shown(bruno)) == len(shown(helene)) == 5
    assert not sees_series(chloe.viewer, Subject())
    assert not sees_series(chloe.viewer, Subject(Level.STORE, shops[1].pk))
    assert sees_series(chloe.viewer, Subject(Level.STORE, shops[0].pk))
    assert not sees_series(chloe.viewer, Subject(Level.REGION, 0, shops[1].region))


def test_where_no_shop_sells_the_days_are_those_of_won_deals_and_hide_like_them(bruno, chloe, camille, root):
    create_deal(values={"name": "Campagne", "agent": bruno.member}, actor=root)
    deal = Deal.objects.get()
    of_days(Level.COMPANY)
    assert sees_series(chloe.viewer, Subject())
    win_deal(deal=deal, amount=100_00, on=date(2026, 11, 3), actor=root)
    assert not sees_series(chloe.viewer, Subject())
    assert shown(chloe) == []
    assert shown(bruno) == shown(camille) == [("company", "")]


def test_days_from_before_the_first_sale_of_a_shop_hide_like_the_deals_they_are_made_of(
    shops, bruno, chloe, camille, root
):
    create_deal(values={"name": "Campagne", "agent": bruno.member}, actor=root)
    win_deal(deal=Deal.objects.get(), amount=100_00, on=date(2026, 10, 1), actor=root)
    sold(shops[0], root)
    before, since = date(2026, 11, 2), date(2026, 11, 3)
    for person, may_see in ((camille, True), (bruno, True), (chloe, False)):
        assert sees_series(person.viewer, Subject(), as_of=before) is may_see
        assert sees_series(person.viewer, Subject(), as_of=since)
    for day in (before, since):
        of_days(Level.COMPANY, made_on=day)
    assert len(shown(bruno)) == 2
    assert [one.made_on for one in seen_forecasts(chloe.viewer)] == [since]


def test_a_past_day_is_refused_to_who_may_not_see_its_deals(client, shops, bruno, chloe, root):
    create_deal(values={"name": "Campagne", "agent": bruno.member}, actor=root)
    win_deal(deal=Deal.objects.get(), amount=100_00, on=date(2026, 10, 1), actor=root)
    sold(shops[0], root)
    for person, status in ((bruno, 200), (chloe, 403)):
        client.force_login(person.user)
        assert client.get("/api/v1/forecast/daily?as_of=2026-10-15").status_code == status
    assert client.get("/api/v1/forecast/daily?as_of=2026-11-04").status_code == 200
