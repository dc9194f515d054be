"""The leads behind a number of a preview: as many as the number says."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Q
from django.http import QueryDict

from people.models import Organisation

from .judging import OUTCOMES
from .outcomes import REACHED
from .preview import OPEN, Preview, holding
from .reading import DIMENSIONS, PARTS, part_of
from .running import SIDES, score

PAGE = 50
EITHER = {"live": ("both", "first"), "new": ("both", "second")}


@dataclass(frozen=True)
class Asked:
    """What a number counts, as its address says; what can't be read asks nothing."""

    when: str = "then_"
    part: str = ""
    reached: str = "leads"
    side: str = "new"
    low: Decimal | None = None
    high: Decimal | None = None
    hits: bool = False
    week: date | None = None
    grade: str = ""
    cut: tuple[tuple[str, str], ...] = ()


def asked(query: QueryDict) -> Asked:
    part, reached, side = (query.get(name, "") for name in ("part", "reached", "side"))
    cut = tuple(
        (name, str(query[name])) for name in DIMENSIONS if name in query and "\x00" not in query[name]
    )
    return Asked(
        when="" if query.get("when") == "today" else "then_",
        part=part if part in {*PARTS, *EITHER} else "",
        reached=reached if reached in REACHED else "leads",
        side=side if side in SIDES else "new",
        low=_points(query.get("low", "")),
        high=_points(query.get("high", "")),
        hits=query.get("hits") == "1",
        week=_day(query.get("week", "")),
        grade=query.get("grade", "")[:2] if query.get("grade", "").isalnum() else "",
        cut=cut,
    )


def chosen(preview: Preview, said: Asked) -> Any:
    """These leads, with their row of the back-test as `tested_...`."""
    leads = preview.rows.filter(REACHED[said.reached], **dict(said.cut))
    if said.when == "":
        leads = leads.filter(OPEN)
    if said.part:
        leads = _of_part(leads, said)
    if said.low is not None and said.high is not None:
        leads = _of_band(leads, preview, said)
    if said.week:
        leads = _of_week(leads, said)
    if said.grade:
        leads = leads.filter(**{f"tested__{said.side}_grade": said.grade})
    return leads


def _of_part(leads: Any, said: Asked) -> Any:
    if said.part in EITHER:
        return leads.filter(**{f"tested__{said.part}_{said.when}holds": True})
    return part_of(leads, *holding(said.when), said.part)


def _of_band(leads: Any, preview: Preview, said: Asked) -> Any:
    """The hold-out's leads with scores from `low` to `high`."""
    which = preview.hold_out.rule if preview.hold_out else Q(pk=None)
    leads = leads.annotate(points=score(said.side, "then_")).filter(which)
    leads = leads.filter(points__gte=said.low, points__lte=said.high)
    return leads.filter(**{f"{OUTCOMES[preview.outcome]}__isnull": False}) if said.hits else leads


def _of_week(leads: Any, said: Asked) -> Any:
    company = Organisation.current()
    assert said.week
    since, until = company.start_of(said.week), company.start_of(said.week + timedelta(days=7))
    return leads.filter(captured_at__gte=since, captured_at__lt=until)


def page(leads: Any, before: int | None) -> list[Any]:
    """The newest first, with both scores; one more than a page where there are more."""
    rows = leads.filter(pk__lt=before) if before else leads
    both = rows.annotate(
        live_now=score("live"),
        new_now=score("new"),
        live_when_judged=score("live", "then_"),
        new_when_judged=score("new", "then_"),
    )
    return list(both.select_related("owner").defer("search", "attributes").order_by("-pk")[: PAGE + 1])


def _points(written: str) -> Decimal | None:
    try:
        found = Decimal(written[:20]) if written else None
    except InvalidOperation:
        return None
    return found if found is not None and found.is_finite() and abs(found) < 10**7 else None


def _day(written: str) -> date | None:
    try:
        found = date.fromisoformat(written) if len(written) == 10 else None
    except ValueError:
        return None
    return found if found and 1990 <= found.year <= 2200 else None
