"""What documents say is written for both teams and kept as signed; the people in it are references to users."""

from people import personal

from . import models


def declare() -> None:
    personal.impersonal(models.Document, "kind", "key", "title_en", "title_es")
    personal.impersonal(models.DocumentVersion, "blocks", "hash", "label")
    personal.impersonal(models.Signature, "capacity", "role", "hash")
