"""Fields a company added, on pages: in forms, among the facts, in the stream, edited in place."""

import pytest
from django.utils import translation

from carnet.directory.actions import update_account
from carnet.directory.models import Account
from carnet.identity.custom_fields import (
    create_custom_field,
    delete_custom_field,
    restore_custom_field,
    update_custom_field,
)
from carnet.interchange.mapping.targets import CUSTOMISED
from carnet.journal import queries as journal
from tests.own_fields import one_of_each_type
from tests.web import world

TYPED = {
    "custom.pointure": "1 234,5",
    "custom.visite_le": "3/2/2026",
    "custom.fidele": "false",
    "custom.circuit": "En ligne",
    "custom.portfolio": "achard.example",
    "custom.surnom": "<b>Le Vieux</b>",
}
KEPT = {
    "circuit": "En ligne",
    "fidele": False,
    "pointure": "1234.5",
    "portfolio": "https://achard.example",
    "surnom": "<b>Le Vieux</b>",
    "visite_le": "2026-02-03",
}


@pytest.fixture
def added(root):
    return one_of_each_type(root)


@pytest.fixture
def page(client, bruno):
    client.force_login(bruno.user)
    return client


def _base(**typed):
    return {"name": "Achard", "kind": "client", **typed}


def test_a_new_record_keeps_what_was_typed_in_its_form(page, added):
    assert "Champs personnalisés" in page.get("/accounts/new/").content.decode()
    assert page.post("/accounts/new/", _base(**TYPED)).status_code == 303
    assert Account.objects.get().custom == KEPT


def test_the_page_of_a_record_shows_its_values_as_the_reader_writes_them(page, bruno, added):
    record = world.account(bruno, custom=KEPT)
    shown = page.get(f"/accounts/{record.pk}/").content.decode()
    for text in (
        "1\u00a0234,5",
        "03/02/2026",
        '<a href="https://achard.example" rel="noopener noreferrer">achard.example</a>',
        "&lt;b&gt;Le Vieux&lt;/b&gt;",
        "En ligne",
        "Non",
    ):
        assert text in shown
    assert "<b>Le Vieux</b>" not in shown


def test_a_form_sent_back_as_it_came_changes_nothing(page, bruno, added):
    record = world.account(bruno, custom=KEPT)
    form = page.get(f"/accounts/{record.pk}/edit/").context["form"]
    sent = {name: form[name].value() or "" for name in form.fields if name.startswith("custom.")}
    sent["custom.fidele"] = "false"
    assert sent["custom.pointure"] == "1234,5"
    assert page.post(f"/accounts/{record.pk}/edit/", _base(name=record.name, **sent)).status_code == 303
    record.refresh_from_db()
    assert (record.custom, record.version) == (KEPT, 1)


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("custom.pointure", "beaucoup", "n’est pas un nombre"),
        ("custom.visite_le", "31/02/2026", "n’est pas une date"),
        ("custom.portfolio", "javascript:alert(1)", "https://example.com"),
        ("custom.surnom", "x" * 2001, "2000"),
        ("custom.circuit", "Marché", "choix"),
    ],
)
def test_a_mistake_stands_beside_its_field_and_what_was_typed_stays(page, added, name, typed, told):
    answer = page.post("/accounts/new/", _base(**{**TYPED, name: typed}))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [name]
    assert told in str(answer.context["form"].errors[name])
    assert 'value="achard.example"' in answer.content.decode() or name == "custom.portfolio"
    assert Account.objects.count() == 0


def test_one_value_is_edited_in_place_and_emptied_in_place(page, bruno, added):
    record = world.account(bruno, custom=KEPT)
    address = f"/accounts/{record.pk}/field/custom.pointure/"
    assert b'value="1234,5"' in page.get(address, headers={"HX-Request": "true"}).content
    answer = page.post(address, {"custom.pointure": "38,25", "version": 1}, headers={"HX-Request": "true"})
    assert "38,25" in answer.content.decode()
    page.post(address, {"custom.pointure": "", "version": 2}, headers={"HX-Request": "true"})
    record.refresh_from_db()
    assert record.custom == {key: value for key, value in KEPT.items() if key != "pointure"}


def test_a_field_there_is_not_is_no_page(page, bruno, added):
    record = world.account(bruno)
    for name in ("custom.taille", "custom.", "custom", "custom.pointure.x"):
        assert page.get(f"/accounts/{record.pk}/field/{name}/").status_code == 404


