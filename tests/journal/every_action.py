"""Every action of the modules below the faces, found by walking them, each with one way to do it."""

import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from importlib import import_module
from itertools import count
from typing import Any

import carnet
from carnet.catalogue import actions as catalogue
from carnet.catalogue.models import Product, Store
from carnet.core.acting import Actor, Role
from carnet.core.period import Period
from carnet.deals import actions as deals
from carnet.deals import agenda, pipelines
from carnet.deals.models import Activity, Deal, Stage
from carnet.deals.totals import Lines
from carnet.directory import actions as directory
from carnet.directory.models import Account, Contact
from carnet.forecasting.models import Commitment, Quota
from carnet.forecasting.quotas import actions as quotas
from carnet.identity import actions as identity
from carnet.identity import custom_fields
from carnet.identity import queries as people
from carnet.identity.models import CustomField, Member, Office, Team, Token, User
from carnet.interchange.models import Import
from carnet.journal import queries as journal
from carnet.journal.models import Editable, JournalLine
from carnet.sales import actions as sales
from carnet.sales.models import Sale
from carnet.workspace import actions as workspace
from carnet.workspace.models import SavedView

MODULES = ("identity", "directory", "catalogue", "deals", "sales", "workspace")
APART = (
    "carnet.interchange.undo.actions",
    "carnet.forecasting.quotas.actions",
    "carnet.forecasting.announced.actions",
)
"""Actions of modules whose other functions drive those of the modules above, or only compute."""
OUTSIDE_THE_JOURNAL = {
    "preview_undo": "it writes nothing",
    "note_token_use": "when a token last served is no change of the company's data",
    "save_view": "saved views are personal",
    "drop_view": "saved views are personal",
}
SECRET = "une phrase de passe"
DAYS = (date(2026, 11, 1), date(2026, 11, 30))
NOVEMBER = {"from_on": DAYS[0], "until_on": DAYS[1], "amount": 1_000_000}


def found_actions() -> dict[str, Callable[..., Any]]:
    """The public functions that take an actor by keyword, by name."""
    paths = [
        f"carnet.{module}.{info.name}"
        for module in MODULES
        for info in pkgutil.iter_modules([f"{carnet.__path__[0]}/{module}"])
        if info.name != "migrations"
    ]
    return {name: function for path in (*paths, *APART) for name, function in _functions(path)}


def _functions(path: str) -> list[tuple[str, Callable[..., Any]]]:
    module = import_module(path)
    return [
        (name, function)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == path and not name.startswith("_") and _takes_an_actor(function)
    ]


def _takes_an_actor(function: Callable[..., Any]) -> bool:
    actor = inspect.signature(function).parameters.get("actor")
    return actor is not None and actor.kind is inspect.Parameter.KEYWORD_ONLY


