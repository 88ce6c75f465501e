"""Deciding on the page what each column is, which rows are merged, and what stands in a refused cell."""

import csv
import io

import pytest
from django.test import Client

from carnet.core.acting import Role
from carnet.directory.models import Account, Contact
from carnet.identity.actions import create_user
from carnet.identity.models import CustomField
from carnet.interchange.models import Import, Mapping
from tests.web import world
from tests.web.pipeline import client_of
from tests.web.routes import contents
from tests.web.test_imports_pages import begin, send, text

FOREIGN = (
    "Alpha;Beta;Gamma;Delta\n"
    "Perrin;Margaux;m@berliet.example;38\n"
    "Oriol;Étienne;e@@oriol;41\n"
    "Roy;Luc;l@roy.example;41\n"
)
DECIDED = {
    "kind": "contacts",
    "column-0": "last_name",
    "column-1": "first_name",
    "column-2": "emails:work",
    "column-3": "",
}


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    """Uploads are kept in a folder of the test."""
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def client(camille) -> Client:
    return client_of(camille)


def decide(client, sent, **decided):
    """Send what was decided; the page that comes of it."""
    return client.post(sent.headers["Location"], decided, follow=True)


def refused_file(client, run, **asked) -> list[list[str]]:
    answer = client.get(f"/imports/{run.pk}/refused/", asked)
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def test_a_foreign_file_is_read_as_it_was_decided(client, django_capture_on_commit_callbacks):
    sent = send(client, ("liste.csv", FOREIGN))
    page = client.get(sent.headers["Location"])
    assert [column.target for column in page.context["columns"]] == ["", "", "emails", ""]
    before = contents()
    page = decide(client, sent, **DECIDED)
    assert [(row.effect, row.cells[0]) for row in page.context["first_rows"]] == [
        ("created", ("Perrin", False)),
        ("rejected", ("Oriol", False)),
        ("created", ("Roy", False)),
    ]
    assert contents() == before
    begin(client, sent, django_capture_on_commit_callbacks, **DECIDED)
    assert set(Contact.objects.values_list("last_name", "first_name")) == {
        ("Perrin", "Margaux"),
        ("Roy", "Luc"),
    }
    assert Contact.objects.get(last_name="Roy").emails == [{"value": "l@roy.example", "kind": "work"}]


def test_a_refused_cell_is_corrected_for_this_import(client, django_capture_on_commit_callbacks):
    sent = send(client, ("liste.csv", FOREIGN))
    page = decide(client, sent, **DECIDED)
    (repair,) = page.context["repairs"]
    assert (repair.line, repair.column, repair.value, repair.at) == (3, "Gamma", "e@@oriol", 2)
    cell = {"cell-3-2": "e@oriol.example", "was-cell-3-2": "e@@oriol"}
    page = decide(client, sent, **DECIDED, **cell)
    assert (page.context["totals"]["rejected"], page.context["corrected"]) == (0, 1)
    begin(client, sent, django_capture_on_commit_callbacks, **DECIDED)
    assert Contact.objects.get(last_name="Oriol").email_key == "e@oriol.example"


def test_a_model_is_saved_and_used_for_the_next_file(client, django_capture_on_commit_callbacks):
    decide(client, send(client, ("liste.csv", FOREIGN)), **DECIDED, do="save")
    assert Mapping.objects.get().title == "liste.csv"
    page = client.get(send(client, ("autre.csv", FOREIGN)).headers["Location"])
    assert page.context["sheet"].is_remembered
    assert [column.target for column in page.context["columns"]] == list(DECIDED.values())[1:]
    listed = client.get("/imports/")
    assert "liste.csv" in text(listed)
    client.post(listed.context["mappings"][0]["url"])
    assert not Mapping.objects.exists()


def test_a_column_becomes_a_field_of_its_own(client, django_capture_on_commit_callbacks):
    sent = send(client, ("liste.csv", FOREIGN))
    begin(client, sent, django_capture_on_commit_callbacks, **{**DECIDED, "column-3": "custom+"})
    field = CustomField.objects.get()
    assert (field.kind, field.label) == ("directory.contact", "Delta")
    assert Contact.objects.get(last_name="Roy").custom == {field.key: "41"}


def test_a_duplicate_is_merged_where_that_was_chosen(client, camille, django_capture_on_commit_callbacks):
    known = world.account(camille, "Marché Gourmand", city="Lyon")
    sent = send(client, ("comptes.csv", "nom;ville;tél\nMarché gourmand SARL;Lyon;04 65 71 20 18\n"))
    (item,) = client.get(sent.headers["Location"]).context["duplicates"]
    assert (item["line"], item["id"], item["is_merged"], str(item["reason"])) == (
        2,
        known.pk,
        False,
        "nom très proche",
    )
    both = {"row:2": "", "like-row:2": str(known.pk), "kind": "accounts"}
    page = decide(client, sent, **both, every="merge")
    assert (page.context["totals"]["updated"], page.context["duplicates"][0]["is_merged"]) == (1, True)
    page = decide(client, sent, **both, every="keep")
    assert page.context["totals"]["created"] == 1
    begin(client, sent, django_capture_on_commit_callbacks, **{**both, "row:2": str(known.pk)})
    account = Account.objects.get()
    assert (account.name, account.phone) == ("Marché Gourmand", "04 65 71 20 18")


