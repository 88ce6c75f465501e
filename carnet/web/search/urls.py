"""Addresses of the search."""

from django.urls import path

from carnet.web.search import views

app_name = "search"
urlpatterns = [
    path("", views.search, name="search"),
    path("choices/<slug:kind>/", views.choices, name="choices"),
]
