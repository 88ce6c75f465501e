"""Saved views."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from carnet.identity.models import User


class SavedView(models.Model):
    """A list as someone filtered it: the query string is the view."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    page = models.CharField(max_length=40)
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(max_length=2000, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [models.UniqueConstraint(fields=["user", "page", "name"], name="one_view_per_name")]

    def __str__(self) -> str:
        return self.name
