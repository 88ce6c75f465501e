"""The matrix: which of the cast sees whose records, under both policies."""

from dataclasses import dataclass
from typing import Any

import pytest

from carnet.catalogue import queries as catalogue
from carnet.deals import queries as deals
from carnet.directory import queries as directory
from carnet.identity import actions, queries
from carnet.identity.visibility import Viewer
from carnet.sales import queries as sales
from tests.web import world

OWNED = {
    "deals": deals.visible_deals,
    "rows": deals.deal_rows,
    "cards": deals.deal_cards,
    "open": deals.open_deals,
    "idle": deals.deals_without_next_step,
    "activities": deals.visible_activities,
    "pending": deals.pending_activities,
    "sales": sales.visible_sales,
}
SHARED = {"accounts": directory.visible_accounts, "contacts": directory.visible_contacts}
COMMON = (
    catalogue.visible_products,
    catalogue.visible_stores,
    queries.visible_members,
    queries.visible_teams,
    queries.visible_offices,
    deals.visible_stages,
    deals.visible_pipelines,
)
EVERYTHING = {"bruno", "chloe", "nobody"}
SEEN = {
    "camille": EVERYTHING,
    "lecteur": EVERYTHING,
    "helene": {"bruno", "nobody"},
    "bruno": {"bruno", "nobody"},
    "chloe": {"chloe", "nobody"},
}


@dataclass
class Cast:
    """The five, by name."""

    people: dict[str, Any]

    def viewer(self, name: str) -> Viewer:
        return queries.viewer_of(self.people[name].user)


@pytest.fixture
def cast(camille, bruno, chloe, helene, lecteur) -> Cast:
    return Cast({"camille": camille, "bruno": bruno, "chloe": chloe, "helene": helene, "lecteur": lecteur})


@pytest.fixture
def records(cast) -> None:
    by = cast.people["camille"]
    for name in EVERYTHING:
        owner = None if name == "nobody" else cast.people[name].member
        world.deal(by, name, agent=owner)
        world.activity(by, name, owner=owner)
        world.sale(by, reference=name, owner=owner)
        if owner:
            world.account(by, name, owner=owner, is_private=True)
            world.contact(by, name, owner=owner, is_private=True)
    world.account(by, "shared", owner=cast.people["chloe"].member)
    world.contact(by, "shared")


def _names(rows) -> set[str]:
    return {str(row) for row in rows}


@pytest.mark.parametrize("who", SEEN)
def test_owned_records_are_seen_by_their_owner_the_head_and_the_heads_of_the_house(who, cast, records):
    viewer = cast.viewer(who)
    seen = {kind: _names(query(viewer)) for kind, query in OWNED.items()}
    assert seen == dict.fromkeys(OWNED, SEEN[who])


@pytest.mark.parametrize("who", SEEN)
def test_companies_and_people_are_shared_unless_private(who, cast, records):
    viewer = cast.viewer(who)
    seen = {kind: _names(query(viewer)) for kind, query in SHARED.items()}
    assert seen == dict.fromkeys(SHARED, SEEN[who] - {"nobody"} | {"shared"})


@pytest.mark.parametrize("who", SEEN)
def test_everyone_sees_everything_where_the_company_says_so(who, cast, records, root):
    actions.update_company(company=queries.company(), values={"visibility": "everyone"}, actor=root)
    viewer = cast.viewer(who)
    for query in OWNED.values():
        assert _names(query(viewer)) == EVERYTHING
    for query in SHARED.values():
        assert _names(query(viewer)) == {"bruno", "chloe", "shared"}


@pytest.mark.parametrize("who", SEEN)
def test_a_record_in_hand_is_judged_as_the_query_judges_it(who, cast, records):
    viewer = cast.viewer(who)
    for deal in deals.visible_deals(cast.viewer("camille")):
        assert viewer.opens_owned(deal.agent_id) == (deal.name in SEEN[who])
    for account in directory.visible_accounts(cast.viewer("camille")):
        opens = viewer.opens_shared(account.owner_id, is_private=account.is_private)
        assert opens == (account.name in {*SEEN[who], "shared"})


@pytest.mark.parametrize("who", SEEN)
def test_the_catalogue_and_the_names_of_colleagues_are_no_secret(who, cast, lyon):
    world.product(cast.people["camille"])
    world.store(cast.people["camille"])
    for query in COMMON:
        assert query(cast.viewer(who)).count() == query(cast.viewer("camille")).count() > 0


def test_logins_are_the_business_of_administrators(cast):
    seen = {who: queries.visible_users(cast.viewer(who)).count() for who in SEEN}
    assert seen == {"camille": 5, "bruno": 1, "chloe": 1, "helene": 1, "lecteur": 1}


def test_a_head_without_a_team_sees_only_their_own(cast, records, team, root):
    team.refresh_from_db()
    actions.update_team(team=team, values={"head": None}, actor=root)
    assert _names(deals.visible_deals(cast.viewer("helene"))) == {"nobody"}


def test_a_member_named_head_without_the_role_sees_no_more(cast, records, other_team, root):
    actions.update_team(team=other_team, values={"head": cast.people["bruno"].member}, actor=root)
    assert _names(deals.visible_deals(cast.viewer("bruno"))) == {"bruno", "nobody"}


def test_colleagues_are_ones_own_team_and_those_one_heads(cast):
    ids = {who: person.member.pk for who, person in cast.people.items() if person.member}
    assert queries.colleague_ids(cast.viewer("bruno")) == (ids["bruno"],)
    assert queries.colleague_ids(cast.viewer("helene")) == tuple(sorted((ids["helene"], ids["bruno"])))
    assert queries.colleague_ids(cast.viewer("camille")) == ()
    assert queries.colleague_ids(cast.viewer("lecteur")) == ()
