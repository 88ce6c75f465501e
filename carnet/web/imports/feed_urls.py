"""Addresses of the feeds, below those of the imports."""

from django.urls import path

from carnet.web.imports import feeds

urlpatterns = [
    path("fetch/", feeds.import_fetch, name="import-fetch"),
    path("feeds/", feeds.feed_list, name="feed-list"),
    path("feeds/new/", feeds.feed_new, name="feed-new"),
    path("feeds/<int:pk>/", feeds.feed, name="feed"),
    path("feeds/<int:pk>/edit/", feeds.feed_edit, name="feed-edit"),
    path("feeds/<int:pk>/delete/", feeds.feed_delete, name="feed-delete"),
    path("feeds/<int:pk>/reading/", feeds.feed_reading, name="feed-reading"),
    path("feeds/<int:pk>/pause/", feeds.feed_pause, name="feed-pause"),
]
