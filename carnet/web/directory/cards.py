"""A contact or an account as a vCard to download."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from carnet.core.text import normalise
from carnet.interchange.cards.out import VCF_TYPE, VERSIONS
from carnet.interchange.records.files import file_chunks
from carnet.interchange.records.kinds import RECORD_KINDS
from carnet.web import pages
from carnet.web.directory.subjects import ACCOUNT, CONTACT
from carnet.web.middleware import PageRequest
from carnet.web.records import Subject


@pages.page
def contact_card(request: PageRequest, pk: int) -> HttpResponse:
    """The card of a contact, in 3.0 or in the `version` asked for."""
    return _card(request, CONTACT, pk)


@pages.page
def account_card(request: PageRequest, pk: int) -> HttpResponse:
    """The card of an account."""
    return _card(request, ACCOUNT, pk)


def card_links(subject: Subject, pk: int) -> list[dict[str, Any]]:
    """What the menu of a record offers: its card in each version."""
    address = reverse(f"{subject.namespace}:{subject.name}-card", args=[pk])
    return [
        {
            "url": f"{address}?version={version}",
            "icon": "download",
            "label": _("vCard %(version)s") % {"version": version},
        }
        for version in VERSIONS
    ]


def _card(request: PageRequest, subject: Subject, pk: int) -> HttpResponse:
    record = subject.one(request, pk)
    version = request.GET.get("version", VERSIONS[0])
    content = file_chunks(RECORD_KINDS[subject.plural], "vcf", request.viewer, [record], version=version)
    name = "-".join(normalise(str(record)).replace("/", " ").split())[:80] or "contact"
    return HttpResponse(
        b"".join(content),
        content_type=VCF_TYPE,
        headers={"Content-Disposition": content_disposition_header(True, f"{name}.vcf")},
    )
