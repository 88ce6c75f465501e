"""The permission matrix of the pages: every route with its methods and who it is for."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.core import signing
from django.db import connection
from django.urls import URLPattern, URLResolver, reverse

from carnet.core.acting import Actor, Role
from carnet.deals.models import Deal, Stage
from carnet.identity.actions import create_token
from carnet.identity.custom_fields import create_custom_field
from carnet.identity.models import Token
from carnet.interchange.airtable.models import AirtableConflict, AirtableLink, AirtableTable
from carnet.interchange.feeds.models import Feed
from carnet.interchange.mapping.choices import TableChoice
from carnet.interchange.mapping.remembered import save_mapping
from carnet.interchange.models import Import
from carnet.web import undo, urls
from carnet.workspace import actions as workspace
from tests.conftest import NOW
from tests.web import world


@dataclass(frozen=True)
class Route:
    """Its methods; `rule`: open, read, own (everyone for themselves), write or admin; `hidden`: Bruno's."""

    methods: str
    rule: str
    hidden: bool = False


def _record(name: str, *, hidden: bool) -> dict[str, Route]:
    return {
        f"{name}-list": Route("GET", "read"),
        f"{name}-new": Route("GET POST", "write"),
        f"{name}-bulk": Route("POST", "write"),
        name: Route("GET", "read", hidden),
        f"{name}-edit": Route("GET POST", "write", hidden),
        f"{name}-delete": Route("POST", "write", hidden),
        f"{name}-field": Route("GET POST", "write", hidden),
    }


def _setting(name: str) -> dict[str, Route]:
    both, post = Route("GET POST", "admin"), Route("POST", "admin")
    return {f"people:{name}-new": both, f"people:{name}": both, f"people:{name}-edit": both} | {
        f"people:{name}-delete": post
    }