@dataclass
class World:
    """Records to act upon, made when they are asked for by someone other than the actor."""

    maker: Actor
    numbers: Any = field(default_factory=lambda: count(1))

    def name(self) -> str:
        return f"Fiche {next(self.numbers)}"

    def user(self, role: Role = Role.MEMBER) -> User:
        email = f"personne{next(self.numbers)}@carnet.example"
        return identity.create_user(email=email, name=self.name(), role=role, password=None, actor=self.maker)

    @cached_property
    def token(self) -> Token:
        user = self.user()
        identity.create_token(user=user, name="Tableur", actor=self.maker)
        return Token.objects.get(user=user)

    @cached_property
    def office(self) -> Office:
        return identity.create_office(name=self.name(), actor=self.maker)

    @cached_property
    def team(self) -> Team:
        return identity.create_team(name=self.name(), actor=self.maker)

    @cached_property
    def member(self) -> Member:
        return identity.create_member(values={"name": self.name()}, actor=self.maker)

    @cached_property
    def custom_field(self) -> CustomField:
        values = {"label": self.name(), "type": "text"}
        return custom_fields.create_custom_field(kind="deals.deal", values=values, actor=self.maker)

    @cached_property
    def two_fields(self) -> list[CustomField]:
        labels = self.name(), self.name()
        create = custom_fields.create_custom_field
        return [create(kind="sales.sale", values={"label": label}, actor=self.maker) for label in labels]

    @cached_property
    def account(self) -> Account:
        return directory.create_account(values={"name": self.name()}, actor=self.maker)

    @cached_property
    def contact(self) -> Contact:
        return directory.create_contact(values={"last_name": self.name()}, actor=self.maker)

    @cached_property
    def product(self) -> Product:
        return catalogue.create_product(values={"name": self.name()}, actor=self.maker)

    @cached_property
    def store(self) -> Store:
        return catalogue.create_store(values={"name": self.name()}, actor=self.maker)

    @cached_property
    def stage(self) -> Stage:
        values = {"pipeline": Stage.objects.all()[0].pipeline, "name": self.name(), "kind": "engaging"}
        return pipelines.create_stage(values=values, actor=self.maker)

    @cached_property
    def deal(self) -> Deal:
        return deals.create_deal(values={"name": self.name()}, actor=self.maker)

    @cached_property
    def won_deal(self) -> Deal:
        return deals.win_deal(deal=self.deal, actor=self.maker)

    @cached_property
    def activity(self) -> Activity:
        return agenda.create_activity(values={"kind": "call", "subject": self.name()}, actor=self.maker)

    @cached_property
    def done_activity(self) -> Activity:
        return agenda.complete_activity(activity=self.activity, actor=self.maker)

    @cached_property
    def sale(self) -> Sale:
        values = {"sold_on": date(2026, 11, 2), "amount": 1995}
        return sales.create_sale(values=values, actor=self.maker)

    @cached_property
    def quota(self) -> Quota:
        return quotas.create_quota(values={"member": self.member, **NOVEMBER}, actor=self.maker)

    @cached_property
    def october(self) -> Period:
        """A month for which a member has a quota."""
        days = {"from_on": date(2026, 10, 1), "until_on": date(2026, 10, 31)}
        quotas.create_quota(values={"member": self.member, **days, "amount": 5}, actor=self.maker)
        return Period(*days.values())

    @cached_property
    def head(self) -> Member:
        identity.update_team(team=self.team, values={"head": self.member}, actor=self.maker)
        return self.member

    @cached_property
    def commitment(self) -> Commitment:
        return quotas.create_commitment(values={"head": self.head, **NOVEMBER}, actor=self.maker)

    @cached_property
    def imported(self) -> Import:
        """An import that brought an account."""
        run = Import.objects.create(started_at=self.maker.at, via="page", title="a.csv", state="done")
        directory.create_account(values={"name": self.name()}, actor=replace(self.maker, batch=run.pk))
        return run

    @cached_property
    def view(self) -> SavedView:
        return workspace.save_view(page="deals", name="Ouvertes", query="stage=1", actor=self.maker)

    def deletion(self, delete: Callable[..., None], **record: Editable) -> JournalLine:
        """The line left by deleting a record."""
        (deleted,) = record.values()
        pk = deleted.pk
        delete(**record, actor=self.maker)
        deleted.pk = pk
        return journal.lines_of(deleted)[0]


