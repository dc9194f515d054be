"""Which kinds of events say that the lead was reached, and the kind that feedback is written down as; safe to run again."""

from typing import Any

from django.db import migrations

from leads.seeds import CONVERSATIONS, EVENT_KINDS


def seed(apps: Any, schema_editor: Any) -> None:
    kinds = apps.get_model("leads", "EventKind")
    names = ("key", "name_en", "name_es", "direction", "is_human", "is_touch", "is_engagement")
    kinds.objects.bulk_create(
        [kinds(**dict(zip(names, kind, strict=True))) for kind in EVENT_KINDS], ignore_conflicts=True
    )
    kinds.objects.filter(key__in=CONVERSATIONS).update(is_conversation=True)


class Migration(migrations.Migration):
    dependencies = [("leads", "0004_conversation")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
