"""Logging in and out: allauth counts the attempts, the pages are ours."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.account.views import LoginView
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST


class CompanyLoginForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """E-mail, password, and whether this device is trusted for two weeks."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts = {"login": _("E-mail address"), "password": _("Password")}
        for name, label in texts.items():
            self.fields[name].label = label
            self.fields[name].help_text = ""
            self.fields[name].widget.attrs.update({"class": "input", "placeholder": ""})
        self.fields["login"].widget.attrs["autofocus"] = True
        self.fields["remember"].label = _("Keep me logged in for 14 days on this device")
        self.fields["remember"].initial = True
        self.fields["remember"].widget.attrs["class"] = "check"


class CompanyLoginView(LoginView):  # type: ignore[misc]
    """The log-in page: nothing is said of an account before it is proved."""

    template_name = "web/people/login.html"
    form_class = CompanyLoginForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Only the form and where to go next."""
        return {"form": kwargs.get("form") or self.get_form(), "next": self.request.GET.get("next", "")}

    def form_invalid(self, form: LoginForm) -> HttpResponse:
        """A wrong password is no success."""
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form), status=422)
        return response


login = require_http_methods(["GET", "HEAD", "POST"])(CompanyLoginView.as_view())


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return HttpResponseRedirect(reverse("login"), status=303)
