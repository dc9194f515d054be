"""Kinds of events and reasons of rejection that a new deployment starts with; safe to run again."""

from typing import Any

from django.db import migrations

from leads.seeds import EVENT_KINDS, REJECTION_REASONS


def seed(apps: Any, schema_editor: Any) -> None:
    kinds = apps.get_model("leads", "EventKind")
    names = ("key", "name_en", "name_es", "direction", "is_human", "is_touch", "is_engagement")
    kinds.objects.bulk_create(
        [kinds(**dict(zip(names, kind, strict=True))) for kind in EVENT_KINDS], ignore_conflicts=True
    )
    reasons = apps.get_model("leads", "RejectionReason")
    columns = ("code", "name_en", "name_es", "owner", "recycle_days", "counts_against_quality")
    reasons.objects.bulk_create(
        [
            reasons(position=position, **dict(zip(columns, reason, strict=True)))
            for position, reason in enumerate(REJECTION_REASONS)
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("leads", "0001_facts")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
