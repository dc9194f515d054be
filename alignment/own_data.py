"""From the demo to a company's own data: the database is emptied, so that the two are never mixed."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import transaction

from people import seeding
from people.models import Organisation, Role, User


class NotTheDemo(Exception):
    """The data are somebody's own: nothing here may delete them."""


@transaction.atomic
def begin(company: dict[str, Any], admin: dict[str, Any], note: Path) -> User:
    """Empty every table, sow the words again, found the company and its first RevOps admin.

    Raises `NotTheDemo` when the company isn't the demo. `note` is the file with the demo's log-ins; it goes too.
    """
    if not Organisation.objects.select_for_update().filter(is_demo=True).exists():
        raise NotTheDemo
    call_command("flush", interactive=False, verbosity=0, reset_sequences=True)
    seeding.sow()
    Organisation(**company).save()
    user = User.objects.create_user(**admin, role=Role.REVOPS)
    transaction.on_commit(lambda: note.unlink(missing_ok=True))
    return user
