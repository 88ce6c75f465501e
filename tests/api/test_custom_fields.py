"""Fields a company added: an object of values by key, written as changes, with a filter for each of them."""

import pytest

from carnet.identity.custom_fields import create_custom_field, delete_custom_field
from carnet.interchange.mapping.targets import CUSTOMISED
from tests.own_fields import TYPES, one_of_each_type

VALUES = {
    "pointure": "38.5",
    "visite_le": "2026-02-03",
    "fidele": True,
    "circuit": "Boutique",
    "portfolio": "https://achard.example",
    "surnom": "Le Vieux",
}


@pytest.fixture
def added(root):
    return one_of_each_type(root)


@pytest.fixture
def three(added, as_bruno):
    as_bruno.post("accounts", {"name": "Achard", "custom": VALUES})
    as_bruno.post("accounts", {"name": "Belin", "custom": {"pointure": 41, "fidele": False}})
    as_bruno.post("accounts", {"name": "Colin"})


def test_values_are_written_as_changes_and_null_takes_one_away(as_bruno, added):
    made = as_bruno.post("accounts", {"name": "Achard", "custom": VALUES}).json()
    assert made["custom"] == VALUES
    changes = {"custom": {"pointure": 39, "surnom": None, "circuit": "en ligne"}}
    changed = as_bruno.patch(f"accounts/{made['id']}", changes, version=1).json()
    rest = {name: value for name, value in VALUES.items() if name != "surnom"}
    assert changed["custom"] == {**rest, "pointure": "39", "circuit": "En ligne"}
    assert as_bruno.get(f"accounts/{made['id']}").json() == changed


def test_an_object_sent_back_as_it_came_changes_nothing(as_bruno, three):
    shown = as_bruno.get("accounts", q="Achard").json()["items"][0]
    again = as_bruno.patch(f"accounts/{shown['id']}", {"custom": shown["custom"]}, version=1)
    assert (again.status_code, again.json()["version"]) == (200, 1)


@pytest.mark.parametrize(
    ("custom", "field"),
    [
        ({"taille": "12"}, "custom.taille"),
        ({"pointure": "beaucoup"}, "custom.pointure"),
        ({"pointure": True}, "custom.pointure"),
        ({"pointure": ["38"]}, "custom.pointure"),
        ({"visite_le": "31/02/2026"}, "custom.visite_le"),
        ({"visite_le": 20261120}, "custom.visite_le"),
        ({"fidele": "peut-être"}, "custom.fidele"),
        ({"circuit": "Marché"}, "custom.circuit"),
        ({"portfolio": "javascript:alert(1)"}, "custom.portfolio"),
        ({"surnom": "x" * 2001}, "custom.surnom"),
        ({"surnom": {"a": 1}}, "custom.surnom"),
        ([], "custom"),
        ("x", "custom"),
    ],
)
def test_what_a_field_cannot_hold_is_refused_by_its_name(as_bruno, added, custom, field):
    answer = as_bruno.post("accounts", {"name": "Achard", "custom": custom})
    assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert as_bruno.get("accounts").json()["count"] == 0


def test_every_mistake_is_told_at_once(as_bruno, added):
    answer = as_bruno.post("accounts", {"name": "Achard", "custom": {"pointure": "x", "fidele": "x"}})
    assert set(answer.json()["errors"]) == {"custom.pointure", "custom.fidele"}


@pytest.mark.parametrize(
    ("params", "names"),
    [
        ({"custom.circuit": "boutique"}, ["Achard"]),
        ({"custom.circuit": "null"}, ["Belin", "Colin"]),
        ({"custom.fidele": "true"}, ["Achard"]),
        ({"custom.fidele": "false"}, ["Belin"]),
        ({"custom.pointure": "38.50"}, ["Achard"]),
        ({"custom.pointure_from": "40"}, ["Belin"]),
        ({"custom.pointure_to": "41"}, ["Achard", "Belin"]),
        ({"custom.pointure": ["38.5", "41"]}, ["Achard", "Belin"]),
        ({"custom.visite_le_from": "2026-01-01", "custom.visite_le_to": "2026-12-31"}, ["Achard"]),
        ({"custom.visite_le": "2026-02-03"}, ["Achard"]),
        ({"custom.surnom": "LE VIEUX"}, ["Achard"]),
        ({"custom.portfolio": "https://achard.example"}, ["Achard"]),
        ({"q": "vieux"}, ["Achard"]),
    ],
)
def test_a_list_is_filtered_by_an_added_field(as_bruno, three, params, names):
    answer = as_bruno.get("accounts", sort="name", **params)
    assert answer.status_code == 200, answer.content
    assert [item["name"] for item in answer.json()["items"]] == names
    assert answer.json()["count"] == len(names)


