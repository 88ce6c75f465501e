"""Added fields in lists: columns, filters, orders, saved views, exports; a bounded number of queries."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carnet.identity.custom_fields import create_custom_field, delete_custom_field, update_custom_field
from carnet.interchange.mapping.targets import CUSTOMISED
from carnet.workspace.actions import save_view
from tests.own_fields import TYPES, one_of_each_type
from tests.web import world


@pytest.fixture
def added(root):
    return one_of_each_type(root)


@pytest.fixture
def page(client, bruno, added):
    client.force_login(bruno.user)
    told = {
        "Achard": {"pointure": "9", "visite_le": "2026-02-03", "fidele": True, "circuit": "Boutique"},
        "Belin": {"pointure": "10.5", "visite_le": "2025-12-31", "fidele": False, "circuit": "En ligne"},
        "Colin": {"surnom": "Le Vieux", "portfolio": "https://colin.example"},
        "Doré": {},
    }
    for name, custom in told.items():
        world.account(bruno, name, custom=custom)
    return client


def _names(page, query):
    reading = page.get(f"/accounts/?{query}").context["reading"]
    assert reading.problems == [], reading.problems
    return [row.name for row in reading.page.rows]


def _rows(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("custom.circuit=Boutique", ["Achard"]),
        ("custom.circuit=Boutique&custom.circuit=En ligne", ["Achard", "Belin"]),
        ("custom.fidele=yes", ["Achard"]),
        ("custom.fidele=no", ["Belin"]),
        ("custom.pointure_min=10", ["Belin"]),
        ("custom.pointure_max=10,5", ["Achard", "Belin"]),
        ("custom.pointure_min=9&custom.pointure_max=9.5", ["Achard"]),
        ("custom.visite_le_from=01/01/2026", ["Achard"]),
        ("custom.visite_le_to=2025-12-31", ["Belin"]),
        ("custom.surnom=vieux", ["Colin"]),
        ("custom.portfolio=COLIN", ["Colin"]),
        ("custom.surnom=%25", []),
        ("q=vieux", ["Colin"]),
    ],
)
def test_a_list_is_filtered_by_an_added_field(page, query, names):
    assert _names(page, query) == names


def test_a_filter_says_itself_on_its_chip(page):
    query = "custom.circuit=Boutique&custom.fidele=yes&custom.pointure_min=1234,5"
    query += "&custom.visite_le_from=2026-01-01"
    chips = page.get(f"/accounts/?{query}").context["chips"]
    assert {str(chip["label"]): chip["said"] for chip in chips} == {
        "Circuit": "Boutique",
        "Fidèle": "Oui",
        "Pointure": "≥ 1\u00a0234,5",
        "Visité le": "≥ 01/01/2026",
    }


@pytest.mark.parametrize("name", ["circuit", "fidele", "pointure", "visite_le", "surnom"])
def test_the_inputs_of_a_filter_come_when_they_are_asked_for(page, name):
    shown = page.get(f"/accounts/?menu=custom.{name}").content.decode()
    assert f'name="custom.{name}' in shown


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("custom.pointure", ["Achard", "Belin", "Colin", "Doré"]),
        ("-custom.pointure", ["Belin", "Achard", "Doré", "Colin"]),
        ("custom.visite_le", ["Belin", "Achard", "Colin", "Doré"]),
        ("custom.circuit", ["Achard", "Belin", "Colin", "Doré"]),
        ("-custom.surnom", ["Colin", "Doré", "Belin", "Achard"]),
    ],
)
def test_a_list_is_sorted_by_an_added_field_with_the_empty_ones_last(page, sort, names):
    assert _names(page, f"sort={sort}") == names


@pytest.mark.parametrize("name", ["pointure", "surnom", "visite_le"])
def test_pages_go_on_where_they_stopped_when_sorted_by_an_added_field(page, bruno, name):
    values = {"pointure": "{}.5", "surnom": "mot {:02}", "visite_le": "2026-01-{:02}"}[name]
    for number in range(1, 29):
        world.account(bruno, f"N {number}", custom={name: values.format(number)})
    reading = page.get(f"/accounts/?size=25&sort=custom.{name}").context
    following = page.get(reading["next_url"]).context["reading"].page.rows
    seen = [row.pk for row in [*reading["reading"].page.rows, *following]]
    assert (len(seen), len(set(seen))) == (32, 32)


def test_columns_are_chosen_and_exported_as_shown(page, added):
    query = "columns=custom.pointure&columns=custom.visite_le&columns=custom.fidele&columns=custom.portfolio"
    shown = page.get(f"/accounts/?{query}").content.decode()
    for text in ("10,5", "03/02/2026", "Non", '<a href="https://colin.example"'):
        assert text in shown
    assert _rows(page.get(f"/accounts/?{query}&format=csv")) == [
        ["Nom", "Pointure", "Visité le", "Fidèle", "Portfolio"],
        ["Achard", "9", "2026-02-03", "true", ""],
        ["Belin", "10.5", "2025-12-31", "false", ""],
        ["Colin", "", "", "", "https://colin.example"],
        ["Doré", "", "", "", ""],
    ]


def test_an_export_of_all_fields_has_them_under_their_names(page):
    head, first, *_rest = _rows(page.get("/accounts/?format=csv&fields=all"))
    assert head[-6:] == list(TYPES)
    assert first[-6:] == ["9", "2026-02-03", "true", "Boutique", "", ""]
    (found,) = page.get("/accounts/?format=json&fields=all&q=colin").streaming_content
    assert b'"custom": {"portfolio": "https://colin.example", "surnom": "Le Vieux"}' in found


def test_a_saved_view_goes_on_when_its_field_is_renamed_or_deleted(page, bruno, added, root):
    query = "custom.circuit=Boutique&columns=custom.circuit&sort=custom.circuit"
    view = save_view(page="accounts", name="Boutiques", query=query, actor=bruno.actor)
    update_custom_field(field=added["Circuit"], values={"label": "Réseau"}, actor=root)
    assert _names(page, f"{query}&view={view.pk}") == ["Achard"]
    delete_custom_field(field=added["Circuit"], actor=root)
    answer = page.get(f"/accounts/?{query}&view={view.pk}")
    assert answer.status_code == 200
    assert len(answer.context["reading"].page.rows) == 4


@pytest.mark.parametrize(
    "query",
    [
        "custom.pointure_min=beaucoup",
        "custom.pointure_min=NaN",
        "custom.visite_le_from=hier",
        "custom.circuit=Marché",
        "custom.fidele=peut-être",
        "sort=custom.taille",
        "custom.pointure_max=" + "9" * 50,
    ],
)
def test_a_value_a_filter_cannot_have_is_named_and_left_out(page, query):
    answer = page.get(f"/accounts/?{query}")
    assert answer.status_code == 200
    assert len(answer.context["problems"]) == 1


@pytest.mark.parametrize("collection", sorted(CUSTOMISED))
def test_every_list_has_the_fields_of_its_kind(client, bruno, root, collection):
    create_custom_field(kind=CUSTOMISED[collection], values={"label": "Repère"}, actor=root)
    makers = {**world.MAKERS, "deals": world.deal, "activities": world.activity}
    makers[collection](bruno, custom={"repere": "bleu"})
    client.force_login(bruno.user)
    for query in ("custom.repere=bleu", "columns=custom.repere", "sort=custom.repere", "q=bleu"):
        assert b"data-row>" in client.get(f"/{collection}/?{query}").content, query
    assert b"data-row>" not in client.get(f"/{collection}/?custom.repere=vert").content


@pytest.mark.parametrize(
    "address", ["/accounts/", "/accounts/{pk}/", "/accounts/{pk}/edit/", "/accounts/new/"]
)
def test_fifty_fields_take_no_query_more_than_none(client, bruno, root, address):
    record = world.account(bruno)
    client.force_login(bruno.user)
    path = address.format(pk=record.pk)

    def counted() -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    before = counted()
    for number in range(50):
        create_custom_field(kind="directory.account", values={"label": f"Champ {number}"}, actor=root)
    assert counted() == before
