"""A damaged or forged archive is refused with a sentence, and not a row of it stays."""

import json
import struct
import zipfile
from contextlib import suppress
from hashlib import sha256

import pytest
from django.db import transaction

from carnet.core.acting import Actor, Role
from carnet.identity.actions import create_user
from carnet.interchange.archive.read import Bounds, is_archive, open_archive
from carnet.interchange.errors import UnreadableFile
from carnet.interchange.files import open_tables
from tests.conftest import NOW
from tests.interchange.archives import (
    archived,
    contents,
    load,
    manifest_of,
    members,
    packed,
    whole_company,
)

ACCOUNTS = "tables/directory.account.jsonl"


@pytest.fixture(scope="module")
def sound(django_db_setup, django_db_blocker, tmp_path_factory) -> dict[str, bytes]:
    """The files of a sound archive, written of a company that is gone again."""
    root = Actor(name="carnet", at=NOW, role=Role.OWNER, via="command")
    with django_db_blocker.unblock(), transaction.atomic():
        owner = create_user(email="c@c.example", name="C", role=Role.OWNER, password="x" * 12, actor=root)
        whole_company(root, owner)
        found = members(archived(root, tmp_path_factory.mktemp("archive") / "sound.zip"))
        transaction.set_rollback(True)
    return found


@pytest.fixture
def files(sound, db) -> dict[str, bytes]:
    """The sound archive, beside a new Carnet."""
    return sound


@pytest.fixture
def refused(root, tmp_path):
    """The sentence with which an archive of these files is refused; nothing may have changed."""

    def attempt(files) -> str:
        path = packed(files, tmp_path / "forged.zip") if isinstance(files, dict) else files
        before = contents()
        with pytest.raises(UnreadableFile) as caught:
            load(path, root)
        assert contents() == before
        return str(caught.value)

    return attempt


def with_rows(files, change, table: str = "directory.account", *, seal: bool = True) -> dict[str, bytes]:
    """The archive with the rows of a table changed, under a manifest that agrees."""
    name = f"tables/{table}.jsonl"
    rows = [json.loads(line) for line in files[name].splitlines()]
    changed = change(rows)
    rows = rows if changed is None else changed
    content = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    told = manifest_of(files)
    for entry in told["tables"] if seal else ():
        if entry["name"] == table:
            entry |= {"rows": len(rows), "sha256": sha256(content).hexdigest()}
    return {**files, name: content, "manifest.json": json.dumps(told).encode()}


def told(files, **changes) -> dict[str, bytes]:
    return {**files, "manifest.json": json.dumps(manifest_of(files) | changes).encode()}


def set_in_first(**values):
    return lambda rows: rows[0].update(values)


def test_the_archive_itself_is_sound(files, root, tmp_path) -> None:
    load(packed(files, tmp_path / "sound.zip"), root)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "C:\\x", "tables/../x", "tables/auth.user.jsonl"]
)
def test_a_file_that_does_not_belong_there(files, refused, name) -> None:
    assert "does not belong" in refused({**files, name: b"x"})


def test_a_row_changed_under_the_old_hash(files, refused) -> None:
    assert "directory.account: the archive is damaged" in refused(
        with_rows(files, set_in_first(name="Autre"), seal=False)
    )


def test_fewer_rows_than_told(files, refused) -> None:
    assert "damaged" in refused(with_rows(files, lambda rows: rows[:1], seal=False))


def test_a_missing_file(files, refused) -> None:
    assert f"“{ACCOUNTS}” is missing" in refused({name: files[name] for name in files if name != ACCOUNTS})


def test_no_manifest(files, refused) -> None:
    assert "damaged" in refused({name: files[name] for name in files if name != "manifest.json"})


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"[]",
        b"{",
        b"\xff\xfe",
        b'{"format": "carnet-archive"}',
        b"[" * 100_000,
        b'{"a": 1' + b"0" * 5000 + b"}",
    ],
)
def test_a_manifest_that_is_none(files, refused, manifest) -> None:
    assert "damaged" in refused({**files, "manifest.json": manifest})


@pytest.mark.parametrize(
    "entry",
    [
        None,
        7,
        {},
        {"name": 1, "rows": 0, "sha256": "", "last_id": 0},
        {"name": "a", "rows": "x", "sha256": "", "last_id": 0},
        {"name": "directory.account", "rows": 1, "sha256": "", "last_id": 10**30},
    ],
)
def test_a_manifest_that_tells_nonsense(files, refused, entry) -> None:
    assert "damaged" in refused(told(files, tables=[entry]))


def test_a_table_told_twice(files, refused) -> None:
    tables = manifest_of(files)["tables"]
    assert "damaged" in refused(told(files, tables=[*tables, tables[0]]))


def test_a_later_format(files, refused) -> None:
    assert "later Carnet" in refused(told(files, version=2))


def test_an_unknown_table(files, refused) -> None:
    entry = {"name": "auth.group", "rows": 0, "sha256": sha256().hexdigest(), "last_id": 0}
    forged = told(files, tables=[*manifest_of(files)["tables"], entry])
    assert "“auth.group” is unknown" in refused({**forged, "tables/auth.group.jsonl": b""})


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"password": "x"}, "“password” is unknown"),
        ({"name": None}, "name: "),
        ({"name": 7}, "name: "),
        ({"name": "x" * 201}, "longer than 200"),
        ({"kind": "enemy"}, "none of its choices"),
        ({"tags": "vip"}, "tags: "),
        ({"is_private": 1}, "is_private: "),
        ({"employees": True}, "employees: "),
        ({"employees": 1.5}, "employees: "),
        ({"employees": -1}, "database refuses"),
        ({"employees": 10**30}, "database refuses"),
        ({"created_at": "yesterday"}, "created_at: "),
        ({"created_at": "2026-11-20T09:00:00"}, "created_at: "),
        ({"note": "\x00\ud800"}, "database refuses"),
        ({"id": 0.5}, "id: "),
        ({"parent_id": 999_999}, "refers to one that is not there"),
    ],
)
def test_a_value_its_column_cannot_hold(files, refused, values, words) -> None:
    sentence = refused(with_rows(files, set_in_first(**values)))
    assert words in sentence
    assert "999" in sentence or "line 1" in sentence or "refers" in sentence


