"""/docs: the description of the API for people, to try out with one's own login."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse


def page(request: HttpRequest) -> HttpResponse:
    """The page; it shows no data by itself and needs no login."""
    return render(request, "api/docs.html", {"schema_url": reverse("openapi")})
