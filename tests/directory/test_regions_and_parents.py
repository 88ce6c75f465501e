"""A company's region follows its place unless given; nobody is above themselves."""

import pytest

from carnet.core.errors import Invalid
from carnet.directory import actions
from carnet.directory.models import Account
from tests.web import world


def _update(account, by, **values):
    return actions.update_account(account=account, values=values, actor=by.actor)


def test_a_region_follows_from_the_postal_code(bruno):
    account = world.account(bruno, postal_code="69002", city="Lyon")
    assert account.region == "Auvergne-Rhône-Alpes"
    assert _update(account, bruno, postal_code="44000", city="Nantes").region == "Pays de la Loire"


@pytest.mark.parametrize(
    "place", [{"postal_code": "", "city": "Berlin", "country": "Allemagne"}, {"postal_code": "", "city": ""}]
)
def test_a_region_does_not_stay_behind(place, bruno):
    account = world.account(bruno, postal_code="69002", city="Lyon")
    assert _update(account, bruno, **place).region == ""


def test_a_region_given_by_hand_stays(bruno):
    account = world.account(bruno, city="Munich", country="Allemagne", region="Bayern")
    assert _update(account, bruno, city="Nuremberg").region == "Bayern"
    assert _update(account, bruno, city="Lyon", country="", region="Rhône").region == "Rhône"


def test_a_company_is_not_above_itself_at_any_distance(bruno):
    top = world.account(bruno, "Groupe")
    middle = world.account(bruno, "Filiale", parent=top)
    bottom = world.account(bruno, "Agence", parent=middle)
    for parent in (top, middle, bottom):
        with pytest.raises(Invalid) as refusal:
            _update(top, bruno, parent=parent)
        assert refusal.value.field == "parent"
    assert Account.objects.get(pk=top.pk).parent is None
    _update(bottom, bruno, parent=top)


@pytest.mark.parametrize("name", ["", "   "])
def test_a_company_has_a_name(name, bruno):
    with pytest.raises(Invalid):
        world.account(bruno, name)
    with pytest.raises(Invalid):
        _update(world.account(bruno), bruno, name=name)
