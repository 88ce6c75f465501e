"""The activities of the sample: what was said and done about the deals, and what is next."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from carnet.deals.agenda import new_activity
from carnet.deals.models import Activity, Deal
from carnet.directory.models import Contact
from carnet.identity.models import Member
from carnet.ops.demo.calendar import Calendar

# kind, direction, minutes, subjects, notes
TALKS = (
    ("call", "out", 15, ("Relance du devis", "Point sur le projet", "Prise de contact"), (
        "Rappeler en fin de semaine.", "Budget confirmé, décision attendue.", "A laissé un message.")),
    ("call", "in", 10, ("Question sur les tarifs", "Demande de dates"), (
        "Intéressé par une remise sur la quantité.", "Souhaite deux options de dates.")),
    ("email", "out", 0, ("Envoi du devis", "Envoi du dossier", "Confirmation des dates"), (
        "", "Devis joint, valable un mois.", "Références du secteur jointes.")),
    ("email", "in", 0, ("Retour sur le devis", "Demande de précisions"), (
        "Demande le détail des droits d'usage.", "D'accord sur le principe.")),
    ("meeting", "", 60, ("Rendez-vous de découverte", "Repérage", "Présentation des planches"), (
        "Très bon accueil, trois personnes.", "Lumière naturelle jusqu'à 16 h.", "Revoir le plan.")),
    ("video", "", 30, ("Visio de cadrage", "Visio de restitution"), (
        "Calendrier validé.", "Ajouter une journée de studio.")),
    ("sms", "out", 0, ("Confirmation du rendez-vous",), ("",)),
)  # fmt: skip
TALK_SHARES = (26, 8, 28, 14, 12, 8, 4)
STILL_TO_DO = (
    ("call", 15, "Relancer"),
    ("email", 0, "Envoyer le devis"),
    ("meeting", 60, "Rendez-vous"),
    ("video", 30, "Visio de cadrage"),
    ("task", 30, "Préparer le devis"),
)
RECENT = timedelta(days=240)
"""How far back the diary of closed deals goes."""

# kind, nature, subject, days from today, hour; none of the owner's own errands hangs on a deal
ERRANDS = (
    ("task", "accounting", "Envoyer les factures du mois au cabinet", -6, 9),
    ("call", "administrative", "Renouveler l'assurance du matériel", -3, 11),
    ("email", "legal", "Signer l'autorisation de prise de vue au parc", -1, 16),
    ("meeting", "commercial", "Point de la semaine avec les responsables d'équipe", 0, 9),
    ("call", "commercial", "Rappeler au sujet de la campagne de printemps", 0, 11),
    ("video", "marketing", "Choix des images du site", 0, 14),
    ("task", "commercial", "Relire la proposition de film", 0, 16),
    ("call", "commercial", "Confirmer le studio pour les portraits", 0, 17),
    ("meeting", "commercial", "Repérage au domaine", 1, 10),
    ("task", "accounting", "Préparer la TVA", 3, 9),
    ("meeting", "commercial", "Déjeuner avec la direction artistique", 4, 12),
    ("call", "administrative", "Réserver les locaux du salon", 6, 15),
    ("email", "marketing", "Lettre aux clients fidèles", 8, 10),
    ("meeting", "commercial", "Présentation des planches", 12, 14),
)


def new_activities(
    deals: Iterable[Deal], calendar: Calendar, now: datetime, chance: Random
) -> list[Activity]:
    """The diary of the agents: talks of the past months, and the next step of most open deals."""
    made: list[Activity] = []
    for deal in deals:
        made += _past(deal, calendar, now, chance)
        if deal.is_open and chance.random() < 0.8:
            made.append(_next(deal, calendar, now, chance))
    return made


def _past(deal: Deal, calendar: Calendar, now: datetime, chance: Random) -> Iterator[Activity]:
    start, end = deal.engaged_on or calendar.today, deal.closed_on or calendar.today
    if end < calendar.today - RECENT:
        return
    for _number in range(chance.choices((0, 1, 2, 3), (25, 40, 25, 10))[0]):
        day = calendar.worked_until(start + timedelta(days=chance.randint(0, max(0, (end - start).days - 1))))
        if calendar.start <= day < calendar.today:
            yield _talk(deal, day, calendar, now, chance)


def _talk(deal: Deal, day: date, calendar: Calendar, now: datetime, chance: Random) -> Activity:
    kind, direction, minutes, subjects, notes = chance.choices(TALKS, TALK_SHARES)[0]
    values = _about(deal) | _when(calendar, day, minutes, chance)
    values |= {
        "kind": kind,
        "direction": direction,
        "status": "done" if chance.random() < 0.97 else "cancelled",
        "subject": f"{chance.choice(subjects)}\u00a0: {_topic(deal)}",
        "note": chance.choice(notes),
    }
    return new_activity(values, at=now)


def _next(deal: Deal, calendar: Calendar, now: datetime, chance: Random) -> Activity:
    kind, minutes, subject = chance.choice(STILL_TO_DO)
    days = round(chance.triangular(-6, 27, 2))
    moved = calendar.today + timedelta(days=days)
    day = calendar.worked_until(moved) if days < 0 else moved if days == 0 else calendar.worked_from(moved)
    values = _about(deal) | _when(calendar, day, minutes, chance)
    return new_activity(
        values
        | {
            "kind": kind,
            "direction": "out" if kind in ("call", "email") else "",
            "subject": f"{subject}\u00a0: {_topic(deal)}",
        },
        at=now,
    )


def new_errands(
    owner: Member, contacts: Sequence[Contact], calendar: Calendar, now: datetime, chance: Random
) -> list[Activity]:
    """The owner's own list: some overdue, some for today, some to come."""
    made = []
    for kind, nature, subject, days, hour in ERRANDS:
        starts_at = calendar.moment(calendar.today + timedelta(days=days), hour)
        contact = chance.choice(contacts) if nature == "commercial" else None
        made.append(
            new_activity(
                {
                    "kind": kind,
                    "nature": nature,
                    "subject": subject,
                    "starts_at": starts_at,
                    "ends_at": starts_at + timedelta(minutes=45),
                    "contact": contact,
                    "account": contact.account if contact else None,
                    "owner": owner,
                },
                at=now,
            )
        )
    return made


def _about(deal: Deal) -> dict[str, Any]:
    return {
        "deal": deal,
        "account": deal.account,
        "contact": deal.contact,
        "owner": deal.agent,
        "nature": "commercial",
    }


def _when(calendar: Calendar, day: date, minutes: int, chance: Random) -> dict[str, Any]:
    starts_at = calendar.moment(day, chance.randint(9, 17), chance.choice((0, 15, 30, 45)))
    return {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=minutes) if minutes else None}


def _topic(deal: Deal) -> str:
    return deal.name.split(" · ", maxsplit=1)[0]
