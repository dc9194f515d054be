"""Connections: the sources that may send, each with an address and a secret of its own."""

import secrets
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce, Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from integrations.kinds import SCHEMES, Scheme
from integrations.proving import Incoming
from people.models import SealedField, User

from .state import State

ROTATION = timedelta(hours=24)
"""How long the old secret of a connection still opens after a new one was drawn."""

REMEMBERED_SECONDS = 5
MOST_REMEMBERED = 1000


class Kind(models.TextChoices):
    STANDARD = "standard", _("Standard Webhooks")
    HUBSPOT = "hubspot", _("HubSpot")


@dataclass(frozen=True)
class Met:
    """A connection as it was read at `at` (the database's clock) and `tick` (this process's)."""

    connection: "Connection"
    at: datetime
    tick: float

    @property
    def now(self) -> datetime:
        """The database's present moment without asking it again: only the time since the reading is our own."""
        return self.at + timedelta(seconds=time.monotonic() - self.tick)


_met: dict[str, Met] = {}


class ConnectionQuerySet(models.QuerySet["Connection"]):
    def visible_to(self, user: User) -> Self:
        """The outer wall is RevOps' work."""
        return self if user.is_revops else self.none()

    def active(self) -> Self:
        return self.filter(is_active=True)

    def recognise(self, key: str) -> Met | None:
        """The active connection with this key, remembered by this process for a few seconds: a burst asks once."""
        found = _met.get(key)
        if found is None or time.monotonic() - found.tick > REMEMBERED_SECONDS:
            connection = self.active().filter(key=key).annotate(read_at=Now()).first()
            # the tick is taken after the answer: rather a breath behind the database's clock than ahead of it
            found = Met(connection, connection.read_at, time.monotonic()) if connection else None  # type: ignore[attr-defined]
            _remember(key, found)
        return found

    def with_counts(self) -> Self:
        """How much of each waits, is in quarantine or was refused; each counted by its own index."""
        inbox: Any = self.model._meta.get_field("deliveries").related_model
        rejected: Any = self.model._meta.get_field("rejected").related_model
        return self.annotate(
            pending=_count(inbox._default_manager.filter(state=State.PENDING)),
            quarantined=_count(inbox._default_manager.filter(state=State.QUARANTINED)),
            refused=_count(rejected._default_manager.all()),
        )

    def open(
        self, name: str, kind: str, system: str, by: User | None, at: datetime, **more: Any
    ) -> "Connection":
        """A new connection with an address nobody can guess and, unless one is given, a secret."""
        secret = more.pop("secret", "") or SCHEMES[kind].draw_secret()
        return self.create(
            name=name,
            kind=kind,
            system=system,
            key=secrets.token_urlsafe(24),
            secret=secret,
            by=by,
            created_at=at,
            **more,
        )


def _count(rows: Any) -> Coalesce:
    """How many of these each connection has, without a join that would multiply them."""
    mine = rows.filter(connection=OuterRef("pk")).order_by().values("connection")
    return Coalesce(Subquery(mine.annotate(count=Count("pk")).values("count")), 0)


def _remember(key: str, found: Met | None) -> None:
    if len(_met) >= MOST_REMEMBERED:
        _met.clear()
    if found:
        _met[key] = found
    else:
        _met.pop(key, None)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["key", "secret", "old_secret", "last_seen_at"],
)
class Connection(models.Model):
    """A source that may send us webhooks: what it is called, how it proves itself, whose ids it uses."""

    Kind = Kind

    name = models.CharField(_("name"), max_length=120)
    system = models.SlugField(
        _("system"),
        max_length=50,
        unique=True,
        help_text=_("The name under which its ids are kept. It can't change later."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.STANDARD)
    key = models.CharField(max_length=64, unique=True, editable=False)
    secret = SealedField(editable=False)
    old_secret = SealedField(blank=True, default="", editable=False)
    old_secret_until = models.DateTimeField(
        _("old secret valid until"), null=True, blank=True, editable=False
    )
    portal_id = models.CharField(_("portal number"), max_length=40, blank=True, default="")
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("created"), editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("by"),
    )
    last_seen_at = models.DateTimeField(_("last heard"), null=True, blank=True, editable=False)

    objects = ConnectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("connection")
        verbose_name_plural = _("connections")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("integrations:connection-detail", args=[self.pk])

    @property
    def url(self) -> str:
        """The address to enter at the source."""
        return settings.PUBLIC_URL + reverse("hook", args=[self.key])

    @property
    def scheme(self) -> Scheme:
        return SCHEMES[self.kind]

    def secrets(self, at: datetime) -> list[str]:
        """The secrets that open now: the current one and, while it is being changed, the one before."""
        has_old = self.old_secret and self.old_secret_until and at <= self.old_secret_until
        return [self.secret, self.old_secret] if has_old else [self.secret]

    def prove(self, message: Incoming, at: datetime) -> None:
        """Raise unless the source sent this, now."""
        self.scheme.prove(message, self.secrets(at), at)

    def rotate(self, by: User | None, at: datetime, secret: str = "", keep: timedelta = ROTATION) -> str:
        """Draw a new secret (or take the source's); the one before opens for `keep` longer, so that nothing is lost."""
        fresh = secret or self.scheme.draw_secret()
        self.old_secret, self.old_secret_until, self.secret, self.by = self.secret, at + keep, fresh, by
        self.save(update_fields=["old_secret", "old_secret_until", "secret", "by"])
        _met.pop(self.key, None)
        return fresh

    def switch(self, is_active: bool) -> None:
        """Let the source in, or not; a switched-off connection's address is unknown within seconds."""
        Connection.objects.filter(pk=self.pk).exclude(is_active=is_active).update(is_active=is_active)
        _met.pop(self.key, None)
