"""The one company, with its defaults."""

from django.db import migrations
from django.utils import timezone


def add_company(apps, schema_editor):  # type: ignore[no-untyped-def]
    """Make the settings row that pages edit."""
    now = timezone.now()
    apps.get_model("identity", "Company").objects.get_or_create(
        pk=1, defaults={"created_at": now, "updated_at": now}
    )


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_initial")]
    operations = [migrations.RunPython(add_company, migrations.RunPython.noop)]
