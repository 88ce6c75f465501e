"""Deals and activities the page tests work on, and clients of the cast."""

from datetime import UTC, datetime

from django.test import Client

from carnet.deals import actions, agenda
from carnet.deals.models import Activity, Deal, Stage


def client_of(person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def deal_of(person, name="Campagne", **values) -> Deal:
    values = {"name": name, "amount": 120_000, "agent": person.member, **values}
    return actions.create_deal(values=values, actor=person.actor)


def activity_of(person, subject="Rappeler", **values) -> Activity:
    values = {"subject": subject, "kind": "call", "owner": person.member, **values}
    return agenda.create_activity(values=values, actor=person.actor)


def stage(kind: str) -> Stage:
    return Stage.objects.get(pipeline__is_default=True, kind=kind)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)