Arguments = dict[str, Any]
A, M = Role.ADMIN, Role.MEMBER
CASES: dict[str, tuple[Role, Callable[[World], Arguments]]] = {
    "update_company": (A, lambda w: {"company": people.company(), "values": {"name": "Atelier"}}),
    "create_office": (A, lambda w: {"name": "Nantes"}),
    "update_office": (A, lambda w: {"office": w.office, "values": {"name": "Nantes"}}),
    "delete_office": (A, lambda w: {"office": w.office}),
    "create_team": (A, lambda w: {"name": "Tournage"}),
    "update_team": (A, lambda w: {"team": w.team, "values": {"name": "Tournage"}}),
    "delete_team": (A, lambda w: {"team": w.team}),
    "create_member": (A, lambda w: {"values": {"name": "Agathe"}}),
    "update_member": (A, lambda w: {"member": w.member, "values": {"name": "Agathe"}}),
    "delete_member": (A, lambda w: {"member": w.member}),
    "create_user": (A, lambda w: {"email": "a@carnet.example", "name": "A", "role": M, "password": SECRET}),
    "update_user": (A, lambda w: {"user": w.user(), "values": {"name": "Agathe"}}),
    "change_password": (A, lambda w: {"user": w.user(), "password": SECRET}),
    "create_token": (A, lambda w: {"user": w.user(), "name": "Tableur"}),
    "revoke_token": (A, lambda w: {"token": w.token}),
    "create_custom_field": (A, lambda w: {"kind": "deals.deal", "values": {"label": "Tournage"}}),
    "update_custom_field": (A, lambda w: {"field": w.custom_field, "values": {"label": "Tournage"}}),
    "reorder_custom_fields": (A, lambda w: {"fields": w.two_fields[::-1]}),
    "delete_custom_field": (A, lambda w: {"field": w.custom_field}),
    "restore_custom_field": (
        A,
        lambda w: {"line": w.deletion(custom_fields.delete_custom_field, field=w.custom_field)},
    ),
    "undo_import": (A, lambda w: {"started": w.imported}),
    "create_account": (M, lambda w: {"values": {"name": "Achard"}}),
    "update_account": (M, lambda w: {"account": w.account, "values": {"name": "Achard"}}),
    "delete_account": (M, lambda w: {"account": w.account}),
    "restore_account": (M, lambda w: {"line": w.deletion(directory.delete_account, account=w.account)}),
    "create_contact": (M, lambda w: {"values": {"last_name": "Perrin"}}),
    "update_contact": (M, lambda w: {"contact": w.contact, "values": {"last_name": "Perrin"}}),
    "delete_contact": (M, lambda w: {"contact": w.contact}),
    "restore_contact": (M, lambda w: {"line": w.deletion(directory.delete_contact, contact=w.contact)}),
    "create_product": (M, lambda w: {"values": {"name": "Tirage"}}),
    "update_product": (M, lambda w: {"product": w.product, "values": {"name": "Tirage"}}),
    "delete_product": (M, lambda w: {"product": w.product}),
    "restore_product": (M, lambda w: {"line": w.deletion(catalogue.delete_product, product=w.product)}),
    "create_store": (M, lambda w: {"values": {"name": "Bellecour"}}),
    "update_store": (M, lambda w: {"store": w.store, "values": {"name": "Bellecour"}}),
    "delete_store": (M, lambda w: {"store": w.store}),
    "restore_store": (M, lambda w: {"line": w.deletion(catalogue.delete_store, store=w.store)}),
    "create_pipeline": (A, lambda w: {"name": "Export"}),
    "create_stage": (
        A,
        lambda w: {"values": {"pipeline": w.stage.pipeline, "name": "Devis envoyé", "kind": "engaging"}},
    ),
    "update_stage": (A, lambda w: {"stage": w.stage, "values": {"probability": 0.4}}),
    "delete_stage": (A, lambda w: {"stage": w.stage}),
    "create_deal": (M, lambda w: {"values": {"name": "Campagne"}}),
    "create_deals": (M, lambda w: {"told": {"reference": ["D"], "stage": [w.stage], "lines": [Lines()]}}),
    "update_deal": (M, lambda w: {"deal": w.deal, "values": {"name": "Campagne"}}),
    "win_deal": (M, lambda w: {"deal": w.deal}),
    "lose_deal": (M, lambda w: {"deal": w.deal, "reason": "Prix"}),
    "reopen_deal": (M, lambda w: {"deal": w.won_deal}),
    "delete_deal": (M, lambda w: {"deal": w.deal}),
    "restore_deal": (M, lambda w: {"line": w.deletion(deals.delete_deal, deal=w.deal)}),
    "create_activity": (M, lambda w: {"values": {"kind": "call", "subject": "Relance"}}),
    "update_activity": (M, lambda w: {"activity": w.activity, "values": {"subject": "Relance"}}),
    "complete_activity": (M, lambda w: {"activity": w.activity}),
    "reopen_activity": (M, lambda w: {"activity": w.done_activity}),
    "postpone_activity": (M, lambda w: {"activity": w.activity, "on": date(2026, 11, 23)}),
    "delete_activity": (M, lambda w: {"activity": w.activity}),
    "restore_activity": (M, lambda w: {"line": w.deletion(agenda.delete_activity, activity=w.activity)}),
    "create_sale": (M, lambda w: {"values": {"sold_on": date(2026, 11, 2), "amount": 1995}}),
    "update_sale": (M, lambda w: {"sale": w.sale, "values": {"amount": 2000}}),
    "delete_sale": (M, lambda w: {"sale": w.sale}),
    "restore_sale": (M, lambda w: {"line": w.deletion(sales.delete_sale, sale=w.sale)}),
    "announce_sale": (
        M,
        lambda w: {
            "values": {"client": w.name(), "agent": w.member, "amount": 5, "expected_close_on": DAYS[1]}
        },
    ),
    "correct_sale": (M, lambda w: {"deal": w.deal, "values": {"client": w.name(), "amount": 5}}),
    "withdraw_sale": (M, lambda w: {"deal": w.deal}),
    "create_quota": (A, lambda w: {"values": {"member": w.member, **NOVEMBER}}),
    "update_quota": (A, lambda w: {"quota": w.quota, "values": {"amount": 5}}),
    "delete_quota": (A, lambda w: {"quota": w.quota}),
    "restore_quota": (A, lambda w: {"line": w.deletion(quotas.delete_quota, quota=w.quota)}),
    "set_quotas": (A, lambda w: {"wishes": [quotas.Wish(w.member, *NOVEMBER.values())]}),
    "copy_quotas": (A, lambda w: {"source": w.october, "into": Period(*DAYS), "members": [w.member]}),
    "set_commitment": (A, lambda w: {"head": w.head, "period": Period(*DAYS), "amount": 1_000_000}),
    "create_commitment": (A, lambda w: {"values": {"head": w.head, **NOVEMBER}}),
    "update_commitment": (A, lambda w: {"commitment": w.commitment, "values": {"amount": 5}}),
    "delete_commitment": (A, lambda w: {"commitment": w.commitment}),
    "restore_commitment": (
        A,
        lambda w: {"line": w.deletion(quotas.delete_commitment, commitment=w.commitment)},
    ),
}
"""Name -> the least role that may do it, and its arguments in a world."""
