"""`carnet export` writes one kind or everything, whole or not at all."""

import csv
import io
import json
import zipfile

import openpyxl
import pytest

from carnet.directory import actions as directory
from carnet.interchange.records.kinds import RECORD_KINDS
from carnet.ops.commands import export
from tests.web import world


@pytest.fixture
def account(root):
    return directory.create_account(values={"name": "=Berliet", "annual_revenue": 123_450}, actor=root)


def test_the_command_knows_every_kind() -> None:
    assert set(export.KINDS) == {*RECORD_KINDS, "all"}


@pytest.mark.parametrize("kind", list(RECORD_KINDS))
@pytest.mark.parametrize("wanted", ["csv", "xlsx", "json"])
def test_every_kind_in_every_format(carnet, tmp_path, kind, wanted) -> None:
    path = tmp_path / f"out.{wanted}"
    assert carnet("export", kind, "--format", wanted, "--out", str(path)).code == 0
    headers = {
        "csv": lambda: next(csv.reader(io.StringIO(path.read_text("utf-8-sig")))),
        "xlsx": lambda: [cell.value for cell in openpyxl.load_workbook(path).active[1]],
        "json": lambda: json.loads(path.read_text("utf-8")) and [],
    }[wanted]()
    assert headers == (list(RECORD_KINDS[kind].columns) if wanted != "json" else headers)


def test_csv_goes_to_standard_output(carnet, account) -> None:
    outcome = carnet("export", "accounts")
    [row] = csv.DictReader(io.StringIO(outcome.out.removeprefix("\ufeff")))
    assert (outcome.code, outcome.said) == (0, "")
    assert (row["name"], row["annual_revenue"]) == ("'=Berliet", "1234.50")


def test_json_is_the_record_of_the_api(carnet, account, camille, client) -> None:
    client.force_login(camille.user)
    [record] = json.loads(carnet("export", "accounts", "--format", "json").out)
    assert record == client.get(f"/api/v1/accounts/{account.pk}").json()
    assert record["annual_revenue"] == "1234.50"


def test_a_viewer_takes_out_what_they_may_see(carnet, camille, bruno, chloe) -> None:
    world.sale(camille, owner=bruno.member, reference="secret")
    assert "secret" in carnet("export", "sales", "--as", bruno.user.email).out
    assert "secret" not in carnet("export", "sales", "--as", chloe.user.email).out


@pytest.mark.parametrize("who", ["bruno", "helene", "lecteur"])
def test_everything_is_for_administrators(carnet, request, tmp_path, who) -> None:
    path = tmp_path / "all.zip"
    outcome = carnet("export", "all", "--out", str(path), "--as", request.getfixturevalue(who).user.email)
    assert (outcome.code, path.exists()) == (2, False)


def test_everything_is_an_archive_for_its_owner_alone(carnet, account, tmp_path) -> None:
    path = tmp_path / "all.zip"
    outcome = carnet("export", "all", "--out", str(path), "--json")
    assert outcome.answer == {"kind": "all", "format": "archive", "path": str(path)}
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"=Berliet" in zipfile.ZipFile(path).read("tables/directory.account.jsonl")


@pytest.mark.parametrize(
    "arguments",
    [
        ["horses"],
        ["accounts", "--format", "pdf"],
        ["accounts", "--format", "archive"],
        ["all", "--format", "csv"],
        ["accounts", "--json"],
        ["accounts", "--as", "nobody@carnet.example"],
        ["accounts", "--out", "/nowhere/at/all.csv"],
        ["accounts", "--out", "/tmp"],
    ],
)
def test_what_cannot_be_done_is_a_sentence(carnet, arguments) -> None:
    outcome = carnet("export", *arguments)
    assert outcome.code == 2
    assert outcome.said.strip()
    assert "unforeseen" not in outcome.said


def test_with_json_a_refusal_is_an_object(carnet) -> None:
    outcome = carnet("export", "all", "--format", "csv", "--json")
    assert (outcome.code, list(outcome.answer)) == (2, ["error"])


def test_an_export_broken_off_leaves_the_earlier_one(carnet, account, tmp_path, monkeypatch) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text("earlier")

    def broken(*_arguments):
        raise RuntimeError

    monkeypatch.setattr("carnet.interchange.records.files.table_rows", broken)
    assert carnet("export", "accounts", "--out", str(path)).code == 2
    assert path.read_text() == "earlier"
    assert [one.name for one in tmp_path.iterdir()] == ["accounts.csv"]


def test_a_second_export_takes_the_place_of_the_first(carnet, account, tmp_path) -> None:
    path = tmp_path / "accounts.csv"
    for _time in range(2):
        assert carnet("export", "accounts", "--out", str(path)).code == 0
    assert path.read_text("utf-8-sig").count("Berliet") == 1


def test_an_archive_comes_in_by_the_import_command(carnet, account, tmp_path) -> None:
    from tests.interchange.archives import made_new

    path = tmp_path / "all.zip"
    directory.create_account(values={"name": "Autre"}, actor=made_owner())
    assert carnet("export", "all", "--out", str(path)).code == 0
    refused = carnet("import", str(path), "--json")
    assert (refused.code, "carnet init" in refused.answer["error"]) == (2, True)
    made_new()
    report = carnet("import", str(path), "--json").answer
    [file] = report["files"]
    assert (file["kind"], file["rejected"], report["import"] > 0) == ("archive", 0, True)
    assert "=Berliet" in carnet("export", "accounts").out


def made_owner():
    from carnet.core.acting import Role
    from carnet.identity.actions import create_user
    from carnet.ops.acting import operator

    actor = operator()
    create_user(email="o@c.example", name="O", role=Role.OWNER, password="x" * 12, actor=actor)
    return actor


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_contacts_and_accounts_go_out_as_cards(carnet, account, root, version) -> None:
    directory.create_contact(values={"last_name": "Perrin"}, actor=root)
    for kind, name in (("accounts", "=Berliet"), ("contacts", "Perrin")):
        outcome = carnet("export", kind, "--format", "vcf", "--card-version", version)
        assert (outcome.code, outcome.said) == (0, "")
        assert f"VERSION:{version}" in outcome.out
        assert name in outcome.out


def test_deals_are_no_cards(carnet) -> None:
    assert carnet("export", "deals", "--format", "vcf").code == 2
