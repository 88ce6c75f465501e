"""An import of cards taken back: kept properties, photos and custom fields are as they were."""

import base64

import pytest

from carnet.directory import actions as directory
from carnet.directory.models import Account, Contact
from carnet.files.models import File
from carnet.identity import custom_fields
from carnet.interchange.models import Import
from carnet.interchange.undo.actions import undo_import
from tests.interchange.importing import counts, load
from tests.interchange.undoing import business, differences
from tests.interchange.vcard.reading import card
from tests.web.world import png


@pytest.fixture
def undone(root):
    """Import a file, undo it, and compare all tables; the counts."""

    def run(path):
        before = business()
        report = load(path, actor=root)
        assert business() != before
        undo_import(started=Import.objects.get(pk=report["import"]), actor=root)
        assert differences(before, business()) == {}
        return counts(report)

    return run


@pytest.fixture
def vcf(tmp_path):
    def write(name, *cards):
        path = tmp_path / name
        path.write_text("".join(card(*lines, version="3.0") for lines in cards), encoding="utf-8", newline="")
        return path

    return write


def photo(content: bytes) -> str:
    return f"PHOTO;ENCODING=b;TYPE=PNG:{base64.b64encode(content).decode()}"


PERRIN = ["N:Perrin;Margaux;;;", "FN:Margaux Perrin", "UID:perrin-1"]


def test_photos_kept_properties_and_details_are_as_they_were(vcf, undone, root):
    first = vcf("a.vcf", [*PERRIN, "EMAIL;TYPE=WORK:m@perrin.example", "X-SHOE:38", photo(png(4, 3))])
    load(first, actor=root)
    kept = Contact.objects.get()
    assert kept.kept
    assert kept.photo
    more = vcf(
        "b.vcf",
        [
            *PERRIN,
            "TEL;TYPE=CELL:+33639980001",
            "EMAIL;TYPE=HOME:margaux@perrin.example",
            "X-HAT:57",
            "NOTE:Préfère le matin",
            "ADR;TYPE=HOME:;;3 rue Neuve;Lyon;;69001;France",
            "ORG:Maison Neuve",
            photo(png(7, 7)),
        ],
        ["N:Dumas;Léo;;;", "FN:Léo Dumas", "X-ABUID:9", "ORG:Maison Neuve", photo(png(9, 9))],
        ["FN:Groupe Vaise", "N:;;;;", "ORG:Groupe Vaise", "X-ABSHOWAS:COMPANY", photo(png(5, 5))],
    )
    assert undone(more) == [(2, 1, 0, 0)]
    assert File.objects.count() == 1
    assert not Account.objects.exists()


def test_a_photo_somebody_else_has_by_now_stays(vcf, root):
    path = vcf("a.vcf", ["N:Dumas;Léo;;;", "FN:Léo Dumas", photo(png(9, 9))])
    report = load(path, actor=root)
    directory.create_contact(values={"last_name": "Perrin", "photo": File.objects.get()}, actor=root)
    undo_import(started=Import.objects.get(pk=report["import"]), actor=root)
    assert Contact.objects.get().photo == File.objects.get()


def test_custom_fields_are_as_they_were(tmp_path, undone, root):
    custom_fields.create_custom_field(
        kind="directory.account", values={"label": "Pointure", "type": "number"}, actor=root
    )
    directory.create_account(values={"name": "Maison Berliet", "custom": {"pointure": "38"}}, actor=root)
    path = tmp_path / "a.csv"
    path.write_text("nom;Pointure\nMaison Berliet;41\nMaison Neuve;42\n", encoding="utf-8")
    assert undone(path) == [(1, 1, 0, 0)]
    assert Account.objects.get().custom == {"pointure": "38"}
