"""How long the files of imports are kept: they hold persons, and are needed only to be read again."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from .models import Import

KEPT_FOR = timedelta(days=30)


def drop_files(at: datetime) -> int:
    """Delete uploads that no import of the last days refers to, and rows in error with them; how many files."""
    recent = Import.objects.filter(created_at__gte=at - KEPT_FOR)
    needed = {path for one in recent for path in (one.path, *one.lookups.values())}
    for one in Import.objects.filter(created_at__lt=at - KEPT_FOR, faulty_rows__isnull=False).distinct():
        one.faulty_rows.all().delete()
    stored = [file for file in folder().glob("*") if str(file) not in needed]
    old = [file for file in stored if datetime.fromtimestamp(file.stat().st_mtime, at.tzinfo) < at - KEPT_FOR]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def folder() -> Path:
    path: Path = settings.FILES_DIR / "imports"
    return path
