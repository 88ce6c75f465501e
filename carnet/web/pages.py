"""What every page view needs: a viewer, records through `visible_...`, refusals shown where they arise."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db import IntegrityError, OperationalError
from django.db.models import Model, QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import render as django_render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from carnet.core.acting import Actor, Role
from carnet.core.errors import Conflict, DomainError, InvalidFields, NotAllowed, StaleWrite, TooLarge
from carnet.web.middleware import PageRequest

Record = TypeVar("Record", bound=Model)
View = Callable[..., HttpResponseBase]
LARGEST_ID = 2**63 - 1
LOOKING = ("GET", "HEAD")
SENDING = (*LOOKING, "POST")


def page(view: View) -> View:
    """A page logged-in people look at."""
    return _guarded(view, LOOKING)


def own(view: View) -> View:
    """A page on which everyone settles things for themselves, readers too."""
    return _guarded(view, SENDING)


def writing(view: View) -> View:
    """A page for those who may write: a reader gets 403 on the form itself, not after typing."""

    @wraps(view)
    def guarded(request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not request.viewer.may_write:
            return refused(request, NotAllowed())
        return view(request, *args, **kwargs)

    return _guarded(guarded, SENDING)


def _guarded(view: View, methods: Sequence[str]) -> View:
    """For logged-in people and these methods; refusals no form has shown become a page of their own."""

    @wraps(view)
    def guarded(request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in methods:
            return HttpResponseNotAllowed(methods)
        if not request.user.is_authenticated:
            return _to_login(request)
        try:
            return view(request, *args, **kwargs)
        except DomainError as refusal:
            if refusal.status == 404:
                raise Http404 from refusal
            return refused(request, refusal)
        except OperationalError as error:
            if not TooLarge.is_told_by(error):
                raise
            return refused(request, TooLarge())
        except IntegrityError:
            # Links are checked when a transaction ends: what one points to was deleted in the same moment.
            return refused(request, Conflict(_("A record this one refers to was deleted in the meantime.")))

    return guarded


def _to_login(request: HttpRequest) -> HttpResponse:
    address = reverse("login") + "?" + urlencode({"next": request.get_full_path()})
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def refused(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """A page with the sentence of a refusal."""
    return render(
        request,
        "web/refused.html",
        {"refusal": refusal, "back": "/"},
        status=409 if refusal.status == 412 else refusal.status,
    )


def render(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """A full page, or `template#fragment`."""
    return django_render(request, template, context or {}, status=status)


def one(records: QuerySet[Record], pk: int) -> Record:
    """The record of a `visible_...` query, or 404: absent and forbidden look alike."""
    record = records.filter(pk=pk).first() if 0 < pk <= LARGEST_ID else None
    if record is None:
        raise Http404
    return record


def actor(request: PageRequest) -> Actor:
    """The viewer as author of a change, now, by a page."""
    return request.viewer.acting(at=timezone.now(), via="page")


def administrator(request: PageRequest) -> Actor:
    """The same for a page of administrators alone."""
    author = actor(request)
    author.require(Role.ADMIN)
    return author


def attempt(form: "forms.Form | forms.ModelForm[Any]", act: Callable[[], Any]) -> Any:
    """The result of an action, or None with its refusal beside the field; a stale write sets `form.stale`."""
    try:
        return act()
    except StaleWrite as refusal:
        form.stale = refusal.current  # type: ignore[union-attr]
        form.add_error(None, str(refusal))
    except NotAllowed:
        raise
    except InvalidFields as refusal:
        for field, message in refusal.errors.items():
            form.add_error(field if field in form.fields else None, str(message))
    except DomainError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return None


def status_of(form: "forms.Form | forms.ModelForm[Any]") -> int:
    """200 for a form not sent yet, 409 for a stale one, 422 for a wrong one."""
    if getattr(form, "stale", None) is not None:
        return 409
    return 422 if form.is_bound and form.errors else 200


def say(request: HttpRequest, text: str, *, undo_url: str = "") -> None:
    """A toast on the next page, with an undo where there is one."""
    messages.success(request, text, extra_tags=undo_url)


def complain(request: HttpRequest, text: str) -> None:
    """A toast that says what was refused."""
    messages.error(request, text)


def go(request: HttpRequest, default: str) -> HttpResponse:
    """Redirect (303) to `next` of the form when it is one of our pages, else to `default`."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(wanted if safe else default, status=303)
