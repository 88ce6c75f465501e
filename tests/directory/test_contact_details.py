"""E-mails, phones, addresses and links: one accepted form, whatever JSON comes."""

import pytest

from carnet.core.errors import Invalid
from carnet.directory import actions
from carnet.directory.models import Contact
from tests.web import world


def test_texts_and_pairs_become_pairs_without_doubles(bruno):
    emails = ["Elise@Studio.example", {"value": "elise@studio.example", "kind": "work"}, " ", {"value": ""}]
    contact = world.contact(bruno, emails=emails, phones="06 12 34 56 78")
    assert contact.emails == [{"value": "Elise@Studio.example", "kind": ""}]
    assert contact.phones == [{"value": "06 12 34 56 78", "kind": ""}]
    assert (contact.email, contact.phone) == ("Elise@Studio.example", "06 12 34 56 78")
    assert contact.email_key == "elise@studio.example"


def test_an_address_keeps_what_it_has_and_lends_its_city(bruno):
    contact = world.contact(bruno, addresses=[{"kind": "home"}, {"city": "Lyon", "street": None}])
    assert contact.addresses == [{"city": "Lyon", "kind": ""}]
    assert contact.city == "Lyon"


@pytest.mark.parametrize("field", ["emails", "phones", "urls", "addresses"])
@pytest.mark.parametrize(
    "raw",
    [
        *(5, True, {"value": "x"}, [5], [None], [["x"]], [{"value": 5}], [{"value": {"a": 1}}]),
        *([{"wert": "x"}], [{"value": "x", "kind": 5}], ["x" * 301], ["\x00@studio.example 0612"]),
        *(["0612"] * 51, [{"city": 5}], [{"city": "x", "planet": "y"}]),
    ],
)
def test_what_is_no_such_list_is_refused_with_the_field_named(field, raw, bruno):
    with pytest.raises(Invalid) as refusal:
        world.contact(bruno, **{field: raw})
    assert refusal.value.field == field
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "java\nscript:x",
        "file:///etc",
        "//[:",
    ],
)
def test_a_link_leads_to_a_web_page_and_nowhere_else(url, bruno):
    with pytest.raises(Invalid) as refusal:
        world.contact(bruno, urls=[url])
    assert refusal.value.field == "urls"


@pytest.mark.parametrize(
    "url", ["https://studio.example", "studio.example/equipe", "studio.example:8080", "//studio.example"]
)
def test_web_addresses_are_taken_as_they_are_written(url, bruno):
    assert world.contact(bruno, urls=[url]).urls == [{"value": url, "kind": ""}]


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"first_name": "Élise", "last_name": "Perrin"}, "Élise Perrin"),
        ({"last_name": "", "nickname": "Lili"}, "Lili"),
        ({"last_name": "", "emails": ["lili@studio.example"]}, "lili@studio.example"),
        ({"last_name": "", "phones": ["0612345678"]}, "0612345678"),
    ],
)
def test_a_contact_is_called_by_what_is_known(values, name, bruno):
    assert world.contact(bruno, **values).full_name == name


def test_a_contact_of_whom_nothing_is_known_is_refused(bruno):
    with pytest.raises(Invalid):
        world.contact(bruno, " ")
    contact = world.contact(bruno, "Perrin")
    with pytest.raises(Invalid):
        actions.update_contact(contact=contact, values={"last_name": ""}, actor=bruno.actor)
    assert contact.full_name == "Perrin"


@pytest.mark.parametrize("birthday", ["1984-05-09", "--05-09", "--02-29", ""])
def test_a_birthday_is_a_day_with_or_without_its_year(birthday, bruno):
    assert world.contact(bruno, birthday=birthday).birthday == birthday


@pytest.mark.parametrize(
    "birthday", ["2026-02-31", "--13-01", "1985-02-29", "9 mai", "--5-9", "0000-01-01", "19840509"]
)
def test_a_day_that_does_not_exist_is_no_birthday(birthday, bruno):
    with pytest.raises(Invalid) as refusal:
        world.contact(bruno, birthday=birthday)
    assert refusal.value.field == "birthday"
