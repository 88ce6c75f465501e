"""An import of cards taken back leaves the company as it was; one that was killed ends as any other."""

import base64

import pytest

from carnet.directory import actions as directory
from carnet.directory.models import Contact
from carnet.interchange.actions import begin_import
from carnet.interchange.cards import loading
from carnet.interchange.models import Import
from carnet.interchange.plan import Options, sources_of
from carnet.interchange.undo.actions import undo_import
from tests.interchange.importing import DATA, counts, load, needs_data
from tests.interchange.undoing import business, differences
from tests.web.world import png

pytestmark = pytest.mark.django_db

MARGAUX = ["N:Perrin;Margaux;;;", "EMAIL:margaux@studio.example"]
PHOTO = f"PHOTO;ENCODING=b;TYPE=PNG:{base64.b64encode(png(2, 3)).decode()}"


def undo(actor) -> None:
    undo_import(started=Import.objects.latest("pk"), actor=actor)


def test_contacts_companies_photos_and_what_was_kept_are_taken_back(vcf, root):
    directory.create_contact(
        values={"first_name": "Margaux", "last_name": "Perrin", "emails": ["margaux@studio.example"]},
        actor=root,
    )
    before = business()
    card = [*MARGAUX, PHOTO, "ORG:Studio;Image", "X-AIM:margot", "TITLE:Directrice", "TEL:0612345678"]
    path = vcf(card, ["FN:Morel", "ORG:Morel", PHOTO], ["N:Martin;Paul;;;", PHOTO])
    assert counts(load(path, actor=root)) == [(2, 1, 0, 0)]
    undo(root)
    assert differences(before, business()) == {}
    assert counts(load(path, actor=root)) == [(2, 1, 0, 0)]


def test_a_second_import_taken_back_leaves_the_first(vcf, root):
    load(vcf([*MARGAUX, "TITLE:Stagiaire", "X-AIM:margot"]), actor=root)
    before = business()
    load(vcf([*MARGAUX, "TITLE:Directrice", "X-AIM:marge"], name="later.vcf"), actor=root)
    undo(root)
    assert differences(before, business()) == {}


@needs_data
def test_all_real_cards_are_taken_back_at_once(root):
    before = business()
    load(DATA / "vcards", actor=root)
    undo(root)
    assert differences(before, business()) == {}


def test_an_import_killed_between_companies_and_people_ends_as_if_it_had_not_been(vcf, root, monkeypatch):
    path = vcf([*MARGAUX, PHOTO, "ORG:Morel"], ["FN:Morel", "ORG:Morel", PHOTO], ["N:Martin;Paul;;;"])
    begun, _plan = begin_import(sources=sources_of([path]), options=Options(), actor=root)

    def killed(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(loading, "PEOPLE", loading.replace(loading.PEOPLE, known=killed))
        with pytest.raises(KeyboardInterrupt):
            load(path, actor=root)
    report = load(path, actor=root)
    assert report["import"] == begun.pk
    assert counts(report) == [(2, 0, 1, 0)]
    assert Contact.objects.get(last_name="Perrin").account.name == "Morel"
    assert counts(load(path, actor=root)) == [(0, 0, 3, 0)]
