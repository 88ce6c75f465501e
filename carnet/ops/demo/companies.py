"""The address book of the sample: 85 companies and 200 people, none of whom exists."""

import itertools
from collections.abc import Iterator, Sequence
from random import Random

from carnet.core.text import match_key
from carnet.directory.actions import new_account, new_contact
from carnet.directory.models import Account, Contact
from carnet.identity.models import Member
from carnet.ops.demo.names import (
    CITIES,
    FIRST_NAMES,
    JOBS,
    PLACES_AND_NAMES,
    SOURCES,
    STREETS,
    SURNAMES,
    TAGS,
    TRADES,
)

ACCOUNTS, CONTACTS = 85, 200
KINDS = ("client", "prospect", "supplier", "partner", "former")
KIND_SHARES = (62, 20, 8, 5, 5)
# Numbers the regulator keeps for fiction: nobody answers them.
LANDLINES = ("01 99 00", "02 61 91", "03 53 01", "04 65 71", "05 36 49")
MOBILE = "06 39 98"


def new_accounts(
    owners: Sequence[Member], year: int, chance: Random, *, count: int = ACCOUNTS
) -> list[Account]:
    """The companies, unsaved, each looked after by one of the owners."""
    names = _company_names(chance)
    return [_account(*next(names), chance.choice(owners), year, chance) for _number in range(count)]


def _company_names(chance: Random) -> Iterator[tuple[str, str]]:
    """Names with their sector, each once; numbered when the words run out."""
    words = list(PLACES_AND_NAMES)
    chance.shuffle(words)
    for position in itertools.count():
        turn, place = divmod(position, len(words))
        sector, forms = TRADES[(position * 5 + turn) % len(TRADES)]
        number = f" {turn}" if turn > 1 else ""
        yield forms[chance.randrange(len(forms))].format(words[place]) + number, sector


def _account(name: str, sector: str, owner: Member, year: int, chance: Random) -> Account:
    city, postal_code = chance.choices(CITIES, [max(2, 14 - rank) for rank in range(len(CITIES))])[0]
    domain = f"{match_key(name)}.example"
    employees = int(chance.lognormvariate(3.4, 1.2)) + 2
    siren = luhn(f"0{chance.randrange(10**7):07d}")
    return new_account(
        {
            "name": name,
            "kind": chance.choices(KINDS, KIND_SHARES)[0],
            "sector": sector,
            "website": f"https://www.{domain}",
            "email": f"bonjour@{domain}",
            "phone": _phone(chance, mobile=False),
            "street": f"{chance.randint(1, 140)} {chance.choice(STREETS)}",
            "postal_code": postal_code,
            "city": city,
            "country": "France",
            "siren": siren,
            "vat_number": f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}",
            "employees": employees,
            "annual_revenue": employees * chance.randint(70_000, 190_000) * 100,
            "founded_year": year - int(chance.triangular(2, 95, 14)),
            "owner": owner,
            "source": chance.choice(SOURCES),
            "tags": chance.sample(TAGS, chance.choices((0, 1, 2), (6, 3, 1))[0]),
        }
    )


def new_contacts(accounts: Sequence[Account], chance: Random, *, count: int = CONTACTS) -> list[Contact]:
    """The people, unsaved: everyone's company has at least one."""
    employers = [*accounts, *chance.choices(accounts, k=count - len(accounts))]
    return [_contact(number, employer, chance) for number, employer in enumerate(employers)]


def _contact(number: int, employer: Account, chance: Random) -> Contact:
    first, last = chance.choice(FIRST_NAMES), chance.choice(SURNAMES)
    domain = f"{match_key(employer.name)}.example"
    phones = [{"value": _phone(chance, mobile=True), "kind": "mobile"}]
    if chance.random() < 0.4:
        phones.append({"value": _phone(chance, mobile=False), "kind": "work"})
    return new_contact(
        {
            "uid": f"carnet-sample-{number:04d}",
            "first_name": first,
            "last_name": last,
            "job_title": chance.choice(JOBS),
            "account": employer,
            "owner": employer.owner,
            "emails": [{"value": f"{match_key(first)}.{match_key(last)}@{domain}", "kind": "work"}],
            "phones": phones,
            "addresses": [
                {
                    "street": employer.street,
                    "postal_code": employer.postal_code,
                    "city": employer.city,
                    "kind": "work",
                }
            ],
            "birthday": f"--{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
            if chance.random() < 0.3
            else "",
            "source": employer.source,
        }
    )


def _phone(chance: Random, *, mobile: bool) -> str:
    prefix = MOBILE if mobile else chance.choice(LANDLINES)
    return f"{prefix} {chance.randrange(100):02d} {chance.randrange(100):02d}"


def luhn(digits: str) -> str:
    """The digits with the control digit that makes a SIREN of them."""
    doubled = [
        int(digit) * (2 if position % 2 == 0 else 1) for position, digit in enumerate(reversed(digits))
    ]
    total = sum(value - 9 if value > 9 else value for value in doubled)
    return f"{digits}{-total % 10}"
