"""Which reasons of rejection ask for evidence; one that somebody has set is left alone. Safe to run again."""

from typing import Any

from django.db import migrations

from leads.seeds import EVIDENCE


def seed(apps: Any, schema_editor: Any) -> None:
    reasons = apps.get_model("leads", "RejectionReason")
    for code, evidence in EVIDENCE.items():
        reasons.objects.filter(code=code, evidence="none").update(evidence=evidence)


class Migration(migrations.Migration):
    dependencies = [("leads", "0011_handoff_loop")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
