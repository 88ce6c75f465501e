"""Addresses of the page about Airtable, below those of the imports."""

from django.urls import path

from carnet.web.imports import airtable, airtable_tables

urlpatterns = [
    path("airtable/", airtable.airtable, name="airtable"),
    path("airtable/settings/", airtable.airtable_settings, name="airtable-settings"),
    path("airtable/syncs/", airtable.airtable_sync, name="airtable-sync"),
    path("airtable/trials/", airtable.airtable_trial, name="airtable-trial"),
    path("airtable/conflicts/<int:pk>/", airtable.airtable_conflict, name="airtable-conflict"),
    path("airtable/tables/", airtable_tables.table_search, name="airtable-table-search"),
    path("airtable/tables/new/", airtable_tables.table_new, name="airtable-table-new"),
    path("airtable/tables/<int:pk>/", airtable_tables.table, name="airtable-table"),
]
