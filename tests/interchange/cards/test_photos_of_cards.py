"""Photos that come with cards: shown when they are pictures, kept as they are when they are not."""

import base64

import pytest

from carnet.directory.actions import update_contact
from carnet.directory.models import Account, Contact
from carnet.files.models import File
from carnet.files.photos import LARGEST
from carnet.interchange.cards.out import vcf_chunks
from tests.interchange.importing import counts, load
from tests.web.world import photo as stored
from tests.web.world import png

pytestmark = pytest.mark.django_db

NAME = ["N:Perrin;Margaux;;;", "FN:Margaux Perrin"]


def b64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def photo(content: bytes, params: str = "ENCODING=b;TYPE=PNG") -> str:
    return f"PHOTO;{params}:{b64(content)}"


def out(*records, version="3.0") -> str:
    return b"".join(vcf_chunks(records, version=version)).decode().replace("\r\n ", "")


def test_a_picture_becomes_the_photo_and_comes_out_again(vcf, root):
    picture = png(4, 3)
    path = vcf([*NAME, photo(picture)])
    assert counts(load(path, actor=root)) == [(1, 0, 0, 0)]
    contact = Contact.objects.select_related("photo").get()
    assert (bytes(contact.photo.content), contact.photo.media_type) == (picture, "image/png")
    assert f"PHOTO;ENCODING=b;TYPE=PNG:{b64(picture)}\r\n" in out(contact)
    assert f"PHOTO:data:image/png;base64,{b64(picture)}\r\n" in out(contact, version="4.0")
    assert counts(load(path, actor=root)) == [(0, 0, 1, 0)]


def test_what_a_picture_is_its_bytes_say(vcf, root):
    load(vcf([*NAME, photo(png(1, 1), "ENCODING=b;TYPE=JPEG")]), actor=root)
    assert File.objects.get().media_type == "image/png"


def test_the_frame_apple_cuts_out_of_a_picture_comes_back(vcf, root):
    frame = "X-ABCROP-RECTANGLE=ABClipRect_1&0&0&640&640"
    load(vcf([*NAME, photo(png(1, 1), f"{frame};ENCODING=b;TYPE=PNG")]), actor=root)
    contact = Contact.objects.get()
    assert frame in out(contact)
    assert b64(png(1, 1)) not in str(contact.kept)


def test_one_picture_of_many_people_is_stored_once(vcf, root):
    load(vcf(*([f"N:Martin;{name};;;", photo(png(2, 2))] for name in "ABC")), actor=root)
    assert File.objects.count() == 1
    assert Contact.objects.filter(photo=File.objects.get()).count() == 3


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"not a picture at all", "This is no photo"),
        (png(1, 1)[:14], "This is no photo"),
        (png(60_000, 60_000), "too many pixels"),
        (png(1, 1) + b"\0" * LARGEST, "at most 5 MB"),
    ],
    ids=["no picture", "cut off", "bomb", "too large"],
)
def test_what_is_no_picture_is_told_kept_and_given_back(vcf, root, content, reason):
    report = load(vcf([*NAME, photo(content)]), actor=root)
    assert counts(report) == [(1, 0, 0, 0)]
    assert reason in report["files"][0]["warnings"][0]["message"]
    contact = Contact.objects.get()
    assert contact.photo is None
    assert not File.objects.exists()
    assert b64(content) in out(contact)


def test_a_picture_on_the_web_is_not_fetched_and_stays_an_address(vcf, root):
    report = load(vcf([*NAME, "PHOTO;VALUE=uri:http://192.168.0.1/face.jpg"]), actor=root)
    assert report["files"][0]["warnings"] == []
    assert "PHOTO;VALUE=uri:http://192.168.0.1/face.jpg" in out(Contact.objects.get())


def test_another_photo_chosen_here_is_the_one_given_out(vcf, root, bruno):
    load(vcf([*NAME, photo(png(1, 1), "X-ABCROP-RECTANGLE=1;ENCODING=b;TYPE=PNG")]), actor=root)
    update_contact(contact=Contact.objects.get(), values={"photo": stored(bruno, 9, 9)}, actor=bruno.actor)
    card = out(Contact.objects.get())
    assert card.count("PHOTO") == 1
    assert f"PHOTO;ENCODING=b;TYPE=PNG:{b64(png(9, 9))}" in card


def test_the_picture_of_a_company_comes_out_with_its_card(vcf, root):
    load(vcf(["FN:Morel", "ORG:Morel", photo(png(5, 5))]), actor=root)
    account = Account.objects.get()
    assert b64(png(5, 5)) in out(account)
    assert b64(png(5, 5)) not in str(account.kept)
