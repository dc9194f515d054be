"""What Marketing promised by number, month after month: how much of it there was, against what was agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import ngettext

from leads import measuring
from leads.models import Handoff
from people.models import Organisation, User
from people.templatetags.formats import number, percent
from people.tiles import Tile
from sla import measures
from sla.measures import Measured
from sla.models import Commitment
from sla.models.agreement import Party

from . import rollups
from .asking import Window
from .delivered import Delivered, bounds
from .months import following
from .statistics import FEW, wilson

SHOWN = 5
"""So many periods, the running one among them."""
SHARES = (Commitment.Kind.ACCEPTANCE_RATE, Commitment.Kind.COMPLETENESS)
NUMERATORS = {
    Commitment.Kind.VOLUME: "all",
    Commitment.Kind.ACCEPTANCE_RATE: "accepted",
    Commitment.Kind.COMPLETENESS: "complete",
}


@dataclass(frozen=True)
class Cell:
    """One promise over one period: what was counted, and whether it is kept. The running period is not judged yet."""

    commitment: Commitment
    window: Window
    measured: Measured
    today: date
    opens: bool
    """The reader sees every row that was counted, so the number may open them."""

    @property
    def is_running(self) -> bool:
        return self.window.until >= self.today

    @property
    def target(self) -> float:
        return float(self.commitment.target_value or 0)

    @property
    def is_share(self) -> bool:
        return self.commitment.kind in SHARES

    @property
    def kind(self) -> str:
        return "percent" if self.is_share else "number"

    @property
    def value_words(self) -> str:
        """A share to a tenth: 69.6 % of the 70 % that were promised is a promise missed, and has to look so."""
        return percent(self.measured.value, 1) if self.is_share else number(self.measured.value)

    @property
    def is_met(self) -> bool | None:
        """None while the period runs and the promise is not kept yet, and where nothing was counted."""
        value = self.measured.value
        if value is None:
            return None
        if value >= self.target and not (self.is_running and self.is_share):
            return True
        return None if self.is_running else False

    @property
    def share_of_target(self) -> float:
        return min((self.measured.value or 0.0) / self.target, 1.0) if self.target else 0.0

    @property
    def reached_at(self) -> float:
        """Where on a bar of 100 the value ends; the target lies at its end, of a share at its share."""
        return 100 * ((self.measured.value or 0.0) if self.is_share else self.share_of_target)

    @property
    def target_at(self) -> float:
        return 100 * self.target if self.is_share else 99.3

    @property
    def verdict(self) -> str:
        return {True: "good", False: "bad", None: "open"}[self.is_met]

    @property
    def days_left(self) -> int:
        """Until it is over, today included."""
        return (self.window.until - self.today).days + 1

    @property
    def is_few(self) -> bool:
        return self.is_share and self.measured.n < FEW

    @property
    def interval(self) -> tuple[float, float] | None:
        return wilson(self.measured.numerator, self.measured.denominator or 0) if self.is_share else None

    @property
    def rows_url(self) -> str:
        return self._url(NUMERATORS[Commitment.Kind(self.commitment.kind)])

    @property
    def of_url(self) -> str:
        return self._url("all")

    def _url(self, part: str) -> str:
        if not self.opens:
            return ""
        days = {"from": self.window.since.isoformat(), "to": self.window.until.isoformat()}
        return f"{reverse('dashboards:counted-row-list', args=[self.commitment.pk, part])}?{urlencode(days)}"


@dataclass(frozen=True)
class CountedPromise:
    """A promise by number with its periods, the running one first."""

    commitment: Commitment
    cells: list[Cell | None]

    @property
    def running(self) -> Cell | None:
        return self.cells[0]

    @property
    def detail(self) -> str:
        """Which leads alone it is about, in words."""
        return self.commitment.covers().sentence() if self.commitment.scope else ""


def tile_of(promises: Sequence[CountedPromise]) -> Tile | None:
    """How many of them were kept in the last period that is over; None before there is one."""
    last = [promise.cells[1] for promise in promises if len(promise.cells) > 1 and promise.cells[1]]
    judged = [cell for cell in last if cell.is_met is not None]
    if not judged:
        return None
    kept = sum(bool(cell.is_met) for cell in judged)
    words = ngettext("of one kept in %(period)s", "of %(count)s kept in %(period)s", len(judged))
    since = max(cell.window.since for cell in judged)
    return Tile(
        Party.MARKETING.label, kept, unit=words % {"count": len(judged), "period": date_format(since, "F Y")}
    )


def periods(kind: str, today: date, week_start: int, count: int = SHOWN) -> list[Window]:
    """The running week, month or quarter and those before it, the newest first."""
    since = _begins(kind, today, week_start)
    until = _begins(kind, _next(kind, since), week_start) - timedelta(days=1)
    found = [Window(since, until)]
    while len(found) < count:
        end = found[-1].since - timedelta(days=1)
        found.append(Window(_begins(kind, end, week_start), end))
    return found


def _begins(kind: str, day: date, week_start: int) -> date:
    if kind == Commitment.Period.WEEK:
        return day - timedelta(days=(day.isoweekday() - week_start) % 7)
    if kind == Commitment.Period.QUARTER:
        return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return day.replace(day=1)


def _next(kind: str, since: date) -> date:
    if kind == Commitment.Period.WEEK:
        return since + timedelta(days=7)
    months = 3 if kind == Commitment.Period.QUARTER else 1
    for _month in range(months):
        since = following(since)
    return since


def counted_promises(user: User, at: datetime, count: int = SHOWN) -> list[CountedPromise]:
    """Those of the agreements in force, over their own periods; a period before the agreement has no cell."""
    rollups.freshen()
    organisation = Organisation.current()
    promised = [one for one in Commitment.objects.in_force(at) if one.kind in measures.measures]
    today = at.astimezone(organisation.zone).date()
    found: dict[int, list[Cell | None]] = {one.pk: [] for one in promised}
    for kind in {one.period for one in promised}:
        ours = [one for one in promised if one.period == kind]
        windows = periods(kind, today, organisation.week_start, count)
        delivered = Delivered(windows[-1].joined(windows[0]), today, organisation.zone)
        for window in windows:
            _since, until = bounds(window, organisation.zone)
            measured = delivered.measured([one for one in ours if _counts(one, until)], window)
            for one in ours:
                told = measured.get(one.pk)
                cell = Cell(one, window, told, today, user.sees_every_lead) if told else None
                found[one.pk].append(cell)
    return [CountedPromise(one, found[one.pk]) for one in promised]


def _counts(commitment: Commitment, until: datetime) -> bool:
    begun = commitment.version.in_force_from
    return begun is not None and begun < until


def rows_behind(commitment: Commitment, part: str, window: Window, user: User) -> Any:
    """The handoffs that this part of the number counts, as far as the reader may see them. KeyError for no part."""
    visible = Handoff.objects.visible_to(user).values("pk")
    rows = measuring.behind(commitment, *bounds(window, Organisation.current().zone)).filter(pk__in=visible)
    if part == "all":
        return rows
    if part != NUMERATORS[Commitment.Kind(commitment.kind)]:
        raise KeyError(part)
    return rows.in_state("accepted") if part == "accepted" else rows.filter(missing=[])
