"""The seven pages every kind of record has, and their addresses."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import URLPattern, path

from carnet.core.custom import key_of
from carnet.web import pages, records
from carnet.web.facts import Fact, own_fact
from carnet.web.listing import ListPage, show
from carnet.web.lists.bulk import change_rows
from carnet.web.middleware import PageRequest
from carnet.web.records import Subject


@dataclass(frozen=True)
class RecordPages:
    """A kind of record with its list, the page of one, and one fact of it as it stands after a correction.

    `initial` is what a new one's form begins with; `owner` the field that assigning several rows sets.
    """

    subject: Subject
    listing: ListPage
    shown: Callable[[PageRequest, Any], HttpResponse]
    fact: Callable[[Any, str], Fact]
    initial: Callable[[PageRequest], dict[str, Any]] | None = None
    owner: str = "owner"

    def urls(self) -> list[URLPattern]:
        """Its addresses, below its plural."""
        name, folder = self.subject.name, self.subject.plural
        return [
            path(f"{folder}/", pages.page(self.all), name=f"{name}-list"),
            path(f"{folder}/new/", pages.writing(self.new), name=f"{name}-new"),
            path(f"{folder}/bulk/", pages.writing(self.bulk), name=f"{name}-bulk"),
            path(f"{folder}/<int:pk>/", pages.page(self.one), name=name),
            path(f"{folder}/<int:pk>/edit/", pages.writing(self.edit), name=f"{name}-edit"),
            path(f"{folder}/<int:pk>/delete/", pages.writing(self.delete), name=f"{name}-delete"),
            path(f"{folder}/<int:pk>/field/<str:name>/", pages.writing(self.field), name=f"{name}-field"),
        ]

    def all(self, request: PageRequest) -> HttpResponseBase:
        """All records, filtered."""
        return show(request, self.listing)

    def one(self, request: PageRequest, pk: int) -> HttpResponse:
        """One record."""
        return self.shown(request, self.subject.one(request, pk))

    def new(self, request: PageRequest) -> HttpResponse:
        """A new record."""
        return records.create(request, self.subject, self.initial(request) if self.initial else None)

    def edit(self, request: PageRequest, pk: int) -> HttpResponse:
        """Edit a record."""
        return records.edit(request, self.subject, pk)

    def delete(self, request: PageRequest, pk: int) -> HttpResponse:
        """Delete a record."""
        return records.delete(request, self.subject, pk)

    def field(self, request: PageRequest, pk: int, name: str) -> HttpResponse:
        """Edit one field of a record in place."""
        shown = partial(own_fact, self.subject) if key_of(name) else self.fact
        return records.correct(request, self.subject, pk, name, shown)

    def bulk(self, request: PageRequest) -> HttpResponse:
        """Change several records."""
        return change_rows(request, self.subject, owner=self.owner)
