"""What everyone settles for themselves: name, language, password, API tokens."""

from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from carnet.identity import actions, queries
from carnet.identity.models import User
from carnet.web import pages
from carnet.web.middleware import PageRequest
from carnet.web.people import settings
from carnet.web.people.forms import PasswordForm, ProfileForm, TokenForm


@require_http_methods(["GET", "POST"])
@pages.own
def profile(request: PageRequest) -> HttpResponse:
    user = _self(request)
    form = ProfileForm(request.POST or None, viewer=request.viewer, record=user)
    if request.method == "POST" and form.is_valid():
        actor = pages.actor(request)
        if pages.attempt(form, lambda: actions.update_user(user=user, values=form.values(), actor=actor)):
            pages.say(request, _("Settings saved."))
            return HttpResponseRedirect(reverse("people:profile"), status=303)
    context = {"form": form, "title": _("Display and language")}
    return settings.show(request, "web/people/form.html", context, status=pages.status_of(form))


@require_http_methods(["GET", "POST"])
@pages.own
def password(request: PageRequest) -> HttpResponse:
    user = _self(request)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _changed(request, form, user):
        update_session_auth_hash(request, user)
        pages.say(request, _("Your password is changed."))
        return HttpResponseRedirect(reverse("people:password"), status=303)
    context = {"form": form, "title": _("Password")}
    return settings.show(request, "web/people/form.html", context, status=pages.status_of(form))


def _changed(request: PageRequest, form: PasswordForm, user: User) -> bool:
    if not user.check_password(form.cleaned_data["current"]):
        form.add_error("current", _("This is not your present password."))
        return False
    wanted, actor = form.cleaned_data["password"], pages.actor(request)

    def change() -> bool:
        actions.change_password(user=user, password=wanted, actor=actor)
        return True

    return bool(pages.attempt(form, change))


@require_http_methods(["GET", "POST"])
@pages.own
def token_list(request: PageRequest) -> HttpResponse:
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.create_token(user=_self(request), **form.cleaned_data, actor=pages.actor(request))
        title = _("API token “%(name)s”") % {"name": form.cleaned_data["name"]}
        return settings.secret(request, title, made)
    tokens = queries.visible_tokens(request.viewer).order_by("user__name", "name", "pk")
    context = {"form": form, "tokens": tokens}
    return settings.show(request, "web/people/tokens.html", context, status=pages.status_of(form))


@require_POST
@pages.own
def token_revoke(request: PageRequest, pk: int) -> HttpResponse:
    token = pages.one(queries.visible_tokens(request.viewer), pk)
    actions.revoke_token(token=token, actor=pages.actor(request))
    pages.say(request, _("The token “%(name)s” is worthless from now on.") % {"name": token})
    return HttpResponseRedirect(reverse("people:token-list"), status=303)


def _self(request: PageRequest) -> User:
    return pages.one(queries.visible_users(request.viewer), request.viewer.user_id)
