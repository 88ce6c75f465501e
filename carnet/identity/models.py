"""The company, its people and their keys."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carnet.core.acting import Role
from carnet.journal.models import Editable

ROLES = [
    (Role.READER.value, _("Reader")),
    (Role.MEMBER.value, _("Member")),
    (Role.HEAD.value, _("Head")),
    (Role.ADMIN.value, _("Administrator")),
    (Role.OWNER.value, _("Owner")),
]
LANGUAGES = [("fr", "Français"), ("en", "English")]
VISIBILITY = [("team", _("By team")), ("everyone", _("Everyone sees everything"))]
WEEKDAYS = [(1, _("Monday")), (6, _("Saturday")), (7, _("Sunday"))]


class Company(Editable):
    """The one company this Carnet belongs to, with its settings."""

    name = models.CharField(_("name"), max_length=120, default="Carnet")
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/Paris")
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGES, default="fr")
    fiscal_year_month = models.PositiveSmallIntegerField(_("first month of the fiscal year"), default=1)
    week_start = models.PositiveSmallIntegerField(_("first day of the week"), choices=WEEKDAYS, default=1)
    visibility = models.CharField(_("visibility"), max_length=10, choices=VISIBILITY, default="team")

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_company"),
            models.CheckConstraint(
                condition=Q(fiscal_year_month__gte=1, fiscal_year_month__lte=12),
                name="fiscal_year_has_a_month",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Office(Editable):
    """A regional office of the company."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    match_key = models.CharField(max_length=120, db_index=True, editable=False)

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")

    def __str__(self) -> str:
        return self.name


class Team(Editable):
    """A sales team; its head is the manager of the KPIs."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    match_key = models.CharField(max_length=120, db_index=True, editable=False)
    head = models.ForeignKey(
        "Member",
        verbose_name=_("head"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="headed_teams",
    )
    office = models.ForeignKey(
        Office,
        verbose_name=_("office"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="teams",
    )

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Finds users by e-mail without case, as the log-in form needs."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user with this e-mail."""
        return self.get(email__iexact=username or "")


class User(AbstractBaseUser, Editable):
    """A person who logs in."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    role = models.PositiveSmallIntegerField(_("role"), choices=ROLES, default=Role.MEMBER.value)
    is_active = models.BooleanField(_("active"), default=True)
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGES, blank=True)
    theme = models.CharField(_("theme"), max_length=5, blank=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [models.UniqueConstraint(models.functions.Lower("email"), name="one_user_per_email")]

    def __str__(self) -> str:
        return self.name or self.email

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Django's own permissions are not used: roles decide."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        """Django's own permissions are not used: roles decide."""
        return False


class Member(Editable):
    """Someone who owns records: an agent of a team, with or without a login, or the head of one."""

    name = models.CharField(_("name"), max_length=120)
    match_key = models.CharField(max_length=120, db_index=True, editable=False)
    team = models.ForeignKey(
        Team, verbose_name=_("team"), null=True, blank=True, on_delete=models.PROTECT, related_name="members"
    )
    user = models.OneToOneField(
        User, verbose_name=_("login"), null=True, blank=True, on_delete=models.SET_NULL, related_name="member"
    )
    is_agent = models.BooleanField(_("sells"), default=True)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("agent")
        verbose_name_plural = _("agents")

    def __str__(self) -> str:
        return self.name


class Token(models.Model):
    """A key to the API: only the SHA-256 of it is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=120)
    sha256 = models.CharField(max_length=64, unique=True)
    read_only = models.BooleanField(_("read only"), default=False)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self) -> str:
        return self.name


class CustomFieldType(models.TextChoices):
    """What a field of the company's own holds."""

    TEXT = "text", _("Text")
    NUMBER = "number", _("Number")
    DAY = "day", _("Day")
    FLAG = "flag", _("Yes or no")
    CHOICE = "choice", _("Choice")
    LINK = "link", _("Link")


class CustomField(Editable):
    """A field the company added to a kind of record ("directory.contact"); its values are in `custom`."""

    kind = models.CharField(max_length=60)
    key = models.SlugField(max_length=60, db_index=False)
    label = models.CharField(_("name"), max_length=120)
    type = models.CharField(_("type"), max_length=10, choices=CustomFieldType, default=CustomFieldType.TEXT)
    choices = models.JSONField(_("choices"), default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("custom field")
        verbose_name_plural = _("custom fields")
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="one_custom_field_per_key"),
        ]

    def __str__(self) -> str:
        return self.label