MATRIX: dict[str, Route] = {
    **_record("directory:account", hidden=True),
    **_record("directory:contact", hidden=True),
    **_record("deals:deal", hidden=True),
    **_record("deals:activity", hidden=True),
    **_record("sales:sale", hidden=True),
    **_record("catalogue:product", hidden=False),
    **_record("catalogue:store", hidden=False),
    **_setting("team"),
    **_setting("office"),
    **_setting("member"),
    **_setting("stage"),
    "directory:account-like": Route("GET", "read"),
    "directory:contact-like": Route("GET", "read"),
    "directory:account-log": Route("POST", "write", hidden=True),
    "directory:contact-log": Route("POST", "write", hidden=True),
    "directory:account-card": Route("GET", "read", hidden=True),
    "directory:contact-card": Route("GET", "read", hidden=True),
    "directory:contact-photo": Route("GET", "read", hidden=True),
    "directory:contact-photo-edit": Route("GET POST", "write", hidden=True),
    "directory:contact-photo-delete": Route("POST", "write", hidden=True),
    "deals:deal-log": Route("POST", "write", hidden=True),
    "deals:deal-stage": Route("POST", "write", hidden=True),
    "deals:deal-closure": Route("POST", "write", hidden=True),
    "deals:deal-reopening": Route("POST", "write", hidden=True),
    "deals:activity-completion": Route("POST", "write", hidden=True),
    "deals:activity-completion-undo": Route("POST", "write", hidden=True),
    "deals:activity-postponement": Route("POST", "write", hidden=True),
    "deals:pipeline": Route("GET", "read"),
    "today:today": Route("GET", "read"),
    "dashboard:dashboard": Route("GET", "read"),
    "forecast:pipeline": Route("GET", "read"),
    "forecast:track-record": Route("GET", "read"),
    "forecast:track-record-list": Route("GET", "read"),
    "forecast:computation": Route("POST", "write"),
    "forecast:announced": Route("GET", "read"),
    "forecast:announced-report": Route("GET", "read"),
    "forecast:announced-deals": Route("GET", "read"),
    "forecast:announced-computation": Route("POST", "write"),
    "forecast:announced-agents": Route("GET", "read"),
    "forecast:announced-lines": Route("POST", "write"),
    "forecast:announced-line": Route("GET POST", "write", hidden=True),
    "forecast:announced-closure": Route("POST", "write", hidden=True),
    "forecast:announced-removal": Route("POST", "write", hidden=True),
    "forecast:daily": Route("GET", "read"),
    "forecast:quota-list": Route("GET", "read"),
    "forecast:quota-sheet": Route("POST", "write"),
    "forecast:commitment": Route("POST", "write"),
    "search:search": Route("GET", "read"),
    "search:choices": Route("GET", "read"),
    "login": Route("GET POST", "open"),
    "account_login": Route("GET POST", "open"),
    "logout": Route("POST", "own"),
    "people:user-list": Route("GET", "read"),
    "people:member-list": Route("GET", "read"),
    "people:user-new": Route("POST", "admin"),
    "people:user-edit": Route("GET POST", "admin"),
    "people:user-password": Route("POST", "admin"),
    "people:company": Route("GET POST", "admin"),
    "people:archive": Route("GET POST", "admin"),
    "people:team-list": Route("GET", "admin"),
    "people:office-list": Route("GET", "admin"),
    "people:stage-list": Route("GET", "admin"),
    "people:field-list": Route("GET", "admin"),
    "people:field-new": Route("GET POST", "admin"),
    "people:field-edit": Route("GET POST", "admin"),
    "people:field-delete": Route("POST", "admin"),
    "people:field-position": Route("POST", "admin"),
    "people:token-list": Route("GET POST", "own"),
    "people:token-revocation": Route("POST", "own", hidden=True),
    "people:profile": Route("GET POST", "own"),
    "people:password": Route("GET POST", "own"),
    "imports:import-list": Route("GET", "read"),
    "imports:import-new": Route("POST", "admin"),
    "imports:upload": Route("GET POST", "admin"),
    "imports:import-fetch": Route("GET POST", "admin"),
    "imports:feed-list": Route("GET", "admin"),
    "imports:feed-new": Route("GET POST", "admin"),
    "imports:feed": Route("GET", "admin"),
    "imports:feed-edit": Route("GET POST", "admin"),
    "imports:feed-delete": Route("POST", "admin"),
    "imports:feed-reading": Route("POST", "admin"),
    "imports:feed-pause": Route("POST", "admin"),
    "imports:airtable": Route("GET", "admin"),
    "imports:airtable-settings": Route("POST", "admin"),
    "imports:airtable-sync": Route("POST", "admin"),
    "imports:airtable-trial": Route("POST", "admin"),
    "imports:airtable-conflict": Route("POST", "admin"),
    "imports:airtable-table-search": Route("POST", "admin"),
    "imports:airtable-table-new": Route("POST", "admin"),
    "imports:airtable-table": Route("GET POST", "admin"),
    "imports:import": Route("GET", "read", hidden=True),
    "imports:import-continuation": Route("POST", "admin"),
    "imports:import-refused": Route("GET", "read", hidden=True),
    "imports:import-correction": Route("POST", "admin"),
    "imports:mapping-delete": Route("POST", "admin"),
    "imports:import-undo": Route("GET POST", "admin"),
    "saved-view-save": Route("POST", "own"),
    "saved-view-drop": Route("POST", "own", hidden=True),
    "undo": Route("POST", "write", hidden=True),
}
FIELDS = {
    "account": "phone",
    "contact": "job_title",
    "deal": "next_step",
    "activity": "subject",
    "product": "category",
    "store": "city",
    "sale": "quantity",
}


_ADMIN = Actor(name="carnet", at=NOW, role=Role.ADMIN, via="command")


def patterns(found: Any = None, space: str = "") -> dict[str, URLPattern]:
    """Every route of the pages by its full name."""
    known: dict[str, URLPattern] = {}
    for item in urls.urlpatterns if found is None else found:
        if isinstance(item, URLResolver):
            known |= patterns(item.url_patterns, f"{item.namespace}:" if item.namespace else space)
        else:
            known[f"{space}{item.name}"] = item
    return known


