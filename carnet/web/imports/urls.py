"""Addresses of the imports."""

from django.urls import path

from carnet.web.imports import undoing, views

app_name = "imports"
urlpatterns = [
    path("", views.import_list, name="import-list"),
    path("new/", views.import_new, name="import-new"),
    path("uploads/<str:key>/", views.upload, name="upload"),
    path("<int:pk>/", views.import_, name="import"),
    path("<int:pk>/undo/", undoing.undo, name="import-undo"),
]
