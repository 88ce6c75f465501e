"""The photo of a contact: who sees it, how it is sent, replaced and taken away."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from carnet.directory.models import Contact
from carnet.files.models import File
from carnet.files.photos import LARGEST
from tests.web import world
from tests.web.pipeline import client_of


def photo_url(contact, page="") -> str:
    return f"/contacts/{contact.pk}/photo/{page}"


@pytest.fixture
def margaux(bruno) -> Contact:
    return world.contact(bruno, "Perrin", first_name="Margaux")


def send(client, contact, content: bytes, name: str = "margaux.png"):
    return client.post(photo_url(contact, "edit/"), {"photo": SimpleUploadedFile(name, content)})


def test_a_photo_sent_is_shown_on_the_page_and_in_the_list(bruno, margaux):
    client = client_of(bruno)
    picture = world.png(3, 2)
    assert send(client, margaux, picture).status_code == 303
    file = File.objects.get()
    shown = client.get(photo_url(margaux))
    assert (shown.status_code, shown.content, shown["Content-Type"]) == (200, picture, "image/png")
    address = f"{photo_url(margaux)}?v={file.pk}"
    assert f'src="{address}"' in client.get(f"/contacts/{margaux.pk}/").content.decode()
    assert f'src="{address}"' in client.get("/contacts/").content.decode()


def test_a_browser_may_not_take_a_photo_for_anything_else(bruno, margaux):
    client = client_of(bruno)
    send(client, margaux, world.png(1, 1))
    shown = client.get(photo_url(margaux))
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert shown["Cache-Control"] == "private, no-cache"
    assert "default-src 'self'" in shown["Content-Security-Policy"]


def test_a_photo_one_has_already_is_not_sent_again(bruno, margaux):
    client = client_of(bruno)
    send(client, margaux, world.png(1, 1))
    tag = client.get(photo_url(margaux))["ETag"]
    again = client.get(photo_url(margaux), headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_another_photo_takes_its_place_and_one_content_is_stored_once(bruno, margaux):
    client = client_of(bruno)
    other = world.contact(bruno, "Martin")
    for contact, picture in ((margaux, 1), (margaux, 2), (other, 1), (other, 2)):
        send(client, contact, world.png(picture, 1))
    assert File.objects.count() == 2
    assert Contact.objects.get(pk=margaux.pk).photo_id == Contact.objects.get(pk=other.pk).photo_id


def test_a_photo_is_taken_away(bruno, margaux):
    client = client_of(bruno)
    send(client, margaux, world.png(1, 1))
    assert client.post(photo_url(margaux, "delete/")).status_code == 303
    assert client.get(photo_url(margaux)).status_code == 404
    assert photo_url(margaux, "delete/") not in client.get(photo_url(margaux, "edit/")).content.decode()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Ce n’est pas une photo"),
        (b"<html><script>alert(1)</script></html>", "Ce n’est pas une photo"),
        (world.png(1, 1)[:12], "Ce n’est pas une photo"),
        (b"\xff\xd8\xff" + b"\xff" * 20_000, "Ce n’est pas une photo"),
        (world.png(40_000, 40_000), "trop de pixels"),
        (world.png(1, 1) + b"\0" * LARGEST, "5 Mo au plus"),
    ],
)
def test_what_is_no_photo_is_refused_with_a_sentence(bruno, margaux, content, sentence):
    answer = send(client_of(bruno), margaux, content)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not File.objects.exists()


def test_a_page_without_a_photo_asks_for_one(bruno, margaux):
    answer = client_of(bruno).post(photo_url(margaux, "edit/"))
    assert answer.status_code == 422
    assert "Choisissez d’abord une photo." in answer.content.decode()


def test_the_photo_of_a_private_contact_is_not_there_for_others(bruno, chloe):
    secret = world.contact(bruno, is_private=True, owner=bruno.member, photo=world.photo(bruno))
    assert client_of(bruno).get(photo_url(secret)).status_code == 200
    client = client_of(chloe)
    assert client.get(photo_url(secret)).status_code == 404
    assert send(client, secret, world.png(1, 1)).status_code == 404
    assert client.post(photo_url(secret, "delete/")).status_code == 404


def test_a_reader_sees_a_photo_and_changes_none(bruno, lecteur):
    contact = world.contact(bruno, photo=world.photo(bruno))
    client = client_of(lecteur)
    assert client.get(photo_url(contact)).status_code == 200
    assert client.get(photo_url(contact, "edit/")).status_code == 403
    assert photo_url(contact, "edit/") not in client.get(f"/contacts/{contact.pk}/").content.decode()


def test_the_page_of_a_contact_reads_no_picture(bruno, margaux, django_assert_max_num_queries):
    send(client_of(bruno), margaux, world.png(1, 1))
    client = client_of(bruno)
    with django_assert_max_num_queries(20) as asked:
        client.get("/contacts/")
    assert not [query for query in asked.captured_queries if "content" in query["sql"]]


def test_the_api_tells_where_the_photo_is(bruno, margaux):
    client = client_of(bruno)
    assert client.get(f"/api/v1/contacts/{margaux.pk}").json()["photo"] is None
    send(client, margaux, world.png(1, 1))
    address = client.get(f"/api/v1/contacts/{margaux.pk}").json()["photo"]
    assert address == photo_url(margaux)
    assert client.get(address)["Content-Type"] == "image/png"
