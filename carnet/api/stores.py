"""Stores."""

from carnet.api import kinds
from carnet.api.collection import Collection
from carnet.api.fields import STAMPS, Field, computed
from carnet.api.shown import Shown, stamps
from carnet.catalogue import actions, queries
from carnet.catalogue.models import Store
from carnet.identity.visibility import Viewer


def store_json(store: Store, viewer: Viewer) -> Shown:
    """A store under the names of the contract."""
    return {
        "id": store.pk,
        "reference": store.reference,
        "name": store.name,
        "address": store.address,
        "postal_code": store.postal_code,
        "city": store.city,
        "region": store.region,
        "employees": store.employees,
        **stamps(store),
    }


FIELDS = (
    computed("id", kinds.Integer()),
    Field("reference", kinds.Text()),
    Field("name", kinds.Text(), required=True),
    Field("address", kinds.Text()),
    Field("postal_code", kinds.Text()),
    Field("city", kinds.Text()),
    Field("region", kinds.Text()),
    Field("employees", kinds.Integer()),
    *STAMPS,
)

STORES = Collection(
    name="stores",
    argument="store",
    rows=queries.visible_stores,
    shown=store_json,
    fields=FIELDS,
    matching=queries.stores_matching,
    create=actions.create_store,
    update=actions.update_store,
    delete=actions.delete_store,
)
