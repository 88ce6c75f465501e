"""Small builders for the tests of pages."""

import struct
import zlib
from datetime import date

from carnet.catalogue import actions as catalogue
from carnet.catalogue.models import Product, Store
from carnet.deals import actions as deals
from carnet.deals import agenda
from carnet.deals.models import Activity, Deal
from carnet.directory import actions as directory
from carnet.directory.models import Account, Contact
from carnet.files.actions import store_photo
from carnet.files.models import File
from carnet.sales import actions as sales
from carnet.sales.models import Sale


def account(by, name="Maison Berliet", **values) -> Account:
    return directory.create_account(values={"name": name, **values}, actor=by.actor)


def contact(by, last_name="Perrin", **values) -> Contact:
    return directory.create_contact(values={"last_name": last_name, **values}, actor=by.actor)


def photo(by, width=1, height=1) -> File:
    return store_photo(content=png(width, height), actor=by.actor)


def png(width: int, height: int) -> bytes:
    """A picture of one colour."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * min(width, 100) for _row in range(min(height, 100))))
    parts = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


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