def test_a_stale_edit_shows_both_values(page, bruno, added):
    record = world.account(bruno, custom=KEPT)
    update_account(account=record, values={"custom": {"circuit": "Boutique"}}, actor=bruno.actor)
    sent = _base(name=record.name, version=1, **{"custom.circuit": "", "custom.pointure": "38"})
    answer = page.post(f"/accounts/{record.pk}/edit/", sent)
    assert answer.status_code == 409
    told = {str(one["label"]): (one["theirs"], one["mine"]) for one in answer.context["differences"]}
    assert told["Circuit"] == ("Boutique", "–")
    assert told["Pointure"] == ("1234,5", "38")


def test_a_field_that_came_after_the_form_was_opened_keeps_its_value(page, bruno, added, root):
    record = world.account(bruno, custom=KEPT)
    sent = {name: value for name, value in TYPED.items() if name != "custom.surnom"}
    assert page.post(f"/accounts/{record.pk}/edit/", _base(name=record.name, **sent)).status_code == 303
    record.refresh_from_db()
    assert record.custom["surnom"] == KEPT["surnom"]


def test_a_choice_offered_no_longer_stays_where_it_was_made(page, bruno, added, root):
    record = world.account(bruno, custom=KEPT)
    update_custom_field(field=added["Circuit"], values={"choices": ["Marché"]}, actor=root)
    edit = f"/accounts/{record.pk}/edit/"
    assert "En ligne" in page.get(edit).content.decode()
    assert page.post(edit, _base(name="Autre", **TYPED)).status_code == 303
    assert Account.objects.get().custom["circuit"] == "En ligne"
    assert page.post(edit, _base(name="Autre", **{"custom.circuit": "Boutique"})).status_code == 422


def test_the_stream_tells_each_change_under_the_name_of_its_field(page, bruno, added, root):
    record = world.account(bruno, custom=KEPT)
    update_account(account=record, values={"custom": {"pointure": "38", "fidele": True}}, actor=bruno.actor)
    with translation.override("fr"):
        shown = page.get(f"/accounts/{record.pk}/?tab=edits").context["stream"]
    events = {event.title: (event.old, event.new) for day in shown.days for event in day.events}
    assert events["Pointure"] == ("1\u00a0234,5", "38")
    assert events["Fidèle"] == ("Non", "Oui")
    delete_custom_field(field=added["Pointure"], actor=root)
    shown = page.get(f"/accounts/{record.pk}/?tab=edits").context["stream"]
    assert "Pointure" not in {event.title for day in shown.days for event in day.events}


def test_a_deleted_field_is_gone_from_every_page_and_comes_back_with_its_values(page, bruno, added, root):
    record = world.account(bruno, custom=KEPT)
    field = added["Surnom"]
    pk = field.pk
    delete_custom_field(field=field, actor=root)
    assert "Le Vieux" not in page.get(f"/accounts/{record.pk}/").content.decode()
    page.post(f"/accounts/{record.pk}/edit/", _base(name="Autre"))
    field.pk = pk
    restore_custom_field(line=journal.lines_of(field)[0], actor=root)
    assert "Le Vieux" in page.get(f"/accounts/{record.pk}/").content.decode()


def test_the_words_of_a_value_find_its_record(page, bruno, added):
    world.account(bruno, custom=KEPT)
    assert b"data-row>" in page.get("/accounts/?q=vieux").content


@pytest.mark.parametrize("collection", sorted(CUSTOMISED))
def test_every_kind_of_record_shows_and_edits_its_fields(client, bruno, root, collection):
    create_custom_field(kind=CUSTOMISED[collection], values={"label": "Repère"}, actor=root)
    makers = {**world.MAKERS, "deals": world.deal, "activities": world.activity}
    record = makers[collection](bruno, custom={"repere": "bleu nuit"})
    client.force_login(bruno.user)
    base = f"/{collection}/{record.pk}/"
    assert "bleu nuit" in client.get(base).content.decode()
    assert "bleu nuit" in client.get(f"{base}edit/").content.decode()
    headers = {"HX-Request": "true"}
    answer = client.post(f"{base}field/custom.repere/", {"custom.repere": "vert"}, headers=headers)
    assert "vert" in answer.content.decode()
    record.refresh_from_db()
    assert record.custom == {"repere": "vert"}
