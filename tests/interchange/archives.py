"""Archives in tests: a company with something in every corner, and a Carnet as `carnet init` leaves it."""

import io
import json
import zipfile
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection

from carnet.catalogue import actions as catalogue
from carnet.core.acting import Actor, Role
from carnet.deals import actions as deals
from carnet.deals import agenda, queries
from carnet.deals.models import Pipeline, Stage
from carnet.directory import actions as directory
from carnet.files.models import File
from carnet.identity import actions as identity
from carnet.identity.models import Company, CustomField, Token, User
from carnet.interchange.archive.load import load_archive
from carnet.interchange.archive.tables import archived_models, columns_of
from carnet.interchange.archive.write import write_archive
from carnet.interchange.models import Import
from carnet.sales import actions as sales
from carnet.workspace.models import SavedView
from tests.conftest import NOW

ODD = 'A "quoted"; text\r\nwith lines, =1+1, \u00a0no-break, 🎉 and \u202bעברית\u202c'


def whole_company(root: Actor, owner: User) -> None:
    """One of nearly everything, with texts that break careless formats, and an id given and deleted."""
    office = identity.create_office(name="Lyon", actor=root)
    team = identity.create_team(name="Studio", office=office, actor=root)
    member = identity.create_member(values={"name": "Inès", "team": team}, actor=root)
    identity.update_team(team=team, values={"head": member}, actor=root)
    CustomField.objects.create(
        kind="directory.account", key="size", label="Taille", created_at=NOW, updated_at=NOW
    )
    Token.objects.create(user=owner, name="t", sha256="0" * 64, created_at=NOW)
    SavedView.objects.create(user=owner, page="deals", name="Mine", query="stage=1", created_at=NOW)
    photo = File.objects.create(
        sha256="1" * 64, media_type="image/png", size=3, content=b"\x00\xff\n", created_at=NOW
    )
    parent = directory.create_account(values={"name": ODD[:100], "owner": member}, actor=root)
    account = directory.create_account(
        values={"name": "Fille", "parent": parent, "tags": ["a,b"]}, actor=root
    )
    type(account).objects.filter(pk=account.pk).update(
        custom={"size": 1.5}, kept=[{"name": "X-A", "value": "é"}]
    )
    contact = directory.create_contact(
        values={"last_name": "Perrin", "account": account, "note": ODD, "birthday": "--05-09"}, actor=root
    )
    type(contact).objects.filter(pk=contact.pk).update(photo=photo)
    _trade(root, account, contact)
    directory.delete_contact(
        contact=directory.create_contact(values={"last_name": "X"}, actor=root), actor=root
    )
    Import.objects.create(
        started_at=NOW, actor_name="x", via="command", title="t", fingerprint="f", report=[{}]
    )


def _trade(root: Actor, account: Any, contact: Any) -> None:
    product = catalogue.create_product(values={"name": "Tirage", "list_price": 1999}, actor=root)
    store = catalogue.create_store(values={"name": "Lyon 2", "city": "Lyon"}, actor=root)
    lines = [{"product": product, "quantity": "2.5", "unit_price": -100}]
    deal = deals.create_deal(
        values={
            "name": "Campagne",
            "account": account,
            "contact": contact,
            "lines": lines,
            "probability": 0.1,
        },
        actor=root,
    )
    won = queries.visible_stages(None).get(kind="won")
    deals.update_deal(
        deal=deal, values={"stage": won, "closed_amount": 10**15, "closed_on": NOW.date()}, actor=root
    )
    starts_at = NOW + timedelta(microseconds=1)
    agenda.create_activity(
        values={"kind": "call", "subject": "a", "starts_at": starts_at, "deal": deal}, actor=root
    )
    sales.create_sale(
        values={"sold_on": NOW.date(), "product": product, "store": store, "quantity": Decimal("0.333")},
        actor=root,
    )


def archived(actor: Actor, path: Path) -> Path:
    """The archive of the present Carnet."""
    with path.open("wb") as target:
        write_archive(target, actor=actor)
    return path


def load(path: Path, actor: Actor, **options: Any) -> dict[str, Any]:
    """Read an archive in."""
    return load_archive(path=path, name=path.name, actor=actor, **options)


def contents() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that the archive holds."""
    found = {}
    for table, model in archived_models().items():
        names = [column.attname for column in columns_of(model)]
        found[table] = list(model._base_manager.order_by("pk").values_list(*names))
    return found


def made_new(*, owner: bool = True) -> User | None:
    """The database as `carnet init` leaves it."""
    stages = list(Stage.objects.filter(pipeline__is_default=True).order_by("pk"))
    [pipeline] = Pipeline.objects.filter(is_default=True)
    models = [*archived_models().values(), apps.get_model("journal.receipt")]
    with connection.cursor() as cursor, connection.constraint_checks_disabled():
        for model in reversed(models):  # scores before the forecasts that hold them
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")
    Company.objects.create(pk=1, created_at=NOW, updated_at=NOW)
    pipeline.save(force_insert=True)
    Stage.objects.bulk_create(stages)
    init = Actor(name="carnet", at=NOW, role=Role.OWNER, via="command")
    if not owner:
        return None
    email = "init@carnet.example"
    return identity.create_user(email=email, name="", role=Role.OWNER, password="x" * 12, actor=init)


def members(path: Path) -> dict[str, bytes]:
    """What is in an archive, by name."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: dict[str, bytes], path: Path) -> Path:
    """An archive of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    path.write_bytes(buffer.getvalue())
    return path


def manifest_of(files: dict[str, bytes]) -> dict[str, Any]:
    """The manifest among the files of an archive."""
    return json.loads(files["manifest.json"])
