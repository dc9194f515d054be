"""Notifications: the rows behind the bell."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.notices import Notice, Words, compose

from . import posting
from .user import User


class NotificationQuerySet(models.QuerySet["Notification"]):
    def announce(self, notices: Iterable[Notice], at: datetime) -> None:
        """Bell rows and, for each recipient's channels, deliveries, in the caller's transaction; what is too much for
        one person is gathered into one (`people.gathering`).

        Said twice changes nothing: both kinds of rows carry a key of what is said to whom. Gathered ones count what is
        added to them, so whoever tells of many tells it in the transaction that decides it, once.
        """
        told = list({(one.user_id, one.kind, one.topic): one for one in notices}.values())
        if told:
            gathered = posting.tell(told, at)
            posting.post(told, gathered, at)

    def visible_to(self, user: User) -> "NotificationQuerySet":
        return self.filter(user=user)

    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at=None)

    def read(self, at: datetime) -> int:
        """Mark these as read; the first reading stands."""
        return self.unread().update(read_at=at)


class Notification(models.Model):
    """One thing told to one person, exactly once; the words are made when it is read."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notifications", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=60)
    params = models.JSONField(_("parameters"), default=dict)
    url = models.CharField(_("link"), max_length=300, blank=True)
    urgent = models.BooleanField(_("urgent"), default=False)
    created_at = models.DateTimeField(_("created"))
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    dedupe_key = models.CharField(max_length=64, unique=True, editable=False)

    objects = NotificationQuerySet.as_manager()

    if TYPE_CHECKING:
        words: Words

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-pk"]
        indexes = [
            # read by the list of a person's notifications, newest first
            models.Index(fields=["user", "-id"], name="notifications_of_a_person"),
            # read by the bell's count
            models.Index(fields=["user"], condition=models.Q(read_at=None), name="notifications_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    @staticmethod
    def worded(rows: "list[Notification]") -> "list[Notification]":
        """These rows with their `words` in the active language, names looked up in bulk."""
        for row, words in zip(rows, compose((row.kind, row.params) for row in rows), strict=True):
            row.words = words
        return rows
