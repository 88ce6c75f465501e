"""The page of the fields a company adds: by kind; added, renamed, ordered, deleted and brought back."""

import pytest

from carnet.identity.custom_fields import create_custom_field
from carnet.identity.models import CustomField
from tests.web import world
from tests.web.pipeline import client_of


@pytest.fixture
def client(camille):
    return client_of(camille)


def _labels(client):
    groups = client.get("/settings/fields/").context["groups"]
    return {group["key"]: [field.label for field in group["fields"]] for group in groups if group["fields"]}


def test_a_field_is_added_to_a_kind_of_record(client):
    answer = client.post(
        "/settings/fields/contacts/new/",
        {"label": "Circuit", "type": "choice", "choices": "Boutique\r\n\r\n En ligne \n"},
    )
    assert (answer.status_code, answer["Location"]) == (303, "/settings/fields/")
    field = CustomField.objects.get()
    assert (field.kind, field.key, field.choices) == (
        "directory.contact",
        "circuit",
        ["Boutique", "En ligne"],
    )
    assert _labels(client) == {"contacts": ["Circuit"]}


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"label": "", "type": "text"}, "label"),
        ({"label": "Pointure", "type": "text"}, "label"),
        ({"label": "Circuit", "type": "choice", "choices": ""}, "choices"),
        ({"label": "Circuit", "type": "argent"}, "type"),
        ({"label": "x" * 121, "type": "text"}, "label"),
        ({"label": "a\x00b", "type": "text"}, "label"),
    ],
)
def test_a_mistake_stands_beside_its_input(client, root, typed, field):
    create_custom_field(kind="directory.contact", values={"label": "Pointure"}, actor=root)
    answer = client.post("/settings/fields/contacts/new/", typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert CustomField.objects.count() == 1


def test_a_field_is_renamed_but_its_type_is_no_longer_asked_for(client, root):
    field = create_custom_field(kind="deals.deal", values={"label": "Pointure", "type": "number"}, actor=root)
    page = client.get(f"/settings/fields/{field.pk}/edit/")
    assert list(page.context["form"].fields) == ["version", "label"]
    sent = {"label": "Taille", "type": "text", "version": 1}
    assert client.post(f"/settings/fields/{field.pk}/edit/", sent).status_code == 303
    field.refresh_from_db()
    assert (field.label, field.type, field.key) == ("Taille", "number", "pointure")


def test_choices_are_added_to_and_put_into_another_order(client, root):
    values = {"label": "Circuit", "type": "choice", "choices": ["Boutique", "En ligne"]}
    field = create_custom_field(kind="deals.deal", values=values, actor=root)
    sent = {"label": "Circuit", "choices": "En ligne\nSalon\nBoutique", "version": 1}
    client.post(f"/settings/fields/{field.pk}/edit/", sent)
    field.refresh_from_db()
    assert field.choices == ["En ligne", "Salon", "Boutique"]


def test_a_stale_form_shows_both_versions(client, root):
    field = create_custom_field(kind="deals.deal", values={"label": "Pointure"}, actor=root)
    client.post(f"/settings/fields/{field.pk}/edit/", {"label": "Taille", "version": 1})
    answer = client.post(f"/settings/fields/{field.pk}/edit/", {"label": "Longueur", "version": 1})
    assert (answer.status_code, answer.context["current"].label) == (409, "Taille")


def test_a_field_moves_one_place_and_not_beyond_its_kind(client, root):
    for kind, label in (("deals.deal", "Un"), ("deals.deal", "Deux"), ("sales.sale", "Trois")):
        create_custom_field(kind=kind, values={"label": label}, actor=root)
    second = CustomField.objects.get(label="Deux")
    address = f"/settings/fields/{second.pk}/position/"
    assert client.post(address, {"move": "up"}).status_code == 303
    assert _labels(client) == {"deals": ["Deux", "Un"], "sales": ["Trois"]}
    client.post(address, {"move": "up"})
    client.post(address, {"move": "down"})
    assert _labels(client)["deals"] == ["Un", "Deux"]


def test_a_deleted_field_is_brought_back_by_the_toast_with_its_values(client, camille, root):
    field = create_custom_field(kind="directory.account", values={"label": "Surnom"}, actor=root)
    record = world.account(camille, custom={"surnom": "Le Vieux"})
    answer = client.post(f"/settings/fields/{field.pk}/delete/", follow=True)
    (message,) = answer.context["messages"]
    assert not CustomField.objects.exists()
    assert "Le Vieux" not in client.get(f"/accounts/{record.pk}/").content.decode()
    assert client.post(message.extra_tags).status_code == 303
    assert "Le Vieux" in client.get(f"/accounts/{record.pk}/").content.decode()


def test_a_kind_and_a_field_there_are_not_are_no_pages(client):
    assert client.get("/settings/fields/users/new/").status_code == 404
    for page in ("edit", "delete", "position"):
        assert client.post("/settings/fields/99/" + page + "/").status_code == 404


def test_those_who_do_not_administer_are_refused(bruno, helene, lecteur, root):
    field = create_custom_field(kind="deals.deal", values={"label": "Surnom"}, actor=root)
    for person in (bruno, helene, lecteur):
        others = client_of(person)
        assert others.get("/settings/fields/").status_code == 403
        assert others.get("/settings/fields/deals/new/").status_code == 403
        for page in ("edit", "delete", "position"):
            assert others.post(f"/settings/fields/{field.pk}/{page}/", {"label": "x"}).status_code == 403
    assert CustomField.objects.get().label == "Surnom"
