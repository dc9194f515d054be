"""What changed and isn't counted yet: the queue from which the rollups are freshened."""

from collections.abc import Iterable, Sequence

from django.db import connection, models
from django.db.models import Max
from django.db.models.functions import Greatest, Now
from django.utils.translation import gettext_lazy as _


class StaleQuerySet(models.QuerySet["Stale"]):
    def mark(self, subject: str, ids: Iterable[int]) -> None:
        """Say that these changed. Rows are only added, so that no writer ever waits for another or for the drain."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO dashboards_stale (subject, subject_id) SELECT %s, unnest(%s::bigint[])",
                [subject, sorted(set(ids))],
            )

    def are_waiting(self) -> bool:
        """Whether anything isn't counted yet. Every number asks first, so it is said in SQL and not made each time."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT FROM dashboards_stale)")
            (found,) = cursor.fetchone()
        return bool(found)


class Stale(models.Model):
    """A lead or a clock changed after the rollups last counted it. The same one may stand here many times."""

    class Subject(models.TextChoices):
        LEAD = "lead", _("Lead")
        CLOCK = "clock", _("Clock")

    subject = models.CharField(max_length=5, choices=Subject.choices)
    subject_id = models.BigIntegerField()
    marked_at = models.DateTimeField(db_default=Now())

    objects = StaleQuerySet.as_manager()

    class Meta:
        verbose_name = _("change not counted yet")
        verbose_name_plural = _("changes not counted yet")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(subject__in=["lead", "clock"]), name="stale_names_its_subject"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}"


class FollowedQuerySet(models.QuerySet["Followed"]):
    def reach(self, marks: Sequence[int]) -> None:
        """These marks are counted: say up to which change, in the transaction that counts them."""
        newest = Stale.objects.filter(pk__in=marks).aggregate(at=Max("marked_at"))["at"]
        known = self.filter(pk=1)
        if not known.update(changed_at=Greatest("changed_at", newest), followed_at=Now()):
            self.create(pk=1, changed_at=newest, followed_at=Now())


class Followed(models.Model):
    """How fresh the rollups are: one row, written by each turn that counts what changed."""

    changed_at = models.DateTimeField(_("newest change that is counted"))
    followed_at = models.DateTimeField(_("counted"))

    objects = FollowedQuerySet.as_manager()

    class Meta:
        verbose_name = _("freshness of the numbers")
        verbose_name_plural = _("freshness of the numbers")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_freshness"),
        ]

    def __str__(self) -> str:
        return f"{self.changed_at:%Y-%m-%d %H:%M}"
