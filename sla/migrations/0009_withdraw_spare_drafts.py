from typing import Any

from django.db import migrations


def withdraw(apps: Any, schema_editor: Any) -> None:
    """Of several drafts of one definition the newest is the one being written. Safe to run again."""
    versions = apps.get_model("sla", "DefinitionVersion")
    newest: dict[int, int] = {}
    for version in versions.objects.filter(state="draft").order_by("-number"):
        if newest.setdefault(version.definition_id, version.pk) != version.pk:
            versions.objects.filter(pk=version.pk).update(state="withdrawn")


class Migration(migrations.Migration):
    dependencies = [("sla", "0008_arbitration")]

    operations = [migrations.RunPython(withdraw, migrations.RunPython.noop, elidable=True)]
