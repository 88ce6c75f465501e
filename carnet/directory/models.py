"""Accounts and contacts."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from carnet.core.fields import DocumentField, WordsField
from carnet.core.money import MAX_MINOR
from carnet.files.models import File
from carnet.identity.models import Member
from carnet.journal.models import Editable


class AccountKind(models.TextChoices):
    """What a company is to us."""

    CLIENT = "client", _("Client")
    PROSPECT = "prospect", _("Prospect")
    SUPPLIER = "supplier", _("Supplier")
    PARTNER = "partner", _("Partner")
    FORMER = "former", _("Former client")


class Account(Editable):
    """A company or organisation."""

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=AccountKind, default=AccountKind.CLIENT)
    sector = models.CharField(_("sector"), max_length=120, blank=True, db_index=True)
    website = models.CharField(_("website"), max_length=300, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    street = models.CharField(_("street"), max_length=300, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    region = models.CharField(_("region"), max_length=120, blank=True)
    country = models.CharField(_("country"), max_length=120, blank=True)
    siren = models.CharField(
        _("SIREN"),
        max_length=9,
        blank=True,
        validators=[RegexValidator(r"^\d{9}$", _("A SIREN has nine digits."))],
    )
    vat_number = models.CharField(_("VAT number"), max_length=20, blank=True)
    employees = models.PositiveIntegerField(
        _("employees"), null=True, blank=True, validators=[MaxValueValidator(10_000_000)]
    )
    annual_revenue = models.BigIntegerField(
        _("annual revenue"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-MAX_MINOR), MaxValueValidator(MAX_MINOR)],
    )
    founded_year = models.PositiveSmallIntegerField(
        _("founded in"), null=True, blank=True, validators=[MinValueValidator(800), MaxValueValidator(2200)]
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent company"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="subsidiaries",
    )
    owner = models.ForeignKey(
        Member,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="accounts",
    )
    source = models.CharField(_("source"), max_length=120, blank=True)
    tags = WordsField(_("tags"))
    note = models.TextField(_("note"), blank=True, max_length=100_000)
    is_private = models.BooleanField(_("private"), default=False)
    kept = DocumentField(default=list, blank=True, editable=False)
    custom = DocumentField(_("custom fields"), default=dict, blank=True)
    match_key = models.CharField(max_length=200, db_index=True, editable=False)
    search_text = models.TextField(editable=False, blank=True)

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        indexes = [
            models.Index(fields=["name", "id"], name="account_by_name"),
            models.Index(fields=["created_at", "id"], name="account_by_creation"),
        ]

    def __str__(self) -> str:
        return self.name


class Contact(Editable):
    """A person, with the ways to reach them as documents read and written whole."""

    prefix = models.CharField(_("title"), max_length=40, blank=True)
    first_name = models.CharField(_("first name"), max_length=120, blank=True)
    middle_name = models.CharField(_("middle name"), max_length=120, blank=True)
    last_name = models.CharField(_("last name"), max_length=120, blank=True)
    suffix = models.CharField(_("suffix"), max_length=40, blank=True)
    nickname = models.CharField(_("nickname"), max_length=120, blank=True)
    full_name = models.CharField(max_length=300, editable=False)
    job_title = models.CharField(_("job title"), max_length=200, blank=True)
    account = models.ForeignKey(
        Account,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="contacts",
    )
    emails = DocumentField(_("e-mails"), default=list, blank=True)
    email_key = models.CharField(max_length=254, blank=True, db_index=True, editable=False)
    phones = DocumentField(_("phones"), default=list, blank=True)
    addresses = DocumentField(_("addresses"), default=list, blank=True)
    urls = DocumentField(_("links"), default=list, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True, editable=False)
    birthday = models.CharField(
        _("birthday"),
        max_length=10,
        blank=True,
        validators=[
            RegexValidator(
                r"^(\d{4}|-)-\d\d-\d\d$", _("A day, with or without its year: 1984-05-09 or --05-09.")
            )
        ],
    )
    categories = WordsField(_("categories"))
    maturity = models.CharField(_("maturity"), max_length=60, blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)
    owner = models.ForeignKey(
        Member,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contacts",
    )
    uid = models.CharField(max_length=300, unique=True)
    tags = WordsField(_("tags"))
    note = models.TextField(_("note"), blank=True, max_length=100_000)
    is_private = models.BooleanField(_("private"), default=False)
    photo = models.ForeignKey(
        File,
        verbose_name=_("photo"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    kept = DocumentField(default=list, blank=True, editable=False)
    custom = DocumentField(_("custom fields"), default=dict, blank=True)
    search_text = models.TextField(editable=False, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        indexes = [
            models.Index(fields=["last_name", "first_name", "id"], name="contact_by_last_name"),
            models.Index(fields=["full_name", "id"], name="contact_by_name"),
            models.Index(fields=["created_at", "id"], name="contact_by_creation"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def email(self) -> str:
        """The first e-mail, or nothing."""
        return str(self.emails[0]["value"]) if self.emails else ""

    @property
    def phone(self) -> str:
        """The first phone number, or nothing."""
        return str(self.phones[0]["value"]) if self.phones else ""
