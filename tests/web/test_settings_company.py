"""The company's settings, teams, offices, agents and stages on their pages."""

import pytest

from carnet.deals.models import Stage
from carnet.identity.models import Company, Member, Office, Team
from tests.web.pipeline import client_of, deal_of, stage

COMPANY = {
    "name": "Atelier Villard",
    "time_zone": "Europe/Paris",
    "currency": "EUR",
    "language": "fr",
    "fiscal_year_month": "1",
    "week_start": "1",
    "visibility": "team",
}


@pytest.fixture
def client(camille):
    return client_of(camille)


def test_the_rule_of_who_sees_what_counts_at_once(client, bruno, chloe):
    deal = deal_of(bruno)
    chloes = client_of(chloe)
    assert chloes.get(f"/deals/{deal.pk}/").status_code == 404
    assert client.post("/settings/company/", {**COMPANY, "visibility": "everyone"}).status_code == 303
    assert chloes.get(f"/deals/{deal.pk}/").status_code == 200
    assert "Campagne" in chloes.get("/deals/").content.decode()
    client.post("/settings/company/", COMPANY)
    assert chloes.get(f"/deals/{deal.pk}/").status_code == 404
    assert "Campagne" not in chloes.get("/deals/").content.decode()


def test_the_table_of_rights_follows_that_rule(client):
    def see_all() -> tuple[str, ...]:
        return client.get("/settings/").context["rights"][0][1]

    assert see_all() == ("yes", "yes", "no", "no", "yes")
    client.post("/settings/company/", {**COMPANY, "visibility": "everyone"})
    assert see_all() == ("yes", "yes", "yes", "yes", "yes")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("time_zone", "Europe/Lyon"),
        ("currency", "euro"),
        ("fiscal_year_month", "13"),
        ("visibility", "nobody"),
    ],
)
def test_a_wrong_setting_is_refused_beside_its_field(client, field, value):
    answer = client.post("/settings/company/", {**COMPANY, field: value})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert Company.objects.get().version == 1


def test_settings_saved_meanwhile_by_someone_else_are_not_overwritten(client):
    client.post("/settings/company/", COMPANY)
    answer = client.post("/settings/company/", {**COMPANY, "name": "Ancien", "version": 1})
    assert answer.status_code == 409
    assert Company.objects.get().name == "Atelier Villard"


def test_a_team_is_formed_renamed_and_dissolved(client, lyon):
    client.post("/settings/teams/new/", {"name": "Rhône", "office": lyon.pk})
    team = Team.objects.get()
    assert (team.name, team.office) == ("Rhône", lyon)
    client.post(f"/settings/teams/{team.pk}/", {"name": "Alpes", "office": lyon.pk, "version": team.version})
    assert Team.objects.get().name == "Alpes"
    assert "Alpes" in client.get("/settings/teams/").content.decode()
    assert client.post(f"/settings/teams/{team.pk}/delete/").status_code == 303
    assert not Team.objects.exists()


def test_a_team_with_members_is_not_dissolved(client, bruno, team):
    answer = client.post(f"/settings/teams/{team.pk}/delete/")
    assert answer.status_code == 409
    assert Team.objects.filter(pk=team.pk).exists()


def test_two_offices_of_one_name_are_refused(client, lyon):
    answer = client.post("/settings/offices/new/", {"name": "Lyon"})
    assert answer.status_code in (409, 422)
    assert Office.objects.count() == 1


def test_an_agent_without_a_login_may_own_deals(client, team):
    client.post(
        "/settings/agents/new/", {"name": "Yanis", "team": team.pk, "is_agent": "on", "is_active": "on"}
    )
    yanis = Member.objects.get(name="Yanis")
    assert (yanis.user, yanis.team, yanis.is_agent) == (None, team, True)
    assert "agent sans accès" in client.get("/settings/").content.decode()


def test_a_stage_is_added_to_the_default_pipeline(client):
    sent = {"name": "Essai", "kind": "engaging", "position": "3", "probability": "0.4"}
    assert client.post("/settings/stages/new/", sent).status_code == 303
    made = Stage.objects.get(name="Essai")
    assert (made.pipeline.is_default, made.kind, made.probability) == (True, "engaging", 0.4)


def test_the_kind_of_a_stage_with_deals_is_fixed(client, bruno):
    deal = deal_of(bruno)
    sent = {"name": deal.stage.name, "kind": "won", "position": "1", "probability": "1"}
    answer = client.post(f"/settings/stages/{deal.stage.pk}/", sent)
    assert answer.status_code == 422
    assert Stage.objects.get(pk=deal.stage.pk).kind == deal.stage.kind


@pytest.mark.parametrize("probability", ["1.5", "-1", "beaucoup", "nan"])
def test_an_impossible_probability_is_refused(client, probability):
    won = stage("won")
    sent = {"name": "Gagnée", "kind": "won", "position": "1", "probability": probability}
    assert client.post(f"/settings/stages/{won.pk}/", sent).status_code == 422


@pytest.mark.parametrize("who", ["bruno", "helene", "lecteur"])
def test_the_company_is_changed_by_administrators_only(request, who):
    client = client_of(request.getfixturevalue(who))
    assert client.post("/settings/company/", {**COMPANY, "visibility": "everyone"}).status_code == 403
    assert Company.objects.get().visibility == "team"
