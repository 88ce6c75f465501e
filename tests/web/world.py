"""Small builders for the tests of pages."""

from datetime import date

from carnet.catalogue import actions as catalogue
from carnet.catalogue.models import Product, Store
from carnet.deals import actions as deals
from carnet.deals import agenda
from carnet.deals.models import Activity, Deal
from carnet.directory import actions as directory
from carnet.directory.models import Account, Contact
from carnet.sales import actions as sales
from carnet.sales.models import Sale


def account(by, name="Maison Berliet", **values) -> Account:
    return directory.create_account(values={"name": name, **values}, actor=by.actor)


def contact(by, last_name="Perrin", **values) -> Contact:
    return directory.create_contact(values={"last_name": last_name, **values}, actor=by.actor)


def product(by, name="Tirage", **values) -> Product:
    return catalogue.create_product(values={"name": name, **values}, actor=by.actor)


def store(by, name="Bellecour", **values) -> Store:
    return catalogue.create_store(values={"name": name, **values}, actor=by.actor)


def sale(by, amount=1995, **values) -> Sale:
    return sales.create_sale(
        values={"sold_on": date(2026, 11, 2), "amount": amount, **values}, actor=by.actor
    )


def deal(by, name="Campagne", **values) -> Deal:
    return deals.create_deal(values={"name": name, **values}, actor=by.actor)


def activity(by, subject="Appel", **values) -> Activity:
    return agenda.create_activity(values={"kind": "call", "subject": subject, **values}, actor=by.actor)


MAKERS = {"accounts": account, "contacts": contact, "products": product, "stores": store, "sales": sale}
