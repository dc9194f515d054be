"""Leads that stand already are counted once more: their handoffs have new columns, their opportunities no place yet."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dashboards", "0004_closed_numbers"), ("leads", "0013_catching_up")]

    operations = [
        migrations.RunSQL(
            "INSERT INTO dashboards_stale (subject, subject_id) SELECT 'lead', id FROM leads_lead",
            migrations.RunSQL.noop,
        ),
    ]
