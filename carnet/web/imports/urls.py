"""Addresses of the imports."""

from django.urls import include, path

from carnet.web.imports import refused, undoing, uploading, views

app_name = "imports"
urlpatterns = [
    path("", views.import_list, name="import-list"),
    path("new/", views.import_new, name="import-new"),
    path("", include("carnet.web.imports.feed_urls")),
    path("", include("carnet.web.imports.airtable_urls")),
    path("uploads/<str:key>/", uploading.upload, name="upload"),
    path("models/<int:pk>/deletion/", uploading.mapping_deletion, name="mapping-delete"),
    path("<int:pk>/", views.import_, name="import"),
    path("<int:pk>/continuation/", refused.continuation, name="import-continuation"),
    path("<int:pk>/refused/", refused.refused_rows, name="import-refused"),
    path("<int:pk>/correction/", refused.correction, name="import-correction"),
    path("<int:pk>/undo/", undoing.undo, name="import-undo"),
]
