"""Addresses of the pages."""

from django.urls import URLPattern, URLResolver, include, path

from carnet.web import undo
from carnet.web.lists import saved
from carnet.web.people import login

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("carnet.web.directory.urls")),
    path("", include("carnet.web.deals.urls")),
    path("", include("carnet.web.today.urls")),
    path("", include("carnet.web.catalogue.urls")),
    path("", include("carnet.web.sales.urls")),
    path("search/", include("carnet.web.search.urls")),
    path("login/", login.login, name="login"),
    path("login/", login.login, name="account_login"),
    path("logout/", login.log_out, name="logout"),
    path("settings/", include("carnet.web.people.urls")),
    path("imports/", include("carnet.web.imports.urls")),
    path("dashboard/", include("carnet.web.dashboard.urls")),
    path("forecast/", include("carnet.web.forecast.urls")),
    path("views/", saved.save, name="saved-view-save"),
    path("views/<int:pk>/", saved.drop, name="saved-view-drop"),
    path("undo/<str:token>/", undo.undo, name="undo"),
]