def small_world(bruno, team, lyon) -> dict[str, int]:
    """One record of each kind, Bruno's and private where it can be; their ids by name."""
    own = {"owner": bruno.member}
    account = world.account(bruno, is_private=True, **own)
    made = {
        "account": account,
        "contact": world.contact(bruno, is_private=True, account=account, photo=world.photo(bruno), **own),
        "product": world.product(bruno),
        "store": world.store(bruno),
        "sale": world.sale(bruno, **own),
        "deal": world.deal(bruno, agent=bruno.member, amount=120_000),
        "activity": world.activity(bruno, **own),
        "announced": _announced(bruno),
        "team": team,
        "office": lyon,
        "member": bruno.member,
        "user": bruno.user,
        "stage": Stage.objects.order_by("pk").first(),
        "token": _token(bruno),
        "field": create_custom_field(kind="deals.deal", values={"label": "Tournage"}, actor=_ADMIN),
        "saved-view": workspace.save_view(page="deals", name="Les miennes", query="", actor=bruno.actor),
        "feed": Feed.objects.create(
            name="Boutique", url="https://shop.example/", created_at=NOW, updated_at=NOW
        ),
        "airtable-table": _airtable_table(),
        "airtable-conflict": _airtable_conflict(),
        "import": _import(bruno),
        "mapping": save_mapping(
            headers=["Alpha"], choice=TableChoice("contacts", ("last_name",)), title="a.csv", actor=_ADMIN
        ),
    }
    return {name: record.pk for name, record in made.items()}


def _announced(bruno) -> Deal:
    """Announced a month ahead."""
    return world.deal(bruno, agent=bruno.member, amount=50_000, expected_close_on=date(2026, 12, 20))


def _airtable_table() -> AirtableTable:
    """Of the base of an environment that names none."""
    return AirtableTable.objects.create(name="accounts", kind="accounts", created_at=NOW, updated_at=NOW)


def _airtable_conflict() -> AirtableConflict:
    link = AirtableLink.objects.create(table="accounts", kind="directory.account", object_id=1, batch=1)
    return AirtableConflict.objects.create(link=link, field="city", batch=1, created_at=NOW, updated_at=NOW)


def _import(bruno) -> Import:
    run = Import.objects.create(
        started_at=NOW, actor_id=bruno.user.pk, actor_name="Bruno", via="page", title="a.csv", state="done"
    )
    rows = [[2, "Mail", "?", ["x"]]]
    run.refused.create(table="a.csv", kind="contacts", headers=[["Mail", "emails"]], rows=rows)
    return run


def _token(bruno) -> Token:
    create_token(user=bruno.user, name="agenda", actor=bruno.actor)
    return Token.objects.get()


def address(name: str, ids: dict[str, int], bruno) -> str:
    """The address of a route for the records of the small world."""
    page = name.rsplit(":", maxsplit=1)[-1]
    kind = max((kind for kind in ids if page.startswith(kind)), key=len, default="")
    values = {
        "pk": ids.get(kind),
        "name": FIELDS.get(kind),
        "kind": "accounts",
        "key": "kept-by-nobody",
        "token": signing.dumps([bruno.user.pk, []], salt=undo.SALT, compress=True),
    }
    wanted = patterns()[name].pattern.converters
    return reverse(name, kwargs={part: values[part] for part in wanted})


def contents() -> list[tuple[str, list[Any]]]:
    """All rows of all tables; sessions apart, which keep the messages to show."""
    tables = sorted({model._meta.db_table for model in apps.get_models()} - {"django_session"})
    with connection.cursor() as cursor:
        return [(table, _rows(cursor, table)) for table in tables]


def _rows(cursor: Any, table: str) -> list[Any]:
    cursor.execute(f"SELECT * FROM {table}")
    return sorted(cursor.fetchall(), key=repr)
