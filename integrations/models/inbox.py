"""The inbox: what sources sent, as they sent it. A row is the promise that it will be read."""

import json
from collections.abc import Iterable, Set
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Self

from django.conf import settings
from django.db import connection as database
from django.db import models, transaction
from django.db.models import Count, F, Func, Max, Min, Q, Value
from django.db.models.functions import Lower, StrIndex
from django.db.models.lookups import GreaterThan
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from integrations.naming import names
from integrations.proving import Incoming
from people.models import User

from . import draining
from .connection import Connection
from .state import State

KEPT_FOR = timedelta(days=30)
"""The term of raw bodies: they hold personal data and are needed only to read them again."""

SLOW_AFTER = timedelta(minutes=1)
"""A message that waits longer says that no worker reads."""
PURGE_BATCH = 5000
MOST_REPLAYED = 10_000
KEPT_HEADERS = frozenset({"content-type", "user-agent", "x-request-id"})
KEPT_PREFIXES = ("webhook-", "x-hubspot-")

# in one statement and, outside a transaction, one round trip: the sender waits for it
_RECEIVE = """
INSERT INTO integrations_inboxdelivery
    (connection_id, source_key, raw, headers, sha256, received_at, state, attempts, next_at, reason, error, fault_group, waits_for, outcome)
VALUES (%s, %s, %s, %s::jsonb, %s, %s, 'pending', 0, %s, '', '', '', '', '{}'::jsonb)
ON CONFLICT DO NOTHING
"""


class InboxQuerySet(models.QuerySet["InboxDelivery"]):
    def receive(self, connection: Connection, message: Incoming, at: datetime) -> bool:
        """Keep a proved message; False when it is here already."""
        source_key = connection.scheme.identity(message)
        values: list[Any] = [
            connection.pk,
            source_key,
            message.body,
            json.dumps(kept(message)),
            sha256(message.body).hexdigest(),
            at,
            at,
        ]
        with database.cursor() as cursor:
            cursor.execute(_RECEIVE, values)
            return cursor.rowcount == 1

    def visible_to(self, user: User) -> Self:
        return self if user.is_revops else self.none()

    def due(self, at: datetime) -> Self:
        """Rows that wait for their turn, in the order they came; the rest of their claim is in `draining`."""
        return self.filter(state=State.PENDING, next_at__lte=at).order_by("next_at", "pk")

    def drain(self, at: datetime, limit: int = 500) -> int:
        """Read what waits and land it; returns how many messages were taken up. Safe in many workers at once."""
        return draining.drain(self.model, at, limit)

    def oldest_waiting(self, at: datetime) -> timedelta:
        """For how long the oldest message that should have been read by now has been waiting."""
        oldest = self.due(at).values_list("next_at", flat=True).first()
        return at - oldest if oldest else timedelta(0)

    def quarantined(self) -> Self:
        return self.filter(state=State.QUARANTINED)

    def chosen(self, states: Iterable[str], systems: Iterable[str]) -> Self:
        """Those in one of these states and from one of these systems; none named means all."""
        by_state = Q(state__in=list(states)) if list(states) else Q()
        by_system = Q(connection__system__in=list(systems)) if list(systems) else Q()
        return self.filter(by_state, by_system)

    def listed(self) -> Self:
        """What a list shows, without the bodies."""
        return self.select_related("connection").defer("raw", "headers")

    def with_trouble(self, connection: str, reason: str, fault_group: str) -> Self:
        """Those of one group of the quarantine."""
        if not connection.isdecimal():
            return self.none()
        return self.filter(connection=int(connection), reason=reason, fault_group=fault_group)

    def grouped(self) -> models.QuerySet["InboxDelivery", dict[str, object]]:
        """The quarantine by what went wrong: the same trouble once, however many it met."""
        return (
            self.values("connection_id", "connection__name", "reason", "fault_group")
            .annotate(
                count=Count("pk"), first=Min("received_at"), last=Max("received_at"), sample=Min("error")
            )
            .order_by("-count", "connection__name", "reason")
        )

    def release(self, connection: Connection, known: Iterable[str], at: datetime) -> int:
        """Let those go on that waited for these leads or deals."""
        waiting = self.filter(connection=connection, waits_for__in=list(known)).exclude(waits_for="")
        return waiting.exclude(state=State.DONE).update(
            state=State.PENDING, attempts=0, next_at=at, waits_for=""
        )

    @transaction.atomic
    def replay(self, by: User, at: datetime) -> int:
        """Read these again, through the same keys, so that nothing lands twice; who asked is kept."""
        ids = list(self.exclude(state=State.PENDING).values_list("pk", flat=True)[:MOST_REPLAYED])
        rows = self.model.objects.filter(pk__in=ids)
        count = rows.update(state=State.PENDING, attempts=0, next_at=at, reason="", error="", waits_for="")
        if count:
            Replay.objects.create(by=by, at=at, count=count, first_id=min(ids), last_id=max(ids))
        return count

    def expire(self, at: datetime) -> int:
        """Destroy what has reached its term, in batches; what waits to be read is never destroyed."""
        expired = self.filter(received_at__lt=at - KEPT_FOR).exclude(state=State.PENDING)
        count = 0
        while ids := list(expired.values_list("pk", flat=True)[:PURGE_BATCH]):
            count += self.model.objects.filter(pk__in=ids).delete()[0]
        return count

    def forget(self, ids: Set[str], texts: Set[str], also: Iterable[int] = ()) -> int:
        """Blank the bodies of these rows that name a person who is being erased. Rare, so it may read the whole inbox.

        What is still to be read keeps its body, but for those (`also`) whose facts have landed by now.
        """
        read = ~Q(state=State.PENDING) | Q(pk__in=list(also))
        rows = self.filter(read).filter(mentions({*ids, *texts})).order_by().only("raw")
        named = [row.pk for row in rows.iterator(chunk_size=200) if names(row.body, ids, texts)]
        return self.model.objects.filter(pk__in=named).update(raw=b"", error="", headers={})


