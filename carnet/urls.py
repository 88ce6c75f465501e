"""The addresses: pages, then the API."""

from django.urls import include, path

urlpatterns = [
    path("", include("carnet.api.urls")),
    path("", include("carnet.web.urls")),
]
