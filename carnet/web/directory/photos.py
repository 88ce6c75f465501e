"""The photo of a contact: the picture itself, the page to send one, and its removal."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils.translation import gettext as _

from carnet.core.errors import DomainError
from carnet.directory import actions
from carnet.directory.models import Contact
from carnet.files.actions import store_photo
from carnet.files.photos import LARGEST, absent
from carnet.web import pages
from carnet.web.directory.subjects import CONTACT
from carnet.web.middleware import PageRequest

_HEADERS = {
    "Cache-Control": "private, no-cache",
    "Content-Disposition": "inline",
    "X-Content-Type-Options": "nosniff",
}


def photo_address(contact: Contact) -> str:
    """Where the picture is, under an address of its own for each picture; nothing where there is none."""
    if contact.photo_id is None:
        return ""
    return f"{reverse('directory:contact-photo', args=[contact.pk])}?v={contact.photo_id}"


@pages.page
def contact_photo(request: PageRequest, pk: int) -> HttpResponse:
    """The picture; who has it already is told so."""
    contact = CONTACT.one(request, pk)
    if contact.photo_id is None:
        raise Http404
    tag = f'"{contact.photo.sha256}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag, **_HEADERS})
    return HttpResponse(
        bytes(contact.photo.content),
        content_type=contact.photo.media_type,
        headers={"ETag": tag, **_HEADERS},
    )


@pages.writing
def contact_photo_edit(request: PageRequest, pk: int) -> HttpResponse:
    """The page to send a photo; POST takes it."""
    contact = CONTACT.one(request, pk)
    if request.method != "POST":
        return _page(request, contact)
    sent = request.FILES.get("photo")
    actor = pages.actor(request)
    try:
        if sent is None:
            raise absent()
        file = store_photo(content=sent.read(LARGEST + 1), actor=actor)
        actions.update_contact(contact=contact, values={"photo": file}, actor=actor)
    except DomainError as refusal:
        if refusal.field != "photo":
            raise
        return _page(request, contact, refusal=str(refusal))
    pages.say(request, _("%(name)s saved.") % {"name": contact})
    return pages.go(request, CONTACT.url("", pk))


@pages.writing
def contact_photo_delete(request: PageRequest, pk: int) -> HttpResponse:
    """POST takes the photo away; the journal can tell which it was."""
    contact = CONTACT.one(request, pk)
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    actions.update_contact(contact=contact, values={"photo": None}, actor=pages.actor(request))
    pages.say(request, _("%(name)s saved.") % {"name": contact})
    return pages.go(request, CONTACT.url("", pk))


def _page(request: PageRequest, contact: Contact, refusal: str = "") -> HttpResponse:
    context: dict[str, Any] = {
        "subject": CONTACT,
        "record": contact,
        "picture": photo_address(contact),
        "refusal": refusal,
        "list_url": CONTACT.url("list"),
        "record_url": CONTACT.url("", contact.pk),
        "delete_url": reverse("directory:contact-photo-delete", args=[contact.pk]),
    }
    return pages.render(request, "web/directory/photo.html", context, status=422 if refusal else 200)
