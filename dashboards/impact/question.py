"""What may be asked of impact: the day of a change, and how long on either side of it."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from dashboards.asking import Asked
from people.models import Organisation
from sla.models import AgreementVersion

from .study import Pilot, Study

WEEKS = (8, 13, 26, 52)
DEFAULT_WEEKS = 13
MOST = 20


def changes() -> list[tuple[date, str]]:
    """When versions of agreements went into force, the newest first."""
    zone = Organisation.current().zone
    rows = AgreementVersion.objects.filter(in_force_from__isnull=False).select_related("agreement")
    return [(_day(one.in_force_from, zone), str(one)) for one in rows.order_by("-in_force_from")[:MOST]]


def first_day(found: Sequence[tuple[date, str]]) -> date | None:
    """The day that is asked about unless another is: that of the oldest of these changes."""
    return found[-1][0] if found else None


def study_of(asked: Asked, day: date, weeks: int | None, pilot: Pilot | None) -> Study:
    return Study(asked, day, 7 * (weeks or DEFAULT_WEEKS), pilot)


def _day(at: datetime | None, zone: tzinfo) -> date:
    assert at is not None
    return at.astimezone(zone).date()
