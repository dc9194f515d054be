"""Messages without proof, kept for two days: a wrong secret must not lose leads."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Self

from django.db import connection as database
from django.db import models
from django.db.models import Max, Min
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from integrations.proving import Incoming
from people.models import Notification, Role, User
from people.notices import Notice

from .connection import Connection
from .inbox import InboxDelivery, kept, mentions

KEPT_FOR = timedelta(hours=48)
MOST_KEPT = 2000
"""Per connection: whoever knows an address but no secret can't fill the disk."""

ALARM_AFTER = timedelta(minutes=10)
REFUSED = "hooks_refused"

# the same body again is counted and not kept twice
_REJECT = """
INSERT INTO integrations_rejecteddelivery (connection_id, reason, raw, headers, sha256, first_at, last_at, times)
SELECT %(connection)s, %(reason)s, %(raw)s, %(headers)s::jsonb, %(sha256)s, %(at)s, %(at)s, 1
WHERE (SELECT count(*) FROM integrations_rejecteddelivery WHERE connection_id = %(connection)s) < %(most)s
ON CONFLICT (connection_id, sha256)
DO UPDATE SET times = integrations_rejecteddelivery.times + 1, last_at = excluded.last_at,
              reason = excluded.reason, headers = excluded.headers
"""


class RejectedQuerySet(models.QuerySet["RejectedDelivery"]):
    def reject(self, connection: Connection, message: Incoming, reason: str, at: datetime) -> None:
        """Keep what could not be proved, with the headers it was to be proved by."""
        values: dict[str, Any] = {
            "connection": connection.pk,
            "reason": reason,
            "raw": message.body,
            "headers": json.dumps(kept(message)),
            "sha256": sha256(message.body).hexdigest(),
            "at": at,
            "most": MOST_KEPT,
        }
        with database.cursor() as cursor:
            cursor.execute(_REJECT, values)

    def visible_to(self, user: User) -> Self:
        return self if user.is_revops else self.none()

    def prove_again(self, connection: Connection, at: datetime) -> int:
        """Take in what the secrets of today prove, however old; returns how many. What they don't, stays until its term."""
        taken = []
        for rejected in self.filter(connection=connection).order_by("first_at"):
            message = Incoming("POST", connection.url, rejected.headers, bytes(rejected.raw))
            if _is_proved(connection, message, at):
                InboxDelivery.objects.receive(connection, message, at)
                taken.append(rejected.pk)
        self.filter(pk__in=taken).delete()
        return len(taken)

    def naming(self, texts: Iterable[str]) -> Self:
        """Those that hold one of these addresses or numbers."""
        return self.filter(mentions(texts))

    def expire(self, at: datetime) -> int:
        return self.filter(last_at__lt=at - KEPT_FOR).delete()[0]

    def alarm(self, at: datetime) -> int:
        """Tell RevOps, once a streak, of connections whose every message of the last ten minutes was refused."""
        streaks = [streak for streak in _streaks(at) if streak["start"] <= at - ALARM_AFTER]
        if streaks:
            Notification.objects.announce(_notices(streaks), at)
        return len(streaks)


def _is_proved(connection: Connection, message: Incoming, at: datetime) -> bool:
    try:
        connection.scheme.prove(message, connection.secrets(at), None)
    except Exception:  # whatever a proof stumbles over, it isn't proved
        return False
    return True


def _streaks(at: datetime) -> list[dict[str, Any]]:
    """{connection, start}: since when each connection that was refused lately has been refused without one success."""
    recent = RejectedDelivery.objects.filter(last_at__gt=at - ALARM_AFTER, connection__is_active=True)
    found = []
    for pk in recent.values_list("connection_id", flat=True).distinct():
        proved = InboxDelivery.objects.filter(connection=pk, parted_from=None).aggregate(
            last=Max("received_at")
        )["last"]
        since = RejectedDelivery.objects.filter(connection=pk)
        start = (since.filter(last_at__gt=proved) if proved else since).aggregate(start=Min("first_at"))[
            "start"
        ]
        if start:
            found.append({"connection": pk, "start": max(start, proved) if proved else start})
    return found


def _notices(streaks: Iterable[dict[str, Any]]) -> list[Notice]:
    readers = list(User.objects.with_role(Role.REVOPS).values_list("pk", flat=True))
    return [
        Notice(
            user_id=reader,
            kind=REFUSED,
            topic=f"{streak['connection']}:{streak['start']}",
            params={"connection": streak["connection"]},
            url=reverse("integrations:connection-detail", args=[streak["connection"]]),
            urgent=True,
        )
        for streak in streaks
        for reader in readers
    ]


class RejectedDelivery(models.Model):
    """A message that didn't prove its origin: kept raw for 48 hours and never read."""

    connection = models.ForeignKey(
        Connection, models.CASCADE, related_name="rejected", verbose_name=_("connection"), db_index=False
    )
    reason = models.CharField(_("reason"), max_length=60)
    raw = models.BinaryField(_("body"))
    headers = models.JSONField(_("headers"), default=dict)
    sha256 = models.CharField(max_length=64, editable=False)
    first_at = models.DateTimeField(_("first received"))
    last_at = models.DateTimeField(_("last received"))
    times = models.PositiveIntegerField(_("times"), default=1)

    objects = RejectedQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery refused")
        verbose_name_plural = _("deliveries refused")
        ordering = ["-last_at"]
        constraints = [
            models.UniqueConstraint(fields=["connection", "sha256"], name="refused_body_kept_once"),
        ]
        indexes = [
            # the alarm's window and the purge
            models.Index(fields=["last_at"], name="refused_by_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.connection_id}:{self.sha256[:8]}"
