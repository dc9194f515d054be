"""How good the data of a period are, asked before its numbers are frozen: complete, in time, single, owned, with a source.

Every check counts leads, so that each of its numbers opens as many rows.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dashboards.asking import Window
from dashboards.models import PlacedLead
from leads.models import Lead, StageChange
from people.models import Organisation
from people.shares import FEW

PROMPT = timedelta(days=2)
"""A fact that is recorded later than this after it happened came too late to be acted on."""
Rows = Callable[[Window], QuerySet[Lead]]


def _of(placed: Any) -> QuerySet[Lead]:
    """The standing leads behind placements."""
    return Lead.objects.standing().filter(pk__in=placed.values("pk"))


def _arrived(window: Window) -> Any:
    return PlacedLead.objects.entered("captured", window.since, window.until)


def arrived(window: Window) -> QuerySet[Lead]:
    return _of(_arrived(window))


def incomplete(window: Window) -> QuerySet[Lead]:
    """Without what every comparison cuts by, or without any way to reach the person."""
    unknown = Q(segment="") | Q(country="", region="") | Q(email="", phone="")
    return arrived(window).filter(unknown)


def without_source(window: Window) -> QuerySet[Lead]:
    return _of(_arrived(window).filter(source=""))


def handed_off(window: Window) -> QuerySet[Lead]:
    return _of(PlacedLead.objects.entered("handed_off", window.since, window.until))


def without_owner(window: Window) -> QuerySet[Lead]:
    """Handed off and answered by nobody's name: of a lead in the queue nobody can be asked."""
    unowned = PlacedLead.objects.entered("handed_off", window.since, window.until).filter(owner=None)
    return _of(unowned)


def duplicated(window: Window) -> QuerySet[Lead]:
    """Another standing lead has the same address, or the same name at the same company; merged ones are one already."""
    others = Lead.objects.standing().exclude(pk=OuterRef("pk"))
    # said twice, for the index of addresses leaves blank ones out
    same_mail = Exists(others.exclude(email_key="").filter(email_key=OuterRef("email_key")))
    same_person = Exists(others.filter(company=OuterRef("company"), name=OuterRef("name")))
    told = Q(company__isnull=False) & ~Q(name="")
    return arrived(window).filter((~Q(email_key="") & Q(same_mail)) | (told & Q(same_person)))


def _moments(window: Window) -> tuple[datetime, datetime]:
    zone = Organisation.current().zone
    return (
        datetime.combine(window.since, time(), zone),
        datetime.combine(window.until + timedelta(days=1), time(), zone),
    )


def _changes(window: Window) -> Any:
    """What happened to these leads while the product ran: an imported history says nothing of how fast facts arrive."""
    since, until = _moments(window)
    changed = StageChange.objects.filter(
        lead=OuterRef("pk"), occurred_at__gte=since, occurred_at__lt=until, is_history=False
    )
    return changed.exclude(precision="day")


def moved(window: Window) -> QuerySet[Lead]:
    return arrived(window).filter(Exists(_changes(window)))


def late(window: Window) -> QuerySet[Lead]:
    delayed = _changes(window).filter(recorded_at__gt=F("occurred_at") + PROMPT)
    return arrived(window).filter(Exists(delayed))


@dataclass(frozen=True)
class Check:
    """One question of the gate: which leads fail, of which, and how many may."""

    key: str
    name: Any
    means: Any
    failing: Rows
    of: Rows
    most: float
    """The largest share that may fail."""
    to_do: Any


CHECKS = (
    Check(
        "completeness",
        _("Completeness"),
        _("Leads without segment, without country or region, or without e-mail or phone."),
        incomplete,
        arrived,
        0.10,
        _("Map these columns in the import, or fill them in the CRM and let it send them again."),
    ),
    Check(
        "timeliness",
        _("Timeliness"),
        _(
            "Leads of which a stage was recorded more than two days after it happened. Imported history is left out."
        ),
        late,
        moved,
        0.10,
        _("Look at the connection that brings them late, and at stages that people enter afterwards."),
    ),
    Check(
        "duplicates",
        _("Duplicates"),
        _("Leads that share their e-mail, or name and company, with another lead."),
        duplicated,
        arrived,
        0.02,
        _("Merge them: each counts as a lead of its own until then."),
    ),
    Check(
        "source",
        _("Source"),
        _("Leads that state no source."),
        without_source,
        arrived,
        0.05,
        _("Ask Marketing for the source of each form and list; without it no cost and no mix can be told."),
    ),
    Check(
        "owner",
        _("Owner"),
        _("Leads handed off that nobody owns."),
        without_owner,
        handed_off,
        0.05,
        _("Route them to people, or let Sales take them out of the queue."),
    ),
)
BY_KEY = {check.key: check for check in CHECKS}


@dataclass(frozen=True)
class Outcome:
    """What a check found; as JSON it is kept with the baseline."""

    key: str
    failing: int
    of: int
    most: float

    @property
    def check(self) -> Check:
        return BY_KEY[self.key]

    @property
    def share(self) -> float | None:
        return self.failing / self.of if self.of else None

    @property
    def passes(self) -> bool:
        """Nothing to look at is no fault of the data; too little of it says the gate as a whole."""
        return (self.share or 0.0) <= self.most


@dataclass(frozen=True)
class Gate:
    """All checks over one period."""

    window: Window
    outcomes: list[Outcome]
    leads: int

    @property
    def is_few(self) -> bool:
        return self.leads < FEW

    @property
    def passes(self) -> bool:
        return not self.is_few and all(one.passes for one in self.outcomes)

    @property
    def kept(self) -> list[dict[str, Any]]:
        return [asdict(one) for one in self.outcomes]

    @property
    def rows(self) -> list[tuple[Outcome, str, str]]:
        """Each with the address of the leads that fail, and of all that were looked at."""
        return [
            (one, rows_url(one.key, "failing", self.window), rows_url(one.key, "of", self.window))
            for one in self.outcomes
        ]


def rows_url(key: str, part: str, window: Window) -> str:
    days = urlencode({"from": window.since.isoformat(), "to": window.until.isoformat()})
    return f"{reverse('dashboards:gate-row-list', args=[key, part])}?{days}"


def looked_at(window: Window) -> Gate:
    """Two counts a check."""
    outcomes = [
        Outcome(one.key, _count(one.failing(window)), _count(one.of(window)), one.most) for one in CHECKS
    ]
    return Gate(window, outcomes, outcomes[0].of)


def _count(rows: QuerySet[Lead]) -> int:
    found: int = rows.aggregate(n=Count("pk"))["n"]
    return found


def kept_outcomes(kept: list[dict[str, Any]]) -> list[Outcome]:
    """What a baseline kept; checks that are gone since are left out."""
    return [Outcome(**one) for one in kept if one["key"] in BY_KEY]