def mentions(words: Iterable[str]) -> Q:
    """Rows whose raw body may hold one of these words, whatever the case: a first, rough sieve."""
    found = Q(pk__in=[])
    for word in words:
        body = Lower(Func(F("raw"), Value("escape"), function="encode", output_field=models.TextField()))
        found |= Q(GreaterThan(StrIndex(body, Value(word.lower())), 0))
    return found


def kept(message: Incoming) -> dict[str, str]:
    """The headers that prove and describe a message; cookies, addresses and keys of others are not kept."""
    return {
        name: value[:500]
        for name, value in message.headers.items()
        if name in KEPT_HEADERS or name.startswith(KEPT_PREFIXES)
    }


class InboxDelivery(models.Model):
    """A message that a source sent and proved, or one event parted from it because it has to wait."""

    State = State

    connection = models.ForeignKey(
        Connection, models.CASCADE, related_name="deliveries", verbose_name=_("connection"), db_index=False
    )
    parted_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="parts", verbose_name=_("parted from")
    )
    source_key = models.CharField(_("key at the source"), max_length=400)
    raw = models.BinaryField(_("body"))
    headers = models.JSONField(_("headers"), default=dict)
    sha256 = models.CharField(max_length=64, editable=False)
    received_at = models.DateTimeField(_("received"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField(_("next attempt"))
    reason = models.CharField(_("reason"), max_length=60, blank=True, default="")
    error = models.CharField(_("error"), max_length=500, blank=True, default="")
    fault_group = models.CharField(_("kind of fault"), max_length=16, blank=True, default="")
    waits_for = models.CharField(_("waits for"), max_length=300, blank=True, default="")
    outcome = models.JSONField(_("what came of it"), default=dict, blank=True)

    objects = InboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery received")
        verbose_name_plural = _("deliveries received")
        ordering = ["-received_at", "-pk"]
        constraints = [
            # a message that is sent again is the same row
            models.UniqueConstraint(fields=["connection", "source_key"], name="delivery_received_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="delivery_state_known"),
        ]
        indexes = [
            # the claim: what waits, in its order; nearly all rows are outside
            models.Index(fields=["next_at", "id"], condition=Q(state="pending"), name="inbox_pending"),
            # the quarantine and its groups
            models.Index(
                fields=["connection", "reason"], condition=Q(state="quarantined"), name="inbox_quarantined"
            ),
            # those to let go when a lead or deal becomes known
            models.Index(
                fields=["connection", "waits_for"], condition=~Q(waits_for=""), name="inbox_waiting"
            ),
            # the list, newest first, and the purge
            models.Index(fields=["-received_at", "-id"], name="inbox_list"),
        ]

    def __str__(self) -> str:
        return f"{self.connection_id}:{self.source_key}"

    def get_absolute_url(self) -> str:
        return reverse("integrations:delivery-detail", args=[self.pk])

    @property
    def body(self) -> bytes:
        return bytes(self.raw)

    @property
    def ident(self) -> str:
        """The message's name at its source, from which its events' keys are made."""
        return str(self.headers.get("webhook-id") or self.source_key)


class Replay(models.Model):
    """That somebody had messages read again: who, when, how many."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("asked"))
    count = models.PositiveIntegerField(_("messages"))
    first_id = models.BigIntegerField(_("first"))
    last_id = models.BigIntegerField(_("last"))

    class Meta:
        verbose_name = _("replay")
        verbose_name_plural = _("replays")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.count} · {self.at:%Y-%m-%d %H:%M}"
