from typing import Any

from django.db import migrations

from people.hours import CalendarFault, Rules, horizon


def write_spans(apps: Any, schema_editor: Any) -> None:
    """From when to when each version's rows tell everything. A few rows; may run again."""
    versions = apps.get_model("people", "CalendarVersion").objects.filter(known_from=None)
    for version in versions.exclude(built_from=None).exclude(built_until=None):
        try:
            rules = Rules.parse(version.rules)
        except CalendarFault:
            continue
        version.known_from, version.known_until = horizon(rules, version.built_from, version.built_until)
        version.save(update_fields=["known_from", "known_until"])


class Migration(migrations.Migration):
    dependencies = [("people", "0003_calendar_effects")]

    operations = [migrations.RunPython(write_spans, migrations.RunPython.noop)]
