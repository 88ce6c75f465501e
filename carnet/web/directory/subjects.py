"""Accounts and contacts as the machinery of records takes them."""

from django.utils.translation import gettext_lazy as _

from carnet.directory import actions, queries
from carnet.web.directory.forms import AccountForm, ContactForm
from carnet.web.records import Subject

ACCOUNT = Subject(
    name="account",
    namespace="directory",
    plural="accounts",
    title=_("Account"),
    list_title=_("Accounts"),
    new_title=_("New account"),
    visible=queries.visible_accounts,
    form=AccountForm,
    create=actions.create_account,
    update=actions.update_account,
    delete=actions.delete_account,
    restore=actions.restore_account,
)
CONTACT = Subject(
    name="contact",
    namespace="directory",
    plural="contacts",
    title=_("Contact"),
    list_title=_("Contacts"),
    new_title=_("New contact"),
    visible=queries.visible_contacts,
    form=ContactForm,
    create=actions.create_contact,
    update=actions.update_contact,
    delete=actions.delete_contact,
    restore=actions.restore_contact,
    shape="",
)
