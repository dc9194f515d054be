"""What the addresses of the replay's pages ask, cleaned: what can't be read is said and asks nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leads.models import Handoff
from leads.replay.reading import Period
from people.models import Organisation, User
from people.querystrings import key_of
from sla.models import AgreementVersion, Commitment
from sla.models.commitment import TEN_YEARS

HOUR = 3600
PERIODS: dict[str, tuple[int, Any]] = {
    "90d": (90, gettext_lazy("Last 90 days")),
    "180d": (180, gettext_lazy("Last 180 days")),
    "365d": (365, gettext_lazy("Last 365 days")),
}
DEFAULT = "90d"
LONGEST = timedelta(days=3 * 366)
CUTS = ("source", "team", "owner", "week")


@dataclass
class Question:
    """One version, one of its promises, the target in seconds (its own, or the slider's), and the days."""

    user: User
    at: datetime
    version: AgreementVersion | None = None
    promises: list[Commitment] = field(default_factory=list)
    promise: Commitment | None = None
    target: int = 0
    since: date = date.min
    until: date = date.max
    chosen_period: str = ""
    as_of: str = ""
    faults: list[str] = field(default_factory=list)

    @property
    def period(self) -> Period:
        """Whole days of the company's zone, both included."""
        company = Organisation.current()
        since, until = company.start_of(self.since), company.start_of(self.until + timedelta(days=1))
        return Period.of(self.user, since, until)

    @property
    def is_moved(self) -> bool:
        """The slider stands elsewhere than the version's target."""
        return self.promise is not None and self.target != self.promise.target_seconds


def asked(query: QueryDict, user: User, at: datetime) -> Question:
    question = Question(user, at, as_of=query.get("as_of", ""))
    _set_days(question, query)
    question.version = _version(query.get("version", ""))
    if question.version is None:
        return question
    timed = question.version.commitments.timed().select_related("version__agreement", "calendar")
    question.promises = list(timed.order_by("pk"))
    wanted = key_of(query.get("promise", ""))
    found = [one for one in question.promises if one.pk == wanted] or question.promises[:1]
    if found:
        question.promise = found[0]
        question.target = _target(query.get("target", ""), found[0], question.faults)
    return question


def _version(written: str) -> AgreementVersion | None:
    """The one that is named, else the one being written, else the one in force."""
    rows = AgreementVersion.objects.select_related("agreement")
    if pk := key_of(written):
        return rows.filter(pk=pk).first()
    State = AgreementVersion.State
    ranks: list[Callable[[], Any]] = [
        lambda: rows.filter(state__in=State.being_written()).order_by("-pk"),
        lambda: rows.filter(state=State.IN_FORCE).order_by("-in_force_from"),
        lambda: rows.order_by("-pk"),
    ]
    return next((found for rank in ranks if (found := rank().first())), None)


def _target(written: str, promise: Commitment, faults: list[str]) -> int:
    """Hours with a point or a comma; the version's own where nothing else can be read."""
    own = int(promise.target_seconds or 1)
    if not written:
        return own
    try:
        seconds = int(Decimal(written.replace(",", ".")[:20]) * HOUR)
    except (ArithmeticError, ValueError):
        faults.append(_("Write the target in hours, like 4 or 4.5."))
        return own
    if not 1 <= seconds <= TEN_YEARS:
        faults.append(_("A target is longer than nothing and shorter than ten years."))
        return own
    return seconds


def _set_days(question: Question, query: QueryDict) -> None:
    """Two days, or a period that ends with the last handoff: the days that have data."""
    since, until = day(query.get("from", "")), day(query.get("to", ""))
    period = query.get("period", "")
    period = period if period in PERIODS else DEFAULT
    last = _last_day(question.user, question.at)
    question.until = until or max(last, since or last)
    question.since = since or question.until - timedelta(days=PERIODS[period][0] - 1)
    if question.since > question.until:
        question.faults.append(_("The period ends before it begins."))
        question.since = question.until - timedelta(days=PERIODS[DEFAULT][0] - 1)
    elif question.until - question.since > LONGEST:
        question.faults.append(_("A replay spans three years at most."))
        question.since = question.until - LONGEST
    question.chosen_period = "" if since or until else period


def _last_day(user: User, at: datetime) -> date:
    zone = Organisation.current().zone
    newest = Handoff.objects.visible_to(user).filter(opened_at__lte=at).order_by("-opened_at")
    last = newest.values_list("opened_at", flat=True).first()
    return (last or at).astimezone(zone).date()


def cuts(query: QueryDict) -> dict[str, str]:
    """Which group of which dimension the rows are asked for."""
    return {name: str(query[name]) for name in CUTS if name in query and "\x00" not in query[name]}


def day(written: str) -> date | None:
    try:
        found = date.fromisoformat(written) if len(written) == 10 else None
    except ValueError:
        return None
    return found if found and 1990 <= found.year <= 2200 else None
