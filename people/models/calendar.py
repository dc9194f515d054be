"""Working calendars: when the company is open, in versions, with their intervals stored as rows."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

import pghistory
from django.conf import settings
from django.db import connection, models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.hours import Hours, Interval, Rules, horizon, intervals
from people.signals import calendar_published

from .organisation import known_zone
from .user import User

YEARS_BACK, YEARS_AHEAD = 2, 3
BUILT = ["built_from", "built_until", "known_from", "known_until"]
"""What building writes into a version: no part of what somebody decided."""


def build_window(today: date) -> tuple[date, date]:
    """The dates for which intervals are built, seen from this day."""
    return today - timedelta(days=366 * YEARS_BACK), today + timedelta(days=366 * YEARS_AHEAD)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class WorkingCalendar(models.Model):
    """The hours in which a team's promises count. Its versions never change: editing makes the next one."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Europe/Madrid", validators=[known_zone]
    )

    class Meta:
        verbose_name = _("working calendar")
        verbose_name_plural = _("working calendars")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("calendar-detail", args=[self.pk])

    def current(self, at: datetime) -> "CalendarVersion | None":
        """The version that holds at this moment."""
        return self.versions.filter(created_at__lte=at).order_by("-number").first()

    def is_at(self, number: int) -> bool:
        """Whether this is its newest version; locks the calendar, so that it stays so until the transaction ends."""
        WorkingCalendar.objects.select_for_update().get(pk=self.pk)
        return (self.versions.aggregate(newest=models.Max("number"))["newest"] or 0) == number

    @transaction.atomic
    def publish(
        self, rules: dict[str, Any], by: User | None, at: datetime, moves_running: bool = False
    ) -> "CalendarVersion":
        """The next version with these rules, its intervals built; the same rules again change nothing.

        `moves_running`: clocks that run on an older version shall go on under this one, which the floors above do
        when they hear of it. To decide that later, publish the same rules again.

        Raises `people.hours.CalendarFault` for rules that can't be kept, one without any open window too.
        """
        parsed = Rules.parse(rules)
        WorkingCalendar.objects.select_for_update().get(pk=self.pk)
        latest = self.versions.order_by("-number").first()
        if latest and latest.rules == rules and moves_running <= latest.moves_running:
            return latest
        number = latest.number + 1 if latest else 1
        version = self.versions.create(
            number=number, rules=rules, created_at=at, by=by, moves_running=moves_running
        )
        first, last = build_window(at.astimezone(parsed.zone).date())
        version.build(first, last)
        self.time_zone = parsed.timezone
        self.save(update_fields=["time_zone"])
        calendar_published.send(sender=WorkingCalendar, ids=[version.pk], at=at)
        return version


