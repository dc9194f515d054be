"""`manage.py demo`: fills an empty database with the demo company and notes how to get in."""

import json
import os
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from alignment.demo.cast import PASSWORD, PEOPLE, Company
from alignment.demo.company import LEADS, build
from alignment.engines.folders import Folder
from alignment.engines.instance import demo_note
from integrations import demo as connections
from people.models import ApiKey, Organisation, User
from people.moment import now


class Command(BaseCommand):
    help = "Fills an empty database with a demo company of a year; demo and own data are never mixed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--leads", type=int, default=LEADS, help="how many leads to invent")

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists() or Organisation.objects.exists():
            raise CommandError(_("The database holds data already. The demo goes into an empty one."))
        at = now()
        note = _facts(build(at, options["leads"]), at)
        folder = Folder()
        folder.make()
        _write(demo_note(folder), note)
        self.stdout.write(_("Demo company ready: %(leads)s leads.") % {"leads": options["leads"]})


def _facts(company: Company, at: datetime) -> dict[str, Any]:
    """What a script needs to try the demo."""
    _key, secret = ApiKey.objects.issue(company["revops"], "Demo", ["read", "write"], at)
    return {
        "url": settings.PUBLIC_URL,
        "logins": [
            {"name": name, "email": f"{login}@faro.example", "password": PASSWORD, "role": str(role)}
            for _part, name, login, role, _kind, _language in PEOPLE
        ],
        "api_key": secret,
        "hooks": connections.fill(at),
    }


def _write(path: Path, note: dict[str, Any]) -> None:
    """Readable by the owner alone from its first byte."""
    with os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as file:
        json.dump(note, file, indent=2, ensure_ascii=False)