def test_a_column_that_must_be_there(files, refused) -> None:
    assert "“name” is missing" in refused(with_rows(files, lambda rows: rows[0].pop("name") and None))


def test_two_rows_of_one_id(files, refused) -> None:
    assert "database refuses" in refused(with_rows(files, lambda rows: [*rows, rows[0]]))


@pytest.mark.parametrize("line", [b"[1]", b"7", b"{", b"NaN", b'{"id": NaN}', b"[" * 100_000, b"\xff"])
def test_a_line_that_is_no_object(files, refused, line) -> None:
    forged = with_rows(files, lambda rows: [])
    tables = manifest_of(forged)["tables"]
    entry = next(one for one in tables if one["name"] == "directory.account")
    entry |= {"rows": 1, "sha256": sha256(line + b"\n").hexdigest()}
    assert "no object of JSON" in refused({**told(forged, tables=tables), ACCOUNTS: line + b"\n"})


def test_a_company_nobody_owns(files, refused) -> None:
    everyone_a_member = lambda rows: [{**row, "role": 1} for row in rows]  # noqa: E731
    assert "nobody who owns it" in refused(with_rows(files, everyone_a_member, table="identity.user"))


def test_no_company_at_all(files, refused) -> None:
    assert "no company" in refused(with_rows(files, lambda rows: [], table="identity.company"))


def test_a_name_twice(files, refused, tmp_path) -> None:
    path = packed(files, tmp_path / "twice.zip")
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(ACCOUNTS, b"{}")
    assert "or one twice" in refused(path)


def test_thousands_of_files(files, refused) -> None:
    assert "too many files" in refused({**files, **{f"tables/{number}": b"" for number in range(501)}})


def test_a_bomb_by_its_ratio(files, refused) -> None:
    assert "far more than it should" in refused({**files, ACCOUNTS: b" " * 20_000_000})


def test_ten_gigabytes_declared(files, refused, tmp_path) -> None:
    path = packed({**files, ACCOUNTS: b"x" * 100}, tmp_path / "huge.zip")
    content = bytearray(path.read_bytes())
    at = content.rindex(ACCOUNTS.encode()) - 46
    assert content[at : at + 4] == b"PK\x01\x02"
    content[at + 24 : at + 28] = struct.pack("<I", 0xFFFFFFF0)
    path.write_bytes(content)
    assert "far more than it should" in refused(path)


def test_a_size_declared_too_small_reads_no_further(files, refused, tmp_path) -> None:
    path = packed(files, tmp_path / "small.zip")
    content = bytearray(path.read_bytes())
    at = content.rindex(ACCOUNTS.encode()) - 46
    content[at + 24 : at + 28] = struct.pack("<I", 5)
    path.write_bytes(content)
    assert refused(path)


def test_more_than_its_bounds_allow(files, tmp_path) -> None:
    path = packed(files, tmp_path / "sound.zip")
    with pytest.raises(UnreadableFile), open_archive(path, "x", Bounds(unpacked=1000)):
        pass
    with open_archive(path, "x", Bounds(line=20)) as archive, pytest.raises(UnreadableFile, match="too long"):
        [list(archive.rows(member)) for member in archive.members]


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.9, 0.999])
def test_one_cut_short(files, refused, tmp_path, share) -> None:
    path = packed(files, tmp_path / "whole.zip")
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    assert "damaged" in refused(path)


def test_single_bytes_turned_over(files, root, tmp_path) -> None:
    """Wherever a byte is wrong, the archive is refused, or was read whole because the byte meant nothing."""
    path = packed(files, tmp_path / "whole.zip")
    content = path.read_bytes()
    before = contents()
    for at in range(7, len(content), len(content) // 60):
        path.write_bytes(content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :])
        with suppress(UnreadableFile):
            load(path, root, dry_run=True)
        assert contents() == before


def test_one_protected_by_a_password(files, refused, tmp_path) -> None:
    path = packed(files, tmp_path / "locked.zip")
    content = bytearray(path.read_bytes())
    at = content.rindex(ACCOUNTS.encode()) - 46
    content[at + 8] |= 1
    path.write_bytes(content)
    assert "password" in refused(path)


def test_what_is_an_archive_says_its_content(files, tmp_path) -> None:
    assert is_archive(packed(files, tmp_path / "holiday.jpg"))
    assert is_archive(packed(dict(sorted(files.items())), tmp_path / "sorted.zip"))
    assert not is_archive(packed({"xl/workbook.xml": b"<x/>"}, tmp_path / "book.xlsx"))
    assert not is_archive(packed({"manifest.json": b"[]"}, tmp_path / "other.zip"))
    text = tmp_path / "accounts.csv"
    text.write_text("name\nX\n")
    assert not is_archive(text)
    assert not is_archive(tmp_path / "absent")


def test_among_other_files_an_archive_says_how_it_is_read(files, tmp_path) -> None:
    with pytest.raises(UnreadableFile, match="carnet import"):
        open_tables(packed(files, tmp_path / "all.zip"))
