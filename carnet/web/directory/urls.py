"""Addresses of accounts and contacts."""

from django.urls import path

from carnet.web.directory import cards, duplicates, photos, quick_log
from carnet.web.directory.account_list import ACCOUNTS
from carnet.web.directory.account_record import account_fact, account_page
from carnet.web.directory.contact_list import CONTACTS
from carnet.web.directory.contact_record import contact_fact, contact_page
from carnet.web.directory.subjects import ACCOUNT, CONTACT
from carnet.web.record_urls import RecordPages

app_name = "directory"
urlpatterns = [
    *RecordPages(ACCOUNT, ACCOUNTS, account_page, account_fact).urls(),
    path("accounts/like/", duplicates.accounts_like, name="account-like"),
    path("accounts/<int:pk>/log/", quick_log.account_log, name="account-log"),
    path("accounts/<int:pk>/card/", cards.account_card, name="account-card"),
    *RecordPages(CONTACT, CONTACTS, contact_page, contact_fact).urls(),
    path("contacts/like/", duplicates.contacts_like, name="contact-like"),
    path("contacts/<int:pk>/log/", quick_log.contact_log, name="contact-log"),
    path("contacts/<int:pk>/card/", cards.contact_card, name="contact-card"),
    path("contacts/<int:pk>/photo/", photos.contact_photo, name="contact-photo"),
    path("contacts/<int:pk>/photo/edit/", photos.contact_photo_edit, name="contact-photo-edit"),
    path("contacts/<int:pk>/photo/delete/", photos.contact_photo_delete, name="contact-photo-delete"),
]
