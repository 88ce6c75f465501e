"""Lines of sale."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from carnet.catalogue.models import Product, Store
from carnet.core.fields import DocumentField
from carnet.core.money import MAX_MINOR
from carnet.directory.models import Account
from carnet.identity.models import Member
from carnet.journal.models import Editable


class Sale(Editable):
    """One line of sale; `amount` in minor units, frozen at creation; `reference` is its ticket's."""

    reference = models.CharField(_("reference"), max_length=120, blank=True, db_index=True)
    sold_on = models.DateField(_("sold on"))
    product = models.ForeignKey(
        Product,
        verbose_name=_("product"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sales",
    )
    store = models.ForeignKey(
        Store, verbose_name=_("store"), null=True, blank=True, on_delete=models.PROTECT, related_name="sales"
    )
    account = models.ForeignKey(
        Account,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sales",
    )
    owner = models.ForeignKey(
        Member, verbose_name=_("owner"), null=True, blank=True, on_delete=models.PROTECT, related_name="sales"
    )
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3, null=True, blank=True)
    amount = models.BigIntegerField(
        _("amount"), validators=[MinValueValidator(-MAX_MINOR), MaxValueValidator(MAX_MINOR)]
    )
    currency = models.CharField(_("currency"), max_length=3, default="EUR", editable=False)
    custom = DocumentField(_("custom fields"), default=dict, blank=True)
    import_key = models.CharField(max_length=64, null=True, unique=True, editable=False)
    search_text = models.TextField(editable=False, blank=True)

    class Meta:
        verbose_name = _("sale")
        verbose_name_plural = _("sales")
        indexes = [
            models.Index(fields=["sold_on", "id"], name="sale_by_day"),
            models.Index(fields=["created_at", "id"], name="sale_by_creation"),
        ]

    def __str__(self) -> str:
        return self.reference or f"{self.sold_on:%d/%m/%Y}"
