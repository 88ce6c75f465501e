"""The tickets of the sample's shops: two years, every day they are open."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from random import Random

from carnet.catalogue.models import Product, Store
from carnet.ops.demo.calendar import Calendar
from carnet.ops.demo.wares import STORES, WARES
from carnet.sales.actions import new_sale
from carnet.sales.models import Sale

TICKETS = 4.2
"""What a shop of share 1 sells on an ordinary day, in lines of sale."""
WEEK = (0.0, 0.82, 0.95, 0.9, 1.15, 1.75, 0.0)
"""Closed on Sundays and Mondays; Saturday makes the week."""
SEASON = (0.86, 0.84, 0.92, 0.96, 1.06, 1.04, 1.0, 0.82, 0.94, 0.98, 1.12, 1.85)


def new_sales(
    calendar: Calendar, stores: Sequence[Store], products: Sequence[Product], currency: str, chance: Random
) -> list[Sale]:
    """The lines of sale in the order of their days, unsaved."""
    shelf = [(product, ware.counter) for product, ware in zip(products, WARES, strict=True) if ware.counter]
    goods, shares = [product for product, _share in shelf], [share for _product, share in shelf]
    sold = []
    for day in calendar.days:
        for store, (reference, *_rest, size) in zip(stores, STORES, strict=True):
            for number in range(_lines(calendar, day, size, chance)):
                product = chance.choices(goods, shares)[0]
                sold.append(
                    _sale(f"{reference}-{day:%y%m%d}-{number + 1}", day, store, product, currency, chance)
                )
    return sold


def _lines(calendar: Calendar, day: date, size: float, chance: Random) -> int:
    if day in calendar.holidays:
        return 0
    growth = 1 + 0.22 * calendar.progress(day)
    expected = TICKETS * size * WEEK[day.weekday()] * SEASON[day.month - 1] * growth
    return max(0, round(chance.gauss(expected, expected**0.5 * 0.8))) if expected else 0


def _sale(reference: str, day: date, store: Store, product: Product, currency: str, chance: Random) -> Sale:
    quantity = Decimal(chance.choices((1, 2, 3, 4), (74, 18, 5, 3))[0])
    values = {
        "reference": reference,
        "sold_on": day,
        "store": store,
        "product": product,
        "quantity": quantity,
    }
    return new_sale(values, currency=currency)
