"""Endpoints: where notices go besides the bell and the mailbox."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from .sealed import SealedField
from .team import Team
from .user import User

PATIENCE = timedelta(days=5)
"""An endpoint that has failed for so long without one success is switched off."""


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    def live(self) -> "EndpointQuerySet":
        return self.filter(disabled_at=None)

    def reaching(self, people: Iterable[int], teams: Iterable[int]) -> "EndpointQuerySet":
        """The personal ones of these people, the ones of these teams, and those of the whole company."""
        whole = models.Q(user=None, team=None)
        return self.live().filter(models.Q(user__in=people) | models.Q(team__in=teams) | whole)

    def visible_to(self, user: User) -> "EndpointQuerySet":
        """RevOps sees all, a manager the team's, everybody their own."""
        if user.is_revops:
            return self.all()
        mine = models.Q(user=user)
        return self.filter(mine | models.Q(team=user.team_id) if user.is_manager and user.team_id else mine)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["url", "secret", "rest_until", "failing_since", "last_ok_at"],
)
class Endpoint(models.Model):
    """Another house's door: a chat's incoming webhook or a program that wants notices. Its address is a secret."""

    class Kind(models.TextChoices):
        SLACK = "slack", _("Slack")
        TEAMS = "teams", _("Microsoft Teams")
        WEBHOOK = "webhook", _("Webhook (Standard Webhooks)")

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    user = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="endpoints", verbose_name=_("person")
    )
    team = models.ForeignKey(
        Team, models.CASCADE, null=True, blank=True, related_name="endpoints", verbose_name=_("team")
    )
    url = SealedField(_("address"))
    host = models.CharField(_("host"), max_length=255, editable=False)
    secret = SealedField(_("signing secret"), blank=True)
    kinds = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, verbose_name=_("only these notices")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    disabled_at = models.DateTimeField(_("switched off"), null=True, blank=True)
    disabled_reason = models.CharField(_("why it is off"), max_length=200, blank=True)
    failing_since = models.DateTimeField(_("failing since"), null=True, editable=False)
    rest_until = models.DateTimeField(_("left alone until"), null=True, editable=False)
    last_ok_at = models.DateTimeField(_("last success"), null=True, editable=False)

    objects = EndpointQuerySet.as_manager()

    class Meta:
        verbose_name = _("endpoint")
        verbose_name_plural = _("endpoints")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user=None) | models.Q(team=None), name="endpoint_of_a_person_or_a_team"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.host})"

    def save(self, *args: object, **kwargs: object) -> None:
        self.host = urlsplit(self.url).hostname or ""
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def wants(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds

    def succeeded(self, at: datetime) -> None:
        Endpoint.objects.filter(pk=self.pk).update(failing_since=None, rest_until=None, last_ok_at=at)

    def failed(self, at: datetime, rest: timedelta) -> bool:
        """Leave it alone for a while; whether it has failed for so long that it should be switched off."""
        since = models.functions.Coalesce("failing_since", models.Value(at))
        Endpoint.objects.filter(pk=self.pk).update(failing_since=since, rest_until=at + rest)
        return Endpoint.objects.filter(pk=self.pk, failing_since__lt=at - PATIENCE).exists()

    def disable(self, reason: str, at: datetime) -> bool:
        """Switch it off; whether this call did it."""
        changes = {"disabled_at": at, "disabled_reason": reason[:200]}
        return bool(Endpoint.objects.live().filter(pk=self.pk).update(**changes))

    def enable(self) -> None:
        Endpoint.objects.filter(pk=self.pk).update(
            disabled_at=None, disabled_reason="", failing_since=None, rest_until=None
        )
