"""Every card of the corpus and of the real files comes out again with every property it came in with."""

from pathlib import Path

import pytest

from carnet.directory.models import Account, Contact
from tests.interchange.cards.rounds import exported, lost, said_in
from tests.interchange.importing import DATA, counts, load, needs_data

CORPUS = sorted((Path(__file__).parents[1] / "vcard" / "corpus").glob("*.vcf"))
REAL = sorted((DATA / "vcards").glob("*.vcf"))

pytestmark = pytest.mark.django_db


def _all_of_it_comes_back(path: Path, folder: Path, root, version) -> None:
    """In and out, in and out again: nothing lost, nothing that grows."""
    readable = said_in(path)
    report = load(path, actor=root)["files"][0]
    assert report["rows"] == report["created"] + report["updated"] + report["unchanged"] + report["rejected"]
    out = exported(folder / "out.vcf", version)
    if report["rejected"]:
        readable = [card for card in readable if card]
    assert lost(readable, said_in(out)) == []
    Contact.objects.all().delete()
    Account.objects.all().delete()
    load(out, actor=root)
    assert said_in(exported(folder / "again.vcf", version)) == said_in(out)


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_every_odd_card_comes_back_whole(path, tmp_path, root, version):
    _all_of_it_comes_back(path, tmp_path, root, version)


@needs_data
@pytest.mark.parametrize("version", ["3.0", "4.0"])
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_every_real_card_comes_back_whole(path, tmp_path, root, version):
    _all_of_it_comes_back(path, tmp_path, root, version)


@needs_data
def test_all_real_cards_three_times_are_once(root):
    first = load(DATA / "vcards", actor=root)
    people = list(Contact.objects.order_by("pk").values())
    for _time in range(2):
        again = load(DATA / "vcards", actor=root)
        assert [file[:2] for file in counts(again)] == [(0, 0)] * 18
        assert [file["rows"] for file in again["files"]] == [file["rows"] for file in first["files"]]
    assert list(Contact.objects.order_by("pk").values()) == people
