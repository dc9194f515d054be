"""Deliveries: what has to leave the house, as rows. The row is the promise; a task only keeps it."""

import json
import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from people.notices import find, key_of

from .endpoint import Endpoint
from .sealed import SealedField
from .user import User

LEASE = timedelta(seconds=90)
SENDING_TAKES = timedelta(seconds=20)
"""The longest one sending may last; nothing is begun on a lease that would end before."""

PAUSES = (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
"""Seconds between attempts; about three days in all."""


class Channel(models.TextChoices):
    MAIL = "mail", _("E-mail")
    SLACK = "slack", _("Slack")
    TEAMS = "teams", _("Microsoft Teams")
    WEBHOOK = "webhook", _("Webhook")


class State(models.TextChoices):
    PENDING = "pending", _("Waiting")
    LEASED = "leased", _("Being sent")
    SENT = "sent", _("Sent")
    UNCERTAIN = "uncertain", _("Uncertain: a crash while sending")
    DEAD = "dead", _("Given up")
    CANCELLED = "cancelled", _("Cancelled")


def rest_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: the schedule of Standard Webhooks, spread out."""
    step = PAUSES[min(attempts, len(PAUSES)) - 1]
    return timedelta(seconds=step * random.uniform(0.5, 1))


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def post_mail(self, to: str, subject: str, text: str, at: datetime, key: str, kind: str = "mail") -> None:
        """One mail that is already written (a report, a link to a new password); its content is kept sealed."""
        content = json.dumps({"to": to, "subject": subject, "text": text})
        row = Delivery(
            kind=kind, channel=Channel.MAIL, sealed=content, urgent=True, created_at=at, next_at=at
        )
        row.dedupe_key = key_of(kind, key, Channel.MAIL, to)
        Delivery.objects.bulk_create([row], ignore_conflicts=True)

    def post_letter(
        self, user: User, kind: str, params: dict[str, Any], url: str, topic: str, at: datetime
    ) -> None:
        """One mail to this person, written when it is sent; the same topic again is quiet. They asked for it, so it waits
        for nobody's working hours and doesn't depend on whether they want notices by mail."""
        row = Delivery(
            kind=kind, channel=Channel.MAIL, user=user, params=params, url=url, urgent=True, created_at=at
        )
        row.next_at, row.dedupe_key = at, key_of(kind, topic, Channel.MAIL, user.pk)
        Delivery.objects.bulk_create([row], ignore_conflicts=True)

    def open(self) -> "DeliveryQuerySet":
        return self.filter(state__in=[State.PENDING, State.LEASED])

    def due(self, at: datetime) -> "DeliveryQuerySet":
        """Waiting ones, and leased ones whose lease ran out; an endpoint that rests is left alone."""
        resting = models.Q(endpoint__rest_until__gt=at)
        return self.open().filter(next_at__lte=at).exclude(resting)

    @transaction.atomic
    def claim(self, at: datetime, limit: int = 50) -> "list[Delivery]":
        """Take due rows for a lease. The attempt counts before the work, so one that kills its worker counts too."""
        due = self.due(at).order_by("next_at").select_for_update(skip_locked=True, of=("self",))
        found = list(due.values_list("pk", flat=True)[:limit])
        self.filter(pk__in=found).update(
            state=State.LEASED,
            lease_until=at + LEASE,
            next_at=at + LEASE,
            lease_token=models.F("lease_token") + 1,
            attempts=models.F("attempts") + 1,
        )
        claimed = self.filter(pk__in=found).select_related("user__team", "endpoint__user", "endpoint__team")
        return list(claimed.order_by("pk"))

    def recent_mails(self, people: Iterable[int], at: datetime) -> dict[int, int]:
        """How many mails each of these people is to get now or got within the last minute."""
        lately = models.Q(sent_at__gt=at - timedelta(minutes=1)) | models.Q(
            state__in=[State.PENDING, State.LEASED], created_at__lte=at, next_at__lte=at + LEASE
        )
        mails = self.filter(lately, channel=Channel.MAIL, user__in=people, sealed="")
        return dict(mails.order_by().values_list("user").annotate(count=models.Count("pk")))

    def chosen(self, states: list[str], channels: list[str]) -> "DeliveryQuerySet":
        """In one of these states, over one of these channels; none named is all."""
        rows = self.filter(state__in=states) if states else self
        return rows.filter(channel__in=channels) if channels else rows

    def stuck(self) -> "DeliveryQuerySet":
        """What waits for a person: given up, or uncertain."""
        return self.filter(state__in=[State.DEAD, State.UNCERTAIN])

    def replay(self, at: datetime) -> int:
        """Try the stuck ones again from the start, under the same keys."""
        return self.stuck().update(
            state=State.PENDING, attempts=0, next_at=at, lease_until=None, began_at=None, last_error=""
        )


class Delivery(models.Model):
    """One message to one address over one channel. At least once, always under the same key."""

    State = State
    Channel = Channel

    kind = models.CharField(_("kind"), max_length=60)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    user = models.ForeignKey(
        User, models.CASCADE, null=True, related_name="deliveries", verbose_name=_("person")
    )
    endpoint = models.ForeignKey(
        Endpoint, models.CASCADE, null=True, related_name="deliveries", verbose_name=_("endpoint")
    )
    params = models.JSONField(_("parameters"), default=dict)
    url = models.CharField(_("link"), max_length=300, blank=True)
    sealed = SealedField(_("sealed content"), blank=True)
    urgent = models.BooleanField(_("urgent"), default=False)
    created_at = models.DateTimeField(_("created"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField(_("next try"))
    lease_until = models.DateTimeField(null=True)
    lease_token = models.BigIntegerField(default=0)
    began_at = models.DateTimeField(null=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    dedupe_key = models.CharField(max_length=64, unique=True, editable=False)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(endpoint=None, channel="mail")
                | models.Q(models.Q(endpoint__isnull=False), ~models.Q(channel="mail")),
                name="mail_needs_no_endpoint",
            )
        ]
        indexes = [
            # read by the sender every few seconds
            models.Index(
                fields=["next_at"], condition=models.Q(state__in=["pending", "leased"]), name="deliveries_due"
            ),
            # read by the digest rule and by a person's page
            models.Index(fields=["user", "sent_at"], name="deliveries_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk} ({self.channel})"

    @property
    def kind_label(self) -> str:
        return str(find(self.kind).label)

    def begin(self, at: datetime) -> bool:
        """Say that sending starts now, so that a crash from here on is known as uncertain; False on a lost lease."""
        mine = self._mine().filter(lease_until__gt=at + SENDING_TAKES)
        return bool(mine.update(began_at=at))

    def extend(self, at: datetime) -> bool:
        """Hold the lease from now on anew: what takes long is done before sending begins. False on a lost lease."""
        until = at + LEASE
        return bool(self._mine().update(lease_until=until, next_at=until))

    def sent(self, at: datetime) -> bool:
        return self._end(state=State.SENT, sent_at=at, sealed="", last_error="")

    def retry(self, error: str, at: datetime, after: timedelta | None = None) -> bool:
        """Later, or never when it was tried often enough; whether it is given up."""
        if self.attempts > len(PAUSES):
            return self.give_up(error)
        self._end(
            state=State.PENDING, next_at=at + (after or rest_after(self.attempts)), last_error=error[:300]
        )
        return False

    def give_up(self, error: str) -> bool:
        return self._end(state=State.DEAD, last_error=error[:300])

    def cancel(self, reason: str) -> bool:
        return self._end(state=State.CANCELLED, last_error=reason[:300], sealed="")

    def hold(self) -> bool:
        """Nobody knows whether it went out, and a repeat would do harm: a person decides."""
        return self._end(state=State.UNCERTAIN)

    def release(self, at: datetime) -> bool:
        """Give an unused lease back; the attempt was none."""
        return self._end(state=State.PENDING, next_at=at, attempts=self.attempts - 1)

    def _mine(self) -> DeliveryQuerySet:
        return Delivery.objects.filter(pk=self.pk, state=State.LEASED, lease_token=self.lease_token)

    def _end(self, **changes: object) -> bool:
        """Only the holder of the lease may write; a worker that woke up late is refused."""
        return bool(self._mine().update(lease_until=None, began_at=None, **changes))
