"""A rule that asks nothing is written `{}`, and one alone catches all: the first. Rerunnable."""

from typing import Any

from django.db import migrations


def write_one_way(apps: Any, schema_editor: Any) -> None:
    rules = apps.get_model("leads", "RoutingRule").objects
    rules.filter(criteria={"all": []}).update(criteria={})
    first, *more = rules.filter(criteria={}, is_active=True).order_by("position").values_list("pk", flat=True) or [None]
    rules.filter(pk__in=more).update(is_active=False)


class Migration(migrations.Migration):
    dependencies = [("leads", "0007_rescoring_and_trial_scores")]
    operations = [migrations.RunPython(write_one_way, migrations.RunPython.noop)]
