"""Stored files, in the database so that a backup and an undo hold them too."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class File(models.Model):
    """A content, known by its SHA-256 in hexadecimal and stored once; `size` in bytes."""

    sha256 = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="no_empty_file")]

    def __str__(self) -> str:
        return self.sha256