class CalendarVersionQuerySet(models.QuerySet["CalendarVersion"]):
    def in_force(self, calendars: Iterable[int], at: datetime) -> "CalendarVersionQuerySet":
        """The version of each of these calendars that holds at this moment."""
        return self.filter(calendar__in=calendars).newest(at)

    def newest(self, at: datetime) -> "CalendarVersionQuerySet":
        """One of each calendar: the newest that was there at this moment."""
        versions = self.filter(created_at__lte=at)
        return versions.order_by("calendar_id", "-number").distinct("calendar_id")

    def extend(self, at: datetime) -> int:
        """Build every version three years ahead of this day; how many were behind. Clocks may run on old ones."""
        last = build_window(at.date())[1]
        behind = self.filter(built_until__lt=last - timedelta(days=30))
        numbers = list(behind.values_list("pk", flat=True))
        for number in numbers:
            version = self.get(pk=number)
            version.build(version.built_from or last - timedelta(days=366), last)
        return len(numbers)


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), exclude=BUILT)
class CalendarVersion(models.Model):
    """One edition of a calendar's rules (the JSON that `people.hours` reads); clocks keep the one they ran under.

    `moves_running` was decided when it was published: whether clocks that run on an older edition shall move to it.
    Outside `known_from` and `known_until` its rows tell nothing.
    """

    calendar = models.ForeignKey(
        WorkingCalendar, models.PROTECT, related_name="versions", verbose_name=_("calendar")
    )
    number = models.PositiveIntegerField(_("version"))
    rules = models.JSONField(_("rules"))
    created_at = models.DateTimeField(_("created"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("by")
    )
    built_from = models.DateField(_("intervals built from"), null=True, editable=False)
    built_until = models.DateField(_("intervals built until"), null=True, editable=False)
    known_from = models.DateTimeField(_("hours known from"), null=True, editable=False)
    known_until = models.DateTimeField(_("hours known until"), null=True, editable=False)
    moves_running = models.BooleanField(_("moves running clocks"), default=False)

    objects = CalendarVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar version")
        verbose_name_plural = _("calendar versions")
        ordering = ["calendar", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "number"], name="calendar_versions_count_up")
        ]

    def __str__(self) -> str:
        return f"{self.calendar} v{self.number}"

    def parsed(self) -> Rules:
        return Rules.parse(self.rules)

    def hours(self) -> Hours:
        """The working time of this version, kept per process until its rows grow."""
        return _hours(self.pk, self.built_until)

    @transaction.atomic
    def build(self, first: date, last: date) -> None:
        """Store the intervals up to `last`; those that stand are left alone, so building twice changes nothing."""
        locked = CalendarVersion.objects.select_for_update().get(pk=self.pk)
        start = locked.built_until + timedelta(days=1) if locked.built_until else first
        if start < last:
            end = locked.intervals.order_by("-opens_at").first()
            rows = intervals(locked.parsed(), start, last, end.after_seconds if end else 0)
            OpenInterval.append(locked, list(rows))
            locked.built_from, locked.built_until = locked.built_from or first, last
            locked.known_from, locked.known_until = horizon(locked.parsed(), locked.built_from, last)
            locked.save(update_fields=BUILT)
        for name in BUILT:
            setattr(self, name, getattr(locked, name))


@lru_cache(maxsize=256)
def _hours(version: int, built_until: date) -> Hours:
    """Keyed by what makes it grow: the rows of a version never change, they are only added to."""
    found = CalendarVersion.objects.get(pk=version, built_from__isnull=False)
    assert found.built_from
    rows = found.intervals.order_by("opens_at").values_list("opens_at", "closes_at", "before_seconds")
    return Hours((Interval(*row) for row in rows), *horizon(found.parsed(), found.built_from, built_until))


class OpenInterval(models.Model):
    """A stretch of open time in UTC with the working seconds that came before it: the function W, as rows."""

    version = models.ForeignKey(CalendarVersion, models.CASCADE, related_name="intervals")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    before_seconds = models.BigIntegerField()

    class Meta:
        verbose_name = _("open interval")
        verbose_name_plural = _("open intervals")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "opens_at"], name="intervals_of_a_version_start_apart"
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="interval_has_length"
            ),
        ]
        # read by people.working_sql, which looks for the moment at which so much working time has passed
        indexes = [models.Index(fields=["version", "before_seconds"], name="intervals_by_running_total")]

    def __str__(self) -> str:
        return f"{self.opens_at:%Y-%m-%d %H:%M} - {self.closes_at:%H:%M} UTC"

    @staticmethod
    def append(version: CalendarVersion, rows: list[Interval]) -> None:
        """Thousands of rows as three arrays: a version of five years is written in one quick statement."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO people_openinterval (version_id, opens_at, closes_at, before_seconds) "
                "SELECT %s, * FROM unnest(%s::timestamptz[], %s::timestamptz[], %s::bigint[])",
                [
                    version.pk,
                    [row.opens_at for row in rows],
                    [row.closes_at for row in rows],
                    [row.before_seconds for row in rows],
                ],
            )

    @property
    def after_seconds(self) -> int:
        return self.before_seconds + int((self.closes_at - self.opens_at).total_seconds())
