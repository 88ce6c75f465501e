"""Sales as the machinery of records takes them."""

from django.utils.translation import gettext_lazy as _

from carnet.sales import actions, queries
from carnet.web.records import Subject
from carnet.web.sales.forms import SaleForm

SALE = Subject(
    name="sale",
    namespace="sales",
    plural="sales",
    title=_("Sale"),
    list_title=_("Sales"),
    new_title=_("New sale"),
    visible=queries.visible_sales,
    form=SaleForm,
    create=actions.create_sale,
    update=actions.update_sale,
    delete=actions.delete_sale,
    restore=actions.restore_sale,
)
