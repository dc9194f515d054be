"""Feedback: what Sales tells Marketing about one lead, and the thread of replies under it."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.models import Notification, Role, User
from people.notices import Notice

from .facts import Event, EventQuerySet
from .landing.arrivals import Told
from .lead import Lead
from .loop import announcing
from .settling.settling import tell

KIND = "feedback"
ORIGIN = "app"
URGENT = "feedback_urgent"
REPLIED = "feedback_reply"
MARKETERS = (Role.MARKETING, Role.MARKETING_MANAGER)


class FeedbackQuerySet(EventQuerySet):
    def visible_to(self, user: User) -> Self:
        """Also what was said of a lead that was merged into one that this person sees."""
        seen = Lead.objects.visible_to(user)
        return self.filter(Q(lead__in=seen) | Q(lead__merged_into__in=seen))

    def urgent(self) -> Self:
        return self.filter(values__urgent=True)

    def waiting(self) -> Self:
        """Those that nobody but their author has replied to."""
        return self.filter(~Exists(_replies_of_others()))

    def answered(self) -> Self:
        return self.filter(Exists(_replies_of_others()))

    def for_list(self) -> Self:
        return self.select_related("lead__merged_into", "by").annotate(
            is_answered=Exists(_replies_of_others())
        )

    @transaction.atomic
    def say(self, lead: Lead, note: str, key: str, by: User, at: datetime, is_urgent: bool) -> "Feedback":
        """Append it as a fact; what is urgent is told to Marketing's managers at once. The same key again says nothing."""
        said = {"note": note, **({"urgent": True} if is_urgent else {})}
        tell([Told(lead.pk, KIND, None, key, said)], ORIGIN, at, by=by)
        feedback: Any = self.effective().get(origin=ORIGIN, origin_key=key)
        if is_urgent:
            readers = feedback.whom_it_concerns()
            feedback.announce(URGENT, feedback.thread_key, readers, at)
        said_now: Feedback = feedback
        return said_now


def _replies_of_others() -> Any:
    """What was said under a piece of feedback by somebody else than who gave it."""
    thread = {name: OuterRef(name) for name in ("lead", "origin", "origin_key")}
    return FeedbackReply.objects.filter(**thread).exclude(by__isnull=False, by=OuterRef("by"))


class FeedbackManager(models.Manager.from_queryset(FeedbackQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> FeedbackQuerySet:
        found: FeedbackQuerySet = super().get_queryset().filter(kind=KIND)
        return found


class Feedback(Event):
    """A remark to Marketing about one lead: an event of the kind `feedback`, from a page, the API or a CRM."""

    objects: ClassVar[Any] = FeedbackManager()

    if TYPE_CHECKING:
        is_answered: bool

    class Meta:
        proxy = True
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")

    def get_absolute_url(self) -> str:
        return reverse("leads:feedback-detail", args=[self.pk])

    @property
    def note(self) -> str:
        return str(self.values.get("note", "")) if isinstance(self.values, dict) else ""

    @property
    def is_urgent(self) -> bool:
        return isinstance(self.values, dict) and self.values.get("urgent") is True

    @property
    def about(self) -> Lead:
        """The lead as it is known now."""
        return self.lead.merged_into or self.lead

    @property
    def thread_key(self) -> str:
        """Names it whatever row states it now: a corrected event is another row."""
        return f"{self.origin}:{self.origin_key}"

    def replies(self) -> "models.QuerySet[FeedbackReply]":
        thread = {"lead": self.lead_id, "origin": self.origin, "origin_key": self.origin_key}
        return FeedbackReply.objects.filter(**thread).select_related("by").order_by("at", "pk")

    def whom_it_concerns(self) -> list[int]:
        """Marketing's managers; where there is none, all of Marketing, else RevOps."""
        return announcing.marketing()

    @transaction.atomic
    def reply(self, text: str, key: str, by: User, at: datetime) -> "FeedbackReply":
        """A word under it, told to everybody who spoke before; the same key again says nothing."""
        row = {"lead_id": self.lead_id, "origin": self.origin, "origin_key": self.origin_key}
        said, is_new = FeedbackReply.objects.get_or_create(
            key=key, defaults={**row, "text": text, "by": by, "at": at}
        )
        if is_new:
            spoke = {self.by_id, *self.replies().values_list("by", flat=True)}
            readers = sorted(pk for pk in spoke if pk and pk != by.pk)
            self.announce(REPLIED, str(said.pk), readers, at)
        return said

    def announce(self, kind: str, topic: str, readers: Iterable[int], at: datetime) -> None:
        params = {"lead": self.lead_id, "feedback": self.pk}
        notices = [
            Notice(pk, kind, topic, params, self.get_absolute_url(), urgent=self.is_urgent) for pk in readers
        ]
        Notification.objects.announce(notices, at)


class FeedbackReply(models.Model):
    """One reply under a piece of feedback, which it names by its origin and key, for events have no lasting row."""

    lead = models.ForeignKey(Lead, models.PROTECT, related_name="+", verbose_name=_("lead"))
    origin = models.CharField(_("origin"), max_length=80)
    origin_key = models.CharField(_("key at the origin"), max_length=400)
    key = models.CharField(max_length=40, unique=True, editable=False)
    text = models.TextField(_("reply"), max_length=2000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("replied"))

    class Meta:
        verbose_name = _("reply to feedback")
        verbose_name_plural = _("replies to feedback")
        indexes = [
            # the thread, and whether it was answered
            models.Index(fields=["lead", "origin", "origin_key"], name="replies_of_feedback"),
        ]

    def __str__(self) -> str:
        return f"{self.lead_id} {self.at:%Y-%m-%d %H:%M}"
