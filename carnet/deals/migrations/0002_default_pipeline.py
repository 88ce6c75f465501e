"""The default pipeline with its four stages."""

from django.db import migrations
from django.utils import timezone

STAGES = [
    ("Prospecting", "prospecting", 0.1, 30),
    ("Engaging", "engaging", 0.4, 45),
    ("Won", "won", 1.0, None),
    ("Lost", "lost", 0.0, None),
]


def add_pipeline(apps, schema_editor):  # type: ignore[no-untyped-def]
    """Make the pipeline that every deal starts in unless told otherwise."""
    stamp = {"created_at": timezone.now(), "updated_at": timezone.now()}
    pipeline = apps.get_model("deals", "Pipeline").objects.create(name="Ventes", is_default=True, **stamp)
    for position, (name, kind, probability, rotting_days) in enumerate(STAGES):
        apps.get_model("deals", "Stage").objects.create(
            pipeline=pipeline,
            name=name,
            match_key=name.lower(),
            kind=kind,
            position=position,
            probability=probability,
            rotting_days=rotting_days,
            **stamp,
        )


class Migration(migrations.Migration):
    dependencies = [("deals", "0001_initial")]
    operations = [migrations.RunPython(add_pipeline, migrations.RunPython.noop)]
