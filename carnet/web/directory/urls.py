"""Addresses of accounts and contacts."""

from django.urls import path

from carnet.web.directory import accounts, contacts, duplicates, quick_log

app_name = "directory"
urlpatterns = [
    path("accounts/", accounts.account_list, name="account-list"),
    path("accounts/new/", accounts.account_new, name="account-new"),
    path("accounts/bulk/", accounts.account_bulk, name="account-bulk"),
    path("accounts/like/", duplicates.accounts_like, name="account-like"),
    path("accounts/<int:pk>/", accounts.account, name="account"),
    path("accounts/<int:pk>/edit/", accounts.account_edit, name="account-edit"),
    path("accounts/<int:pk>/delete/", accounts.account_delete, name="account-delete"),
    path("accounts/<int:pk>/log/", quick_log.account_log, name="account-log"),
    path("accounts/<int:pk>/field/<slug:name>/", accounts.account_field, name="account-field"),
    path("contacts/", contacts.contact_list, name="contact-list"),
    path("contacts/new/", contacts.contact_new, name="contact-new"),
    path("contacts/bulk/", contacts.contact_bulk, name="contact-bulk"),
    path("contacts/like/", duplicates.contacts_like, name="contact-like"),
    path("contacts/<int:pk>/", contacts.contact, name="contact"),
    path("contacts/<int:pk>/edit/", contacts.contact_edit, name="contact-edit"),
    path("contacts/<int:pk>/delete/", contacts.contact_delete, name="contact-delete"),
    path("contacts/<int:pk>/log/", quick_log.contact_log, name="contact-log"),
    path("contacts/<int:pk>/field/<slug:name>/", contacts.contact_field, name="contact-field"),
]
