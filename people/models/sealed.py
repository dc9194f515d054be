"""A column whose content the database can't read."""

from typing import Any

from django.db import models

from people import crypto


class SealedField(models.TextField):
    """Plain text in Python, sealed in the database, in dumps and in backups; empty stays empty."""

    def get_prep_value(self, value: Any) -> Any:
        return crypto.seal(value) if value else value

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return crypto.unseal(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Only emptiness can be asked for: each seal of the same text differs."""
        return super().get_lookup(lookup_name) if lookup_name in {"isnull", "exact"} else None
