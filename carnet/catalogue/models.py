"""Products and stores."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carnet.core.fields import DocumentField
from carnet.core.money import MAX_MINOR
from carnet.journal.models import Editable


class Product(Editable):
    """Something sold, with its list price in minor units."""

    reference = models.CharField(_("reference"), max_length=120, blank=True)
    name = models.CharField(_("name"), max_length=300)
    category = models.CharField(_("category"), max_length=120, blank=True)
    list_price = models.BigIntegerField(
        _("list price"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(MAX_MINOR)],
    )
    currency = models.CharField(_("currency"), max_length=3, default="EUR", editable=False)
    stock = models.IntegerField(
        _("stock"), null=True, blank=True, validators=[MinValueValidator(-(10**9)), MaxValueValidator(10**9)]
    )
    is_active = models.BooleanField(_("on sale"), default=True)
    custom = DocumentField(_("custom fields"), default=dict, blank=True)
    match_key = models.CharField(max_length=300, db_index=True, editable=False)
    reference_key = models.CharField(max_length=120, db_index=True, blank=True, editable=False)
    search_text = models.TextField(editable=False, blank=True)

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        constraints = [
            models.UniqueConstraint(
                fields=["reference"], condition=~Q(reference=""), name="one_product_per_reference"
            ),
            models.CheckConstraint(
                condition=Q(list_price__isnull=True) | Q(list_price__gte=0), name="price_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Store(Editable):
    """A shop."""

    reference = models.CharField(_("reference"), max_length=120, blank=True)
    name = models.CharField(_("name"), max_length=200)
    address = models.CharField(_("address"), max_length=300, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    region = models.CharField(_("region"), max_length=120, blank=True)
    employees = models.PositiveIntegerField(
        _("employees"), null=True, blank=True, validators=[MaxValueValidator(10_000_000)]
    )
    custom = DocumentField(_("custom fields"), default=dict, blank=True)
    match_key = models.CharField(max_length=200, db_index=True, editable=False)
    reference_key = models.CharField(max_length=120, db_index=True, blank=True, editable=False)
    search_text = models.TextField(editable=False, blank=True)

    class Meta:
        verbose_name = _("store")
        verbose_name_plural = _("stores")
        constraints = [
            models.UniqueConstraint(
                fields=["reference"], condition=~Q(reference=""), name="one_store_per_reference"
            ),
        ]

    def __str__(self) -> str:
        return self.name