@pytest.mark.parametrize(
    "params",
    [
        {"custom.taille": "1"},
        {"custom.surnom_from": "a"},
        {"custom.": "1"},
        {"custom": "1"},
        {"sort": "custom.pointure"},
        {"custom.pointure": "x"},
        {"custom.fidele": "oui"},
        {"custom.surnom__contains": "a"},
    ],
)
def test_a_filter_there_is_not_and_a_value_it_cannot_have_are_refused(as_bruno, three, params):
    assert as_bruno.get("accounts", **params).status_code == 422


def test_a_deleted_field_is_neither_shown_nor_written_nor_filtered(as_bruno, three, added, root):
    delete_custom_field(field=added["Surnom"], actor=root)
    shown = as_bruno.get("accounts", q="Achard").json()["items"][0]
    assert "surnom" not in shown["custom"]
    again = as_bruno.patch(f"accounts/{shown['id']}", {"custom": shown["custom"]}, version=1)
    assert again.status_code == 200
    assert as_bruno.get("accounts", **{"custom.surnom": "x"}).status_code == 422
    stale = as_bruno.patch(f"accounts/{shown['id']}", {"custom": {"surnom": "x"}}, version=1)
    assert (stale.status_code, stale.json()["field"]) == (422, "custom.surnom")


def test_every_collection_of_records_has_them(as_camille, studio, root):
    for collection, kind in CUSTOMISED.items():
        create_custom_field(kind=kind, values={"label": "Repère"}, actor=root)
        path = f"{collection}/{studio.id_of(collection)}"
        before = as_camille.get(path).json()
        assert before["custom"] == {}
        after = as_camille.patch(path, {"custom": {"repere": "bleu"}}, version=before["version"])
        assert (after.status_code, after.json()["custom"]) == (200, {"repere": "bleu"}), collection
        found = as_camille.get(collection, **{"custom.repere": "bleu"}).json()
        assert [item["id"] for item in found["items"]] == [before["id"]]
        assert as_camille.get(collection, q="bleu").json()["count"] == 1, collection


def test_programs_find_the_fields_there_are(as_bruno, added, root):
    create_custom_field(kind="deals.deal", values={"label": "Tournage"}, actor=root)
    found = as_bruno.get("custom-fields", collection="accounts", sort="position").json()
    assert found["count"] == len(TYPES)
    shown = next(item for item in found["items"] if item["key"] == "circuit")
    assert {name: shown[name] for name in ("collection", "label", "type", "choices", "position")} == {
        "collection": "accounts",
        "label": "Circuit",
        "type": "choice",
        "choices": ["Boutique", "En ligne"],
        "position": 4,
    }
    assert as_bruno.get("custom-fields", collection="users").status_code == 422
    assert as_bruno.post("custom-fields", {"label": "x"}).status_code == 405


def test_two_edits_of_different_fields_from_one_version_do_not_overwrite_one_another(as_bruno, three):
    shown = as_bruno.get("accounts", q="Achard").json()["items"][0]
    path = f"accounts/{shown['id']}"
    assert as_bruno.patch(path, {"custom": {"pointure": 40}}, version=1).status_code == 200
    stale = as_bruno.patch(path, {"custom": {"surnom": "Jo"}}, version=1)
    assert (stale.status_code, stale.json()["current"]["custom"]["pointure"]) == (412, "40")
    assert as_bruno.patch(path, {"custom": {"surnom": "Jo"}}, version=2).status_code == 200
    after = as_bruno.get(path).json()["custom"]
    assert (after["pointure"], after["surnom"]) == ("40", "Jo")