def test_a_company_that_rows_name_is_merged_too(client, camille, django_capture_on_commit_callbacks):
    known = world.account(camille, "Marché Gourmand")
    sent = send(client, ("gens.csv", "nom;prénom;société\nRoy;Luc;Marché Gourmand SARL\n"))
    (item,) = client.get(sent.headers["Location"]).context["duplicates"]
    assert (item["field"], item["id"]) == ("name:Marché Gourmand SARL", known.pk)
    page = decide(client, sent, kind="contacts", **{item["field"]: str(known.pk)})
    assert [one["is_merged"] for one in page.context["duplicates"]] == [True]
    begin(client, sent, django_capture_on_commit_callbacks, kind="contacts")
    assert Contact.objects.get().account == known
    begin(
        client,
        send(client, ("encore.csv", "nom;prénom;société\nRoux;Ida;Marché Gourmand SARL\n")),
        django_capture_on_commit_callbacks,
    )
    assert (Account.objects.count(), Contact.objects.filter(account=known).count()) == (1, 2)


def test_the_cell_that_changes_is_marked(client, camille):
    world.account(camille, "Berliet", city="Lyon", phone="04 65 71 20 18")
    sent = send(client, ("comptes.csv", "nom;ville;tél\nBerliet;Lyon;04 65 71 20 99\n"))
    (row,) = client.get(sent.headers["Location"]).context["first_rows"]
    assert (row.effect, row.cells) == (
        "updated",
        [("Berliet", False), ("Lyon", False), ("04 65 71 20 99", True)],
    )


def test_two_columns_of_one_field_are_not_imported(client):
    sent = send(client, ("liste.csv", FOREIGN))
    clash = {**DECIDED, "column-1": "last_name"}
    page = decide(client, sent, **clash)
    assert [column.clashes for column in page.context["columns"]] == [True, True, False, False]
    answer = client.post(sent.headers["Location"], {**clash, "do": "begin"})
    assert (answer.status_code, Import.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    "sent_values",
    [
        {"kind": "invoices"},
        {"kind": "contacts", "column-0": "password"},
        {"kind": "contacts", "column-0": "custom.absent"},
    ],
)
def test_what_no_form_offers_is_refused(client, sent_values):
    sent = send(client, ("gens.csv", "Nom;Prénom\nPerrin;Margaux\n"))
    assert client.post(sent.headers["Location"], sent_values).status_code == 422


def test_cells_and_rows_that_cannot_be_are_passed_over(client):
    sent = send(client, ("gens.csv", "Nom;Prénom\nPerrin;Margaux\n"))
    odd = {
        "kind": "contacts",
        "cell-99999999999-1": "x",
        "cell-2-99": "x",
        "row:2": "x" * 40,
        "row:9999999999": "1",
        "name:": "1",
        "to": "-1",
    }
    assert client.post(sent.headers["Location"], odd).status_code == 303
    assert client.get(sent.headers["Location"]).context["totals"]["created"] == 1


def test_of_several_files_each_has_its_tab(client, django_capture_on_commit_callbacks):
    sent = send(client, ("gens.csv", FOREIGN), ("comptes.csv", "nom;ville\nBerliet;Lyon\n"))
    page = client.get(sent.headers["Location"], {"table": "1"})
    assert [(tab["name"], tab["is_current"]) for tab in page.context["tabs"]] == [
        ("gens.csv", False),
        ("comptes.csv", True),
    ]
    client.post(sent.headers["Location"] + "?table=0", {"kind": ""})
    begin(client, sent, django_capture_on_commit_callbacks)
    assert (Account.objects.count(), Contact.objects.count()) == (1, 0)


def test_refused_rows_come_back_corrected(client, django_capture_on_commit_callbacks):
    sent = send(client, ("liste.csv", FOREIGN))
    begin(client, sent, django_capture_on_commit_callbacks, **DECIDED)
    rows = refused_file(client, Import.objects.get())
    assert rows == [
        ["Alpha", "Beta", "Gamma", "Delta", "Motif du refus"],
        ["Oriol", "Étienne", "e@@oriol", "41", "«\xa0e@@oriol\xa0» n’est pas une adresse e-mail."],
    ]
    again = client.post(f"/imports/{Import.objects.get().pk}/correction/")
    page = client.get(again.headers["Location"])
    assert [column.target for column in page.context["columns"]] == [*list(DECIDED.values())[1:], ""]
    cell = {"cell-2-2": "e@oriol.example", "was-cell-2-2": "e@@oriol"}
    begin(client, again, django_capture_on_commit_callbacks, kind="contacts", **cell)
    assert Contact.objects.get(last_name="Oriol").emails == [{"value": "e@oriol.example", "kind": "work"}]


def test_the_model_of_someone_else_can_be_used_but_only_by_administrators(client, root, bruno):
    decide(client, send(client, ("liste.csv", FOREIGN)), **DECIDED, do="save")
    other = create_user(email="a@carnet.example", name="Alix", role=Role.ADMIN, password=None, actor=root)
    stranger = Client()
    stranger.force_login(other)
    page = stranger.get(send(stranger, ("x.csv", FOREIGN)).headers["Location"])
    assert page.context["sheet"].is_remembered
    assert client_of(bruno).get("/imports/").context["mappings"] == []


@pytest.mark.parametrize(("columns", "status"), [(400, 200), (2000, 422)])
def test_a_very_wide_table_is_shown_or_refused_with_a_sentence(client, columns, status):
    header = ";".join(["Nom", "Prénom", *(f"colonne {at}" for at in range(columns - 2))])
    sent = send(client, ("large.csv", f"{header}\nPerrin;Margaux{';x' * (columns - 2)}\n"))
    page = client.get(sent.headers["Location"])
    assert page.status_code == status
    assert (page.context["refusal"] is None) == (status == 200)
