"""Feeds: adding one, following what it brings, pausing it; and a file of the web taken once."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.core.acting import Actor
from carnet.interchange.feeds import actions, queries
from carnet.interchange.feeds.models import Feed
from carnet.interchange.feeds.once import keep_fetched
from carnet.web import pages, records
from carnet.web.imports import labels, showing
from carnet.web.imports.feed_forms import AddressForm, FeedForm
from carnet.web.middleware import PageRequest
from carnet.web.records import Subject

RUNS_SHOWN = 50


def _read_now(feed: Feed, actor: Actor) -> None:
    """Have a feed read in the background, once this request is written."""
    # The queue is a third of the start of the server: only who reads feeds pays for it.
    from carnet.interchange.feeds import tasks

    transaction.on_commit(lambda: tasks.read_feed_now(feed.pk, actor.user_id, actor.name), robust=True)


def _create(*, values: dict[str, Any], actor: Actor) -> Feed:
    feed = actions.create_feed(values=values, language=get_language() or "fr", actor=actor)
    _read_now(feed, actor)
    return feed


FEED = Subject(
    name="feed",
    namespace="imports",
    plural="feeds",
    title=gettext_lazy("Feed"),
    list_title=gettext_lazy("Feeds"),
    new_title=gettext_lazy("New feed"),
    visible=queries.visible_feeds,
    form=FeedForm,
    create=_create,
    update=actions.update_feed,
    delete=actions.delete_feed,
)


@require_GET
@pages.page
def feed_list(request: PageRequest) -> HttpResponse:
    pages.administrator(request)
    feeds = queries.feeds_with_outcome(request.viewer).order_by("name")
    return pages.render(request, "web/imports/feeds/list.html", {"feeds": feeds})


@require_http_methods(["GET", "POST"])
@pages.writing
def feed_new(request: PageRequest) -> HttpResponse:
    pages.administrator(request)
    return records.create(request, FEED)


@require_GET
@pages.page
def feed(request: PageRequest, pk: int) -> HttpResponse:
    pages.administrator(request)
    found = FEED.one(request, pk)
    if request.htmx and not found.running_since:
        return HttpResponse(headers={"HX-Refresh": "true"})
    context = {
        "feed": found,
        "kind": labels.KINDS.get(found.kind, ""),
        "runs": [
            (run, showing.totals(run.brought.report) if run.brought else None)
            for run in queries.runs_of(found)[:RUNS_SHOWN]
        ],
    }
    return pages.render(request, "web/imports/feeds/feed.html", context)


@require_http_methods(["GET", "POST"])
@pages.writing
def feed_edit(request: PageRequest, pk: int) -> HttpResponse:
    pages.administrator(request)
    return records.edit(request, FEED, pk)


@require_POST
@pages.writing
def feed_delete(request: PageRequest, pk: int) -> HttpResponse:
    pages.administrator(request)
    return records.delete(request, FEED, pk)


@require_POST
@pages.writing
def feed_reading(request: PageRequest, pk: int) -> HttpResponse:
    """Read a feed now, all of it."""
    actor = pages.administrator(request)
    found = FEED.one(request, pk)
    _read_now(found, actor)
    pages.say(request, _("%(name)s is being read.") % {"name": found})
    return pages.go(request, FEED.url("", pk))


@require_POST
@pages.writing
def feed_pause(request: PageRequest, pk: int) -> HttpResponse:
    """Pause a feed, or let it go on."""
    actor = pages.administrator(request)
    found = FEED.one(request, pk)
    actions.update_feed(feed=found, values={"is_paused": request.POST.get("paused") == "1"}, actor=actor)
    pages.say(
        request, (_("%(name)s rests.") if found.is_paused else _("%(name)s goes on.")) % {"name": found}
    )
    return pages.go(request, FEED.url("", pk))


@require_http_methods(["GET", "POST"])
@pages.writing
def import_fetch(request: PageRequest) -> HttpResponse:
    """Take a file from the web once, and check it like one that was sent."""
    pages.administrator(request)
    form = AddressForm(request.POST or None)
    if form.is_valid():
        kept = pages.attempt(
            form, lambda: keep_fetched(url=form.cleaned_data["url"], user_id=request.viewer.user_id)
        )
        if kept is not None:
            return HttpResponseRedirect(reverse("imports:upload", args=[kept.key]), status=303)
    return pages.render(request, "web/imports/feeds/fetch.html", {"form": form}, status=pages.status_of(form))
