"""The frame of the settings: their menu, by what a viewer may change."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from carnet.core.acting import Role
from carnet.web import pages
from carnet.web.middleware import PageRequest

MENU = (
    (
        _("Company"),
        Role.ADMIN,
        (
            ("people:company", _("Company"), "building-2"),
            ("people:user-list", _("Team and roles"), "users"),
            ("people:team-list", _("Teams"), "flag"),
            ("people:office-list", _("Offices"), "map-pin"),
            ("people:stage-list", _("Stages"), "git-branch"),
            ("people:field-list", _("Fields"), "columns-3"),
        ),
    ),
    (
        _("Data"),
        Role.ADMIN,
        (
            ("imports:import-list", _("Imports"), "upload"),
            ("imports:airtable", "Airtable", "database"),
            ("people:archive", _("Take everything out"), "archive"),
        ),
    ),
    (_("Connections"), Role.READER, (("people:token-list", _("Tokens for the API"), "key-round"),)),
    (
        _("You"),
        Role.READER,
        (
            ("people:profile", _("Display and language"), "keyboard"),
            ("people:password", _("Password"), "shield-check"),
        ),
    ),
)


def show(request: PageRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A settings page with the menu beside it."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    menu = [
        (title, [(reverse(route), label, icon, route == here) for route, label, icon in entries])
        for title, role, entries in MENU
        if request.viewer.role >= role
    ]
    return pages.render(request, template, {"menu": menu, **context}, status=status)


def secret(request: PageRequest, title: str, text: str) -> HttpResponse:
    """What is shown once and kept by nobody, the browser included."""
    response = show(request, "web/people/secret.html", {"title": title, "secret": text})
    response.headers["Cache-Control"] = "no-store"
    return response
