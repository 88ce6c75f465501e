"""What a change of a deal or an activity answers: a word with its undo, and the page one came from."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from carnet.core.errors import Invalid
from carnet.web.pages import go, say


def changed(request: HttpRequest, text: str, *, default: str, undo: str = "") -> HttpResponse:
    """Back to where the form stood, with a toast; what was sent without a way back is an undo of a toast."""
    say(request, text, undo_url=undo)
    if getattr(request, "htmx", False) and "next" not in request.POST:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return go(request, default)


def sent(request: HttpRequest, name: str) -> str:
    """A value of the form, or of the address where an undo carries it."""
    return request.POST.get(name) or request.GET.get(name) or ""


def sent_version(request: HttpRequest) -> int | None:
    """The version the change starts from; None when the form does not say."""
    given = sent(request, "version")
    if given and not (given.isascii() and given.isdigit() and len(given) <= 9):
        raise Invalid(_("A version is a whole number."), field="version")
    return int(given) if given else None


def sent_id(request: HttpRequest, name: str) -> int:
    """The id of a record chosen in the form; 0, which nothing has, when it is none."""
    given = sent(request, name)
    return int(given) if given.isascii() and given.isdigit() and len(given) <= 19 else 0
