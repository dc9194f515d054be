"""The personal columns of this floor, and its text columns that are none."""

from allauth.account.models import EmailAddress

from . import models
from .personal import impersonal
from .personal import register as personal


def register() -> None:
    personal(models.User, {"email": "hash", "name": "blank", "password": "blank"})
    personal(EmailAddress, {"email": "hash"})
    personal(models.Notification, {"params": "blank"})
    personal(models.Delivery, {"params": "blank", "sealed": "blank", "last_error": "blank"})
    personal(models.Absence, {"reason": "blank"})
    personal(models.IdempotencyKey, {"response": "null"})
    impersonal(models.User, "language", "time_zone", "theme")
    impersonal(models.Organisation, "name", "time_zone", "currency")
    impersonal(models.Team, "name")
    impersonal(models.WorkingCalendar, "name", "time_zone")
    impersonal(models.CalendarVersion, "rules")
    impersonal(models.ApiKey, "name", "prefix", "hash")
    impersonal(models.Endpoint, "name", "url", "host", "secret", "disabled_reason")
    impersonal(models.Notification, "kind", "url", "dedupe_key")
    impersonal(models.Delivery, "kind", "url", "dedupe_key")
    impersonal(models.IdempotencyKey, "key", "request", "body_hash")
    impersonal(models.Heartbeat, "name")
    impersonal(models.Tombstone, "kind", "hmac")
    impersonal(models.Erasure, "subject", "reason")
