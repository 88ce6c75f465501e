"""Taking an import back leaves the photos that an undo of something else would give back."""

import pytest

from carnet.directory import actions as directory
from carnet.directory.models import Contact
from carnet.files.actions import store_photo
from carnet.files.models import File
from carnet.interchange.models import Import
from carnet.interchange.undo.actions import undo_import
from carnet.journal.models import JournalLine
from tests.interchange.importing import load
from tests.interchange.test_undo_cards import PERRIN, photo
from tests.interchange.vcard.reading import card
from tests.web.world import png


@pytest.fixture
def imported(tmp_path, root):
    """Import a card of Margaux Perrin with a photo; the import."""

    def run(*lines: str, side: int) -> Import:
        path = tmp_path / f"{side}.vcf"
        text = card(*PERRIN, *lines, photo(png(side, side)), version="3.0")
        path.write_text(text, encoding="utf-8", newline="")
        return Import.objects.get(pk=load(path, actor=root)["import"])

    return run


def test_the_photo_a_later_import_replaced_comes_back_with_its_undo(imported, root) -> None:
    first = imported(side=4)
    former = Contact.objects.get().photo
    second = imported("NOTE:x", side=9)
    undo_import(started=first, keep_later=True, actor=root)
    undo_import(started=second, actor=root)
    assert Contact.objects.get().photo == former
    assert File.objects.count() == 1


def test_of_two_imports_undone_no_photo_is_left(imported, root) -> None:
    first, second = imported(side=4), imported("NOTE:x", side=9)
    undo_import(started=second, actor=root)
    undo_import(started=first, actor=root)
    assert not File.objects.exists()


def test_the_photo_of_somebody_deleted_meanwhile_comes_back_with_them(imported, root) -> None:
    own = store_photo(content=png(20, 20), actor=root)
    other = directory.create_contact(values={"last_name": "Oriol", "photo": own}, actor=root)
    directory.delete_contact(contact=other, actor=root)
    undo_import(started=imported(side=4), actor=root)
    line = JournalLine.objects.get(action="directory.contact.deleted")
    assert directory.restore_contact(line=line, actor=root).photo == own
