"""What people call the kinds and fields of an import, and where the records of a kind are listed."""

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from carnet.interchange.mapping.targets import PLACE
from carnet.interchange.values.days import ORDER_NAMES

KINDS = {
    "agents": _("Agents"),
    "products": _("Products"),
    "stores": _("Stores"),
    "accounts": _("Accounts"),
    "contacts": _("Contacts"),
    "deals": _("Deals"),
    "activities": _("Activities"),
    "sales": _("Sales"),
}
LISTS = {
    "agents": "people:user-list",
    "products": "catalogue:product-list",
    "stores": "catalogue:store-list",
    "accounts": "directory:account-list",
    "contacts": "directory:contact-list",
    "deals": "deals:deal-list",
    "activities": "deals:activity-list",
    "sales": "sales:sale-list",
}
EFFECTS = {
    "created": pgettext_lazy("row", "New"),
    "updated": pgettext_lazy("row", "Changed"),
    "unchanged": pgettext_lazy("row", "Unchanged"),
    "rejected": pgettext_lazy("row", "Refused"),
}
EFFECT_TAGS = {"created": "pos", "updated": "info", "unchanged": "", "rejected": "neg"}
SORTS = {
    "work": pgettext_lazy("detail", "work"),
    "home": pgettext_lazy("detail", "home"),
    "mobile": pgettext_lazy("detail", "mobile"),
    "fax": pgettext_lazy("detail", "fax"),
}
NOTHING = _("Nothing to import")
ORDERS = [("", _("Recognised by its content")), *ORDER_NAMES.items()]
FOUND_OR_MADE = {"account": _("Account · found or created")}
FIELDS = {
    "account": _("Account"),
    "address": _("Address"),
    "addresses": _("Addresses"),
    "agent": _("Agent"),
    "amount": _("Amount"),
    "annual_revenue": _("Annual revenue"),
    "birthday": _("Birthday"),
    "categories": _("Tags"),
    "category": _("Category"),
    "city": _("City"),
    "closed_amount": _("Closed amount"),
    "closed_on": _("Closed on"),
    "contact": _("Contact"),
    "country": _("Country"),
    "deal": _("Deal"),
    "direction": _("Direction"),
    "done_at": _("Done at"),
    "email": _("E-mail"),
    "emails": _("E-mails"),
    "employees": _("Employees"),
    "ends_at": _("Ends"),
    "engaged_on": _("Engaged on"),
    "expected_close_on": _("Expected close"),
    "first_name": _("First name"),
    "founded_year": _("Founded in"),
    "full_name": _("Full name"),
    "is_active": _("Active"),
    "is_new_customer": _("New customer"),
    "is_private": _("Private"),
    "job_title": _("Job title"),
    "kind": _("Kind"),
    "last_name": _("Last name"),
    "lines": _("Lines"),
    "list_price": _("List price"),
    "lost_reason": _("Reason lost"),
    "manager": _("Head"),
    "maturity": _("Maturity"),
    "middle_name": _("Middle name"),
    "name": _("Name"),
    "nature": _("Nature"),
    "next_step": _("Next step"),
    "nickname": _("Nickname"),
    "note": _("Note"),
    "office": _("Office"),
    "owner": pgettext_lazy("record", "Owner"),
    "parent": _("Parent company"),
    "phone": _("Phone"),
    "phones": _("Phones"),
    "pipeline": _("Pipeline"),
    "postal_code": _("Postal code"),
    "prefix": _("Title"),
    "probability": _("Probability"),
    "product": _("Product"),
    "quantity": _("Quantity"),
    "reference": _("Reference"),
    "region": _("Region"),
    "sector": _("Sector"),
    "siren": _("SIREN"),
    "sold_on": _("Sold on"),
    "source": _("Source"),
    "stage": _("Stage"),
    "starts_at": _("Starts"),
    "status": _("Status"),
    "stock": _("Stock"),
    "store": _("Store"),
    "street": _("Street"),
    "subject": _("Subject"),
    "suffix": _("Suffix"),
    "tags": _("Tags"),
    "team": _("Team"),
    "uid": _("Identifier"),
    "urls": _("Links"),
    "vat_number": _("VAT number"),
    "website": _("Website"),
}


def field(name: str) -> str:
    """What people call a field of an import."""
    return str(FIELDS.get(name, name))


def target(text: str) -> str:
    """What people call what a column can be."""
    if text in FOUND_OR_MADE:
        return str(FOUND_OR_MADE[text])
    name, _colon, sort = text.partition(":")
    if sort:
        return f"{field(name)} · {SORTS[sort]}"
    return str(gettext("Postal code and city · taken apart")) if text == PLACE else field(name)
