"""Stores."""

from carnet.api import kinds
from carnet.api.collection import Collection
from carnet.api.custom import CUSTOM
from carnet.api.fields import STAMPS, Field, computed
from carnet.catalogue import actions, queries
from carnet.interchange.records.catalogue import store_json

FIELDS = (
    computed("id", kinds.Integer()),
    Field("reference", kinds.Text()),
    Field("name", kinds.Text(), required=True),
    Field("address", kinds.Text()),
    Field("postal_code", kinds.Text()),
    Field("city", kinds.Text()),
    Field("region", kinds.Text()),
    Field("employees", kinds.Integer()),
    CUSTOM,
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
