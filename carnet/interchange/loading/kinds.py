"""How each kind of file is loaded."""

from dataclasses import replace

from carnet.interchange.loading.accounts import ACCOUNTS
from carnet.interchange.loading.activities import ACTIVITIES
from carnet.interchange.loading.agents import AGENTS
from carnet.interchange.loading.catalogue import PRODUCTS, STORES
from carnet.interchange.loading.contacts import CONTACTS
from carnet.interchange.loading.deals import DEALS
from carnet.interchange.loading.merging import remembering
from carnet.interchange.loading.plain_deals import PLAIN_DEALS
from carnet.interchange.loading.sales import SALES
from carnet.interchange.loading.scene import Loading

LOADINGS: dict[str, Loading] = {
    "agents": AGENTS,
    "products": PRODUCTS,
    "stores": STORES,
    "accounts": remembering(ACCOUNTS),
    "contacts": remembering(CONTACTS),
    "deals": replace(DEALS, plain=PLAIN_DEALS),
    "activities": ACTIVITIES,
    "sales": SALES,
}
NAME_OF = {loading.kind: name for name, loading in LOADINGS.items()}
"""Kind of record ("deals.deal") -> kind of file ("deals")."""
