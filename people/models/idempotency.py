"""Idempotency keys: a program that asks again gets the first answer again."""

from datetime import datetime, timedelta

from django.db import models

from .user import User

KEPT = timedelta(hours=24)


class IdempotencyKeyQuerySet(models.QuerySet["IdempotencyKey"]):
    def expired(self, at: datetime) -> "IdempotencyKeyQuerySet":
        return self.filter(created_at__lt=at - KEPT)

    def claim(
        self, user: User, key: str, request: str, body_hash: str, at: datetime
    ) -> "IdempotencyKey | None":
        """Take the key in the caller's transaction; None when it is taken. A twin that still works is waited for."""
        self.expired(at).filter(user=user, key=key).delete()
        row = IdempotencyKey(user=user, key=key, request=request, body_hash=body_hash, created_at=at)
        IdempotencyKey.objects.bulk_create([row], ignore_conflicts=True)
        # one claim a transaction: the marker tells an own row from a twin's
        return self.filter(user=user, key=key, status=None, body_hash=body_hash, request=request).first()


class IdempotencyKey(models.Model):
    """One write of one person under one key, with its answer, kept for a day."""

    user = models.ForeignKey(User, models.CASCADE)
    key = models.CharField(max_length=255)
    request = models.CharField(max_length=300)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    response = models.JSONField(null=True)
    created_at = models.DateTimeField()

    objects = IdempotencyKeyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_answer_per_key")]
        # read by the daily purge
        indexes = [models.Index(fields=["created_at"], name="idempotency_keys_by_age")]

    def __str__(self) -> str:
        return self.key
