"""API keys: how a program comes in with a person's eyes."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from .user import User

PREFIX_LENGTH = 10


class Scope(models.TextChoices):
    READ = "read", _("Read")
    WRITE = "write", _("Write")
    HOOKS = "hooks", _("Webhooks")


def digest(secret: str) -> str:
    """SHA-256 is enough: the secret is 256 random bits, not a password."""
    return hashlib.sha256(secret.encode()).hexdigest()


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def issue(
        self,
        user: models.Model,
        name: str,
        scopes: Iterable[str],
        at: datetime,
        expires_at: datetime | None = None,
    ) -> tuple["ApiKey", str]:
        """The new key and its secret; the secret is never readable again."""
        prefix = secrets.token_hex(PREFIX_LENGTH // 2)
        secret = f"al_{prefix}_{secrets.token_urlsafe(32)}"
        key = self.create(
            user=user,
            name=name,
            prefix=prefix,
            hash=digest(secret),
            scopes=sorted(set(scopes)),
            created_at=at,
            expires_at=expires_at,
        )
        return key, secret

    def visible_to(self, user: User) -> "ApiKeyQuerySet":
        """One's own; RevOps all."""
        return self.all() if user.is_revops else self.filter(user=user)

    def live(self, at: datetime) -> "ApiKeyQuerySet":
        unexpired = models.Q(expires_at=None) | models.Q(expires_at__gt=at)
        return self.filter(unexpired, revoked_at=None, user__is_active=True)

    def recognise(self, secret: str, at: datetime) -> "ApiKey | None":
        """The live key with this secret, its last use noted at most once a minute."""
        parts = secret.split("_", 2)
        prefix = parts[1] if len(parts) == 3 and parts[0] == "al" else ""
        if len(prefix) != PREFIX_LENGTH or not prefix.isalnum() or not secret.isascii():
            return None
        key = self.live(at).select_related("user__team").filter(prefix=prefix).first()
        if key is None or not hmac.compare_digest(key.hash, digest(secret)):
            return None
        if key.last_used_at is None or key.last_used_at < at - timedelta(minutes=1):
            self.filter(pk=key.pk).update(last_used_at=at)
        return key


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["hash", "last_used_at"],
)
class ApiKey(models.Model):
    """A program's way in: it sees what its person sees, within its scopes. Only a hash of it is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="keys", verbose_name=_("person"))
    name = models.CharField(_("name"), max_length=120)
    prefix = models.CharField(_("prefix"), max_length=PREFIX_LENGTH, unique=True)
    hash = models.CharField(max_length=64, editable=False)
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope.choices), verbose_name=_("scopes"))
    created_at = models.DateTimeField(_("created"))
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.name} (al_{self.prefix}_…)"

    def allows(self, scope: str) -> bool:
        return scope in self.scopes

    def revoke(self, at: datetime) -> None:
        """The first revocation stands."""
        ApiKey.objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=at)
