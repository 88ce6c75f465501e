"""A card that is refused costs no neighbour, and its text can be had for repair."""

import pytest

from carnet.directory.models import Contact
from carnet.interchange.models import Import, Refused
from tests.interchange.importing import counts, load
from tests.interchange.vcard.reading import card
from tests.web.pipeline import client_of

pytestmark = pytest.mark.django_db

GOOD = ["N:Perrin;Margaux;;;", "FN:Margaux Perrin"]
TOO_LONG = ["N:Trop;Long;;;", f"NOTE:{'x' * 70_000}"]


def test_the_neighbours_of_a_refused_card_go_in(vcf, root):
    report = load(vcf(GOOD, TOO_LONG, ["N:Martin;Paul;;;"]), actor=root)
    assert counts(report) == [(2, 0, 0, 1)]
    (error,) = report["files"][0]["errors"]
    assert (error["line"], error["message"]) == (6, "the card holds more than 64 KB of text.")
    assert sorted(Contact.objects.values_list("last_name", flat=True)) == ["Martin", "Perrin"]


def test_refused_cards_are_given_back_as_cards_that_can_be_mended(vcf, root, camille, tmp_path):
    path = vcf(["REV:2026-01-01", "X-NOTHING:1"], GOOD)
    load(path, actor=root)
    run, table = Import.objects.get(), Refused.objects.get().table
    page = client_of(camille).get(f"/imports/{run.pk}/").content.decode()
    assert "vCard" in page
    assert "import-correction" not in page
    sent = client_of(camille).get(f"/imports/{run.pk}/refused/", {"table": table})
    assert sent["Content-Type"] == "text/vcard; charset=utf-8"
    text = b"".join(sent.streaming_content).decode()
    assert text == card("REV:2026-01-01", "X-NOTHING:1")
    mended = tmp_path / "mended.vcf"
    mended.write_text(text.replace("X-NOTHING:1", "FN:Paul Martin"), newline="")
    assert counts(load(mended, actor=root)) == [(1, 0, 0, 0)]


def test_trying_an_address_book_shows_its_people_and_writes_nothing(vcf, camille):
    path = vcf([*GOOD, "EMAIL:m@x.example", "ORG:Studio"], ["FN:Morel", "ORG:Morel"])
    client = client_of(camille)
    with path.open("rb") as file:
        checking = client.post("/imports/new/", {"files": file})["Location"]
    page = client.get(checking).content.decode()
    assert "m@x.example" in page
    assert "Studio" in page
    assert not Contact.objects.exists()


def test_a_card_of_which_nothing_can_be_read_is_refused(tmp_path, root):
    path = tmp_path / "half.vcf"
    path.write_text("BEGIN:VCARD\r\n")
    assert counts(load(path, actor=root)) == [(0, 0, 0, 1)]
