"""The kinds of events by which a CRM says what Sales answered, and the reason for a rejection that says none; safe to
run again."""

from typing import Any

from django.db import migrations

from leads.seeds import EVENT_KINDS, REJECTION_REASONS, RETIRED

KIND = ("key", "name_en", "name_es", "direction", "is_human", "is_touch", "is_engagement")
REASON = ("code", "name_en", "name_es", "owner", "recycle_days", "counts_against_quality")


def seed(apps: Any, schema_editor: Any) -> None:
    kinds, reasons = (apps.get_model("leads", name) for name in ("EventKind", "RejectionReason"))
    kinds.objects.bulk_create(
        [kinds(**dict(zip(KIND, kind, strict=True))) for kind in EVENT_KINDS], ignore_conflicts=True
    )
    reasons.objects.bulk_create(
        [
            reasons(position=99, retired_at=RETIRED[one[0]], **dict(zip(REASON, one, strict=True)))
            for one in REJECTION_REASONS
            if one[0] in RETIRED
        ],
        ignore_conflicts=True,
    )
    for code, at in RETIRED.items():
        reasons.objects.filter(code=code, retired_at=None).update(retired_at=at)


class Migration(migrations.Migration):
    dependencies = [("leads", "0018_answers_from_elsewhere")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
