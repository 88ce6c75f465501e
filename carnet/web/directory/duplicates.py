"""Possible duplicates, announced while one types a name, an e-mail or a phone number."""

import re
from typing import Any

from django.http import HttpResponse

from carnet.directory import queries
from carnet.web import pages
from carnet.web.directory.subjects import ACCOUNT, CONTACT
from carnet.web.middleware import PageRequest
from carnet.web.records import Subject

MOST = 3
LONGEST = 300


@pages.page
def accounts_like(request: PageRequest) -> HttpResponse:
    """Accounts of the same name."""
    name = _sent(request, "name")
    return _hint(request, ACCOUNT, queries.accounts_like(request.viewer, name)[:MOST] if name else [])


@pages.page
def contacts_like(request: PageRequest) -> HttpResponse:
    """Contacts of the same name, e-mail or phone number."""
    name = f"{_sent(request, 'first_name')} {_sent(request, 'last_name')}".strip()
    emails, phones = _lines(request, "emails"), _lines(request, "phones")
    found: dict[int, Any] = {}
    for email, phone, full_name in [
        ("", "", name),
        *((one, "", "") for one in emails),
        *(("", one, "") for one in phones),
    ]:
        if email or phone or " " in full_name:
            like = queries.contacts_like(request.viewer, email=email, phone=phone, name=full_name)
            found |= {row.pk: row for row in like[:MOST]}
    return _hint(request, CONTACT, list(found.values())[:MOST])


def _sent(request: PageRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\x00", "").strip()[:LONGEST]


def _lines(request: PageRequest, name: str) -> list[str]:
    """The first complete values of a repeated field."""
    values = [_sent(request, key) for key in request.GET if re.fullmatch(rf"{name}-\d+-value", key)]
    return [value for value in values if len(value) > 5][:MOST]


def _hint(request: PageRequest, subject: Subject, found: Any) -> HttpResponse:
    own = request.GET.get("record", "")
    rows = [{"record": row, "url": subject.url("", row.pk)} for row in found if str(row.pk) != own]
    return pages.render(request, "web/parts/_duplicates.html", {"rows": rows})
