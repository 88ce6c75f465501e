"""Importing by upload: seen before it is done, done once, and told in a report."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client

from carnet.core.acting import Role
from carnet.directory.models import Account
from carnet.identity.actions import create_user
from carnet.interchange.limits import DEFAULT_LIMITS
from carnet.interchange.models import Import
from tests.web.pipeline import client_of
from tests.web.routes import contents

ACCOUNTS = (
    "nom;ville;CA\nMaison Berliet;Lyon;1 200,50\nManufacture Oriol;Paris;\nSans montant;Nice;beaucoup\n"
)
PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    """Uploads are kept in a folder of the test."""
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def client(camille) -> Client:
    return client_of(camille)


def send(client: Client, *files: tuple[str, str | bytes]):
    uploads = [
        SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
        for name, content in files
    ]
    return client.post("/imports/new/", {"files": uploads})


def begin(client: Client, sent, capture, **decided):
    """Import what was sent, as the button does; the report's page."""
    with capture(execute=True):
        answer = client.post(sent.headers["Location"], {**decided, "do": "begin"})
    return client.get(answer.headers["Location"])


def text(answer) -> str:
    return answer.content.decode()


def test_the_check_shows_what_is_read_and_writes_nothing(client):
    before = contents()
    sent = send(client, ("comptes.csv", ACCOUNTS))
    assert sent.status_code == 303
    page = client.get(sent.headers["Location"])
    (tab,) = page.context["tabs"]
    assert (tab["name"], tab["kind"], page.context["read"], page.context["left_out"]) == (
        "comptes.csv",
        "Comptes",
        3,
        0,
    )
    assert [(column.header, column.target, column.examples) for column in page.context["columns"]][:2] == [
        ("nom", "name", "Maison Berliet · Manufacture Oriol · Sans montant"),
        ("ville", "city", "Lyon · Paris · Nice"),
    ]
    totals = page.context["totals"]
    assert (totals["rows"], totals["created"], totals["rejected"]) == (3, 2, 1)
    assert "beaucoup" in text(page)
    assert contents() == before


def test_the_import_is_done_once_and_unchanged_the_second_time(client, django_capture_on_commit_callbacks):
    report = begin(client, send(client, ("comptes.csv", ACCOUNTS)), django_capture_on_commit_callbacks)
    assert "2 lignes sont dans le carnet. 1 a été refusée." in " ".join(text(report).split())
    assert set(Account.objects.values_list("name", flat=True)) == {"Maison Berliet", "Manufacture Oriol"}
    again = begin(client, send(client, ("comptes.csv", ACCOUNTS)), django_capture_on_commit_callbacks)
    totals = again.context["totals"]
    assert (totals["created"], totals["updated"], totals["unchanged"], totals["rejected"]) == (0, 0, 2, 1)
    assert Account.objects.count() == 2


def test_the_files_are_forgotten_once_they_are_in(client, data, django_capture_on_commit_callbacks):
    begin(client, send(client, ("comptes.csv", ACCOUNTS)), django_capture_on_commit_callbacks)
    assert list((data / "uploads").iterdir()) == []


def test_a_kind_that_was_chosen_counts(client, django_capture_on_commit_callbacks):
    sent = send(client, ("liste.csv", "nom;ville\nBellecour;Lyon\n"))
    page = client.post(sent.headers["Location"], {"kind": "stores"}, follow=True)
    assert page.context["tabs"][0]["kind"] == "Magasins"
    report = begin(client, sent, django_capture_on_commit_callbacks, kind="stores")
    assert report.context["files"][0]["kind"] == "stores"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.csv", PICTURE),
        ("vide.csv", b""),
    ],
)
def test_a_file_that_cannot_be_used_is_named_and_nothing_written(client, name, content):
    before = contents()
    answer = send(client, (name, content))
    if answer.status_code == 303:
        answer = client.get(answer.headers["Location"])
    assert (answer.status_code, name in str(answer.context["refusal"])) == (422, True)
    assert contents() == before


def test_one_that_cannot_be_used_is_not_imported_either(client):
    sent = send(client, ("photo.csv", PICTURE))
    assert client.post(sent.headers["Location"], {"do": "begin"}).status_code == 422
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("inconnu.csv", "alpha;beta\n1;2\n", "d’abord ce que contient le fichier"),
        ("ventes.csv", "date;quantité;magasin\n01/11/2026;2;Lyon\n", "amount / product+quantity"),
    ],
)
def test_a_file_whose_columns_are_not_all_known_is_shown_and_not_begun(client, name, content, said):
    sent = send(client, (name, content))
    assert client.get(sent.headers["Location"]).status_code == 200
    answer = client.post(sent.headers["Location"], {"do": "begin"})
    assert (answer.status_code, said in text(answer)) == (422, True)
    assert not Import.objects.exists()


def test_a_file_of_another_encoding_is_read_and_said(client, django_capture_on_commit_callbacks):
    sent = send(client, ("comptes.csv", "nom;ville\nCafé Zoé;Orléans\n".encode("cp1252")))
    begin(client, sent, django_capture_on_commit_callbacks)
    assert Account.objects.get().name == "Café Zoé"


def test_a_file_that_is_too_large_is_refused_and_not_kept(client, data, monkeypatch):
    monkeypatch.setattr(
        "carnet.interchange.uploads.DEFAULT_LIMITS", DEFAULT_LIMITS.__class__(file_bytes=1_000_000)
    )
    large = TemporaryUploadedFile("ventes.csv", "text/csv", 3_000_000, "utf-8")
    large.truncate(3_000_000)
    answer = client.post("/imports/new/", {"files": [large]})
    assert (answer.status_code, "ventes.csv" in str(answer.context["refusal"])) == (422, True)
    assert "1 Mo" in str(answer.context["refusal"]).replace("\xa0", " ")
    assert list((data / "uploads").iterdir()) == []


@pytest.mark.parametrize("count", [0, 21])
def test_between_one_and_twenty_files_go_together(client, count):
    answer = send(client, *((f"{number}.csv", "nom\nA\n") for number in range(count)))
    assert (answer.status_code, "20" in str(answer.context["refusal"])) == (422, True)


def test_the_upload_of_someone_else_is_not_there(client, root):
    other = create_user(email="a@carnet.example", name="Alix", role=Role.ADMIN, password=None, actor=root)
    sent = send(client, ("comptes.csv", ACCOUNTS))
    stranger = Client()
    stranger.force_login(other)
    for method in (stranger.get, stranger.post):
        assert method(sent.headers["Location"]).status_code == 404
    assert not Import.objects.exists()


@pytest.mark.parametrize("key", ["..", "%2e%2e", "a" * 300, "%00", "é"])
def test_a_key_nobody_was_given_is_not_there(client, key):
    assert client.get(f"/imports/uploads/{key}/").status_code == 404


@pytest.mark.parametrize("who", ["bruno", "helene", "lecteur"])
def test_others_than_administrators_see_no_form_and_send_no_file(request, who):
    client = client_of(request.getfixturevalue(who))
    page = client.get("/imports/")
    assert (page.status_code, 'type="file"' in text(page)) == (200, False)
    before = contents()
    assert send(client, ("comptes.csv", ACCOUNTS)).status_code == 403
    assert contents() == before
