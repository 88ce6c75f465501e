"""Products and stores as the machinery of records takes them."""

from django.utils.translation import gettext_lazy as _

from carnet.catalogue import actions, queries
from carnet.web.catalogue.forms import ProductForm, StoreForm
from carnet.web.records import Subject

PRODUCT = Subject(
    name="product",
    namespace="catalogue",
    plural="products",
    title=_("Product"),
    list_title=_("Products"),
    new_title=_("New product"),
    visible=queries.visible_products,
    form=ProductForm,
    create=actions.create_product,
    update=actions.update_product,
    delete=actions.delete_product,
    restore=actions.restore_product,
)
STORE = Subject(
    name="store",
    namespace="catalogue",
    plural="stores",
    title=_("Store"),
    list_title=_("Stores"),
    new_title=_("New store"),
    visible=queries.visible_stores,
    form=StoreForm,
    create=actions.create_store,
    update=actions.update_store,
    delete=actions.delete_store,
    restore=actions.restore_store,
)
