"""What no database and no encoding holds costs its own row, and its refused row can be given back."""

import pytest

from carnet.core.text import writable
from carnet.directory.models import Account
from carnet.interchange.mapping.choices import TableChoice
from carnet.interchange.models import Import
from carnet.interchange.out import csv_lines
from carnet.interchange.refusals import refused_tables, with_reasons
from tests.interchange.importing import counts, load

GOOD = "".join(f"Maison {number};Évry\n" for number in range(40)).encode()


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        (b"Caf\xff;Lyon\n", "Caf\ufffd,Lyon,"),
        (b"Caf\xed\xa0\x80;Lyon;3\n", "Caf\ufffd\ufffd\ufffd,Lyon,"),
        (b"Caf\x00;Lyon\n", "Caf\ufffd,Lyon,"),
    ],
)
def test_a_bad_byte_costs_its_row_alone(root, tmp_path, row, kept) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"nom;ville\n" + GOOD + row)
    assert counts(load(path, actor=root)) == [(40, 0, 0, 1)]
    assert Account.objects.count() == 40
    run = Import.objects.get()
    (table,) = refused_tables(run)
    text = "".join(csv_lines(*with_reasons(run, table)))
    assert kept in text.encode().decode()


@pytest.mark.parametrize(
    ("text", "held"),
    [("a\0b", "a\ufffdb"), ("\ud83d", "\ufffd"), ("é\udcff", "é\ufffd"), ("a\r\n🎉", "a\r\n🎉"), ("", "")],
)
def test_a_writable_text_is_held_by_every_database(text, held) -> None:
    assert writable(text) == held


@pytest.mark.parametrize("typed", ["Caf\0", "Caf\ud83d"])
def test_what_no_database_holds_is_replaced_in_a_corrected_cell(root, tmp_path, typed) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"nom;ville\n" + GOOD)
    choice = TableChoice("accounts", ("name", "city")).corrected(2, 0, typed)
    assert counts(load(path, actor=root, choices={str(path): choice})) == [(40, 0, 0, 0)]
    assert Account.objects.filter(name="Caf\ufffd").exists()
