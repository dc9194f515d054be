"""What may be asked of impact: the day of a change, how long on either side of it, and who began first."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from dashboards.asking import Asked
from dashboards.models import FunnelDay
from people.models import Organisation
from sla.models import AgreementVersion

from .study import Pilot, Study

WEEKS = (8, 13, 26, 52)
DEFAULT_WEEKS = 13
PILOTS = ("team", "source", "segment", "region")
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


def pilot_of(said: str, asked: Asked) -> Pilot | None:
    """From `team:3`; nothing where the value is none that leads have, or the only one."""
    dimension, _colon, written = said.partition(":")
    if dimension not in PILOTS:
        return None
    visible = FunnelDay.objects.visible_to(asked.user).filter(cohort="captured")
    values = list(visible.values_list(dimension, flat=True).distinct().order_by(dimension))
    mine = [value for value in values if value not in ("", None) and str(value) == written]
    others = tuple(value for value in values if value not in mine)
    return Pilot(dimension, mine[0], others) if mine and others else None


def _day(at: datetime | None, zone: tzinfo) -> date:
    assert at is not None
    return at.astimezone(zone).date()
