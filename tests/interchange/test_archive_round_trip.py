"""An archive holds everything, and an empty Carnet that reads it is the one it was written by."""

import json

import pytest
from django.apps import apps

from carnet.core.errors import Conflict, NotAllowed
from carnet.directory import actions as directory
from carnet.identity.models import User
from carnet.interchange.archive.tables import LEFT_OUT, archived_models
from carnet.interchange.models import Import
from tests.interchange.archives import archived, contents, load, made_new, manifest_of, members, whole_company

REMEMBERED = "interchange.import"


@pytest.fixture
def archive(root, camille, tmp_path):
    whole_company(root, camille.user)
    return archived(root, tmp_path / "all.zip")


def test_every_table_is_in_the_archive_or_left_out_by_name() -> None:
    own = {model._meta.label_lower for model in apps.get_models() if model.__module__.startswith("carnet.")}
    assert own == set(archived_models()) | LEFT_OUT


def test_the_company_of_the_test_fills_what_matters(archive) -> None:
    empty = {table["name"] for table in manifest_of(members(archive))["tables"] if not table["rows"]}
    assert not empty & {
        "identity.customfield", "identity.token", "files.file", "directory.account", "directory.contact",
        "catalogue.product", "catalogue.store", "deals.deal", "deals.dealline", "deals.dealstate",
        "deals.activity", "sales.sale", "workspace.savedview", "interchange.import", "journal.journalline",
    }  # fmt: skip


def test_an_empty_carnet_reads_it_back_whole(archive, root) -> None:
    before = contents()
    made_new()
    report = load(archive, root)
    after = contents()
    imports = after.pop(REMEMBERED)
    assert imports[:-1] == before.pop(REMEMBERED)
    assert after == before
    [file] = report["files"]
    assert (file["kind"], file["rows"], file["created"]) == ("archive", file["created"], file["rows"])
    assert file["rows"] == sum(map(len, before.values())) + 1
    assert Import.objects.get(pk=report["import"]).title == "all.zip"


def test_its_archive_is_the_same_to_the_byte(archive, root, tmp_path) -> None:
    made_new()
    load(archive, root)
    first, second = members(archive), members(archived(root, tmp_path / "again.zip"))
    changing = {"manifest.json", f"tables/{REMEMBERED}.jsonl"}
    assert {name: second[name] for name in first.keys() - changing} == {
        name: first[name] for name in first.keys() - changing
    }


def test_people_log_in_as_before(archive, root, client, camille) -> None:
    made_new()
    load(archive, root)
    assert User.objects.get(email=camille.user.email).password == camille.user.password
    assert not User.objects.filter(email="init@carnet.example").exists()


def test_an_id_that_was_deleted_is_not_given_again(archive, root) -> None:
    given = next(
        table for table in manifest_of(members(archive))["tables"] if table["name"] == "directory.contact"
    )
    made_new()
    load(archive, root)
    assert given["last_id"] > max(row[0] for row in contents()["directory.contact"])
    assert directory.create_contact(values={"last_name": "Y"}, actor=root).pk == given["last_id"] + 1


def test_a_trial_run_reads_everything_and_writes_nothing(archive, root) -> None:
    made_new()
    before = contents()
    report = load(archive, root, dry_run=True)
    assert (report["import"], report["files"][0]["created"] > 40) == (None, True)
    assert contents() == before


def test_what_is_there_already_is_never_mixed_with_an_archive(archive, root) -> None:
    before = contents()
    with pytest.raises(Conflict, match="carnet init"):
        load(archive, root)
    assert contents() == before


@pytest.mark.parametrize("made", ["account", "second person", "renamed stage"])
def test_one_record_or_one_change_of_ones_own_is_data(archive, root, made) -> None:
    owner = made_new()
    if made == "account":
        directory.create_account(values={"name": "X"}, actor=root)
    elif made == "second person":
        User.objects.create(email="b@c.example", created_at=owner.created_at, updated_at=owner.updated_at)
    else:
        from carnet.deals import pipelines, queries

        pipelines.update_stage(stage=queries.default_stage(), values={"name": "Autre"}, actor=root)
    before = contents()
    with pytest.raises(Conflict):
        load(archive, root)
    assert contents() == before


def test_an_older_archive_lacks_columns_and_tables_that_came_later(archive, root, tmp_path) -> None:
    from tests.interchange.archives import packed

    files = members(archive)
    rows = [json.loads(line) for line in files["tables/directory.account.jsonl"].splitlines()]
    told = manifest_of(files)
    for row in rows:
        del row["custom"], row["kept"]
    resealed = {**files, **sealed(told, "directory.account", rows)}
    del resealed["tables/workspace.savedview.jsonl"]
    told["tables"] = [table for table in told["tables"] if table["name"] != "workspace.savedview"]
    resealed["manifest.json"] = json.dumps(told).encode()
    made_new()
    load(packed(resealed, tmp_path / "older.zip"), root)
    assert [row["id"] for row in rows] == [row[0] for row in contents()["directory.account"]]


def sealed(told, table, rows) -> dict[str, bytes]:
    """The file of a table with other rows, and the manifest told of it."""
    from hashlib import sha256

    content = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    entry = next(item for item in told["tables"] if item["name"] == table)
    entry |= {"rows": len(rows), "sha256": sha256(content).hexdigest()}
    return {f"tables/{table}.jsonl": content}


@pytest.mark.parametrize("who", ["bruno", "helene", "lecteur"])
def test_only_administrators_take_everything_out(request, who, tmp_path) -> None:
    person = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        archived(person.actor, tmp_path / "x.zip")
