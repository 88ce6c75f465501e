"""Who has access, with which role: giving it, changing it, a new password."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.core.acting import Role
from carnet.identity import actions, queries
from carnet.identity.passwords import readable_password
from carnet.web import pages, records
from carnet.web.middleware import PageRequest
from carnet.web.people import people, settings
from carnet.web.people.forms import NewUserForm, UserForm


@require_GET
@pages.page
def user_list(request: PageRequest) -> HttpResponse:
    if request.viewer.role < Role.ADMIN:
        return HttpResponseRedirect(reverse("people:profile"))
    return _team_page(request, NewUserForm(viewer=request.viewer))


@require_POST
@pages.writing
def user_new(request: PageRequest) -> HttpResponse:
    form = NewUserForm(request.POST, viewer=request.viewer)
    password = readable_password()
    if form.is_valid():
        values = {"name": "", "team": None, **form.values(), "role": Role(form.cleaned_data["role"])}
        actor = pages.actor(request)
        user = pages.attempt(form, lambda: actions.create_user(**values, password=password, actor=actor))
        if user is not None:
            return settings.secret(request, _("Password of %(name)s") % {"name": user}, password)
    return _team_page(request, form)


@require_http_methods(["GET", "POST"])
@pages.writing
def user_edit(request: PageRequest, pk: int) -> HttpResponse:
    pages.administrator(request)
    user = pages.one(queries.visible_users(request.viewer), pk)
    form = UserForm(request.POST or None, viewer=request.viewer, record=user)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data.get("version") or user.version
        actor = pages.actor(request)
        saved = pages.attempt(
            form, lambda: actions.update_user(user=user, values=form.values(), version=version, actor=actor)
        )
        if saved is not None:
            pages.say(request, _("%(name)s saved.") % {"name": user})
            return HttpResponseRedirect(reverse("people:user-list"), status=303)
    context = {"form": form, "person": user, "title": user, **records.versions(form)}
    return settings.show(request, "web/people/user.html", context, status=pages.status_of(form))


@require_POST
@pages.writing
def user_password(request: PageRequest, pk: int) -> HttpResponse:
    pages.administrator(request)
    user = pages.one(queries.visible_users(request.viewer), pk)
    password = readable_password()
    actions.change_password(user=user, password=password, actor=pages.actor(request))
    return settings.secret(request, _("New password of %(name)s") % {"name": user}, password)


def _team_page(request: PageRequest, form: NewUserForm) -> HttpResponse:
    pages.administrator(request)
    context: dict[str, Any] = {
        "people": people.rows(request.viewer),
        "form": form,
        "rights": people.rights(queries.company().visibility),
    }
    return settings.show(request, "web/people/team.html", context, status=pages.status_of(form))
