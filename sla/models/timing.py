"""The working time that clocks run on: their calendar's version as it was, or every hour."""

import logging
from collections.abc import Iterable
from typing import Any

from people.models import CalendarVersion
from sla.ledger import WallTime, WorkingTime

log = logging.getLogger(__name__)


def hours_for(version_ids: Iterable[int | None]) -> dict[int | None, WorkingTime]:
    """{calendar version id: its hours}, one query; one that can't be read is left out, so that only its clocks wait."""
    wanted = {version_id for version_id in version_ids if version_id is not None}
    hours: dict[int | None, WorkingTime] = {None: WallTime()}
    for version in CalendarVersion.objects.filter(pk__in=wanted).select_related("calendar"):
        try:
            hours[version.pk] = version.hours()
        except (ValueError, LookupError, TypeError):
            log.exception("calendar version %s can't be read", version.pk)
    return hours


def versions_in_use(calendar_ids: Iterable[int | None]) -> dict[int | None, Any]:
    """{calendar id: its newest version}, one query."""
    ids = {pk for pk in calendar_ids if pk is not None}
    newest = (
        CalendarVersion.objects.filter(calendar__in=ids)
        .order_by("calendar_id", "-number")
        .distinct("calendar_id")
    )
    return {version.calendar_id: version for version in newest}
