"""A back-test, step by step: both versions' scores of some leads written in one statement, and then who meets the
definition of MQL under either."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import DecimalField, F, FilteredRelation, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat, Least

from leads.models import BackTest, Lead, ScoringVersion
from leads.models.back_test import STEP
from sla.criteria import Catalogue, Criteria, catalogues, parse
from sla.criteria.logic import constant

OBSERVED = timedelta(days=14)
JUDGED_BY = (
    "handed_off_at", "accepted_at", "rejected_at", "sql_at", "opportunity_at", "won_at", "lost_at", "disqualified_at"
)  # fmt: skip
SIDES = ("live", "new")
POINTS = DecimalField(max_digits=8, decimal_places=2)


def run(test: BackTest, at: datetime, limit: int = STEP) -> bool:
    """Take the next step in a transaction of its own; False when nothing is left, or somebody else takes it."""
    with transaction.atomic():
        held = BackTest.objects.pending().select_for_update(skip_locked=True, of=("self",))
        mine = held.select_related("version", "against", "definition").filter(pk=test.pk).first()
        if mine is None:
            return False
        keys = mine.following(limit)
        if not keys:
            BackTest.objects.filter(pk=mine.pk).update(done_at=at)
            return False
        leads = Lead.objects.standing().filter(pk__gte=keys[0], pk__lte=keys[-1])
        write_scores(mine, leads)
        write_holding(mine, leads)
        BackTest.objects.filter(pk=mine.pk).update(last_lead=keys[-1], read=F("read") + len(keys))
        return len(keys) == limit or run_out(mine, keys[-1], at)


def run_out(test: BackTest, last_lead: int, at: datetime) -> bool:
    """The last step was a short one: there is no other to look for."""
    if not Lead.objects.standing().filter(pk__gt=last_lead).exists():
        BackTest.objects.filter(pk=test.pk).update(done_at=at)
        return False
    return True


def judged_at(at: datetime) -> Least:
    """When a lead is judged: before its outcome, and no later than two weeks after its capture."""
    return Least(F("captured_at") + OBSERVED, *map(F, JUDGED_BY), Value(at))


_WRITE = """
INSERT INTO leads_backtestedlead (back_test_id, lead_id, judged_at, live_fit, live_engagement, live_grade, live_then, live_holds,
    new_fit, new_engagement, new_grade, new_then, new_holds)
SELECT %s, id, judged, live_fit, live_engagement, live_grade, live_then, false, new_fit, new_engagement, new_grade, new_then, false
FROM ({select}) scored ON CONFLICT (lead_id, back_test_id) DO NOTHING
"""


def write_scores(test: BackTest, leads: Any) -> None:
    """Two versions at two moments each: as the leads stand, and as each stood when it was judged."""
    scored = leads.annotate(judged=judged_at(test.asked_at))
    scored = _scored(scored, "live", test.against, test.asked_at)
    scored = _scored(scored, "new", test.version, test.asked_at)
    names = [f"{side}_{name}" for side in SIDES for name in ("fit", "engagement", "grade", "then")]
    select, params = scored.values("id", "judged", *names).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_WRITE.format(select=select), [test.pk, *params])


def _scored(leads: Any, side: str, version: ScoringVersion | None, at: datetime) -> Any:
    fit, engagement = f"{side}_fit", f"{side}_engagement"
    if version is None:
        nothing = Cast(Value(None), POINTS)
        columns: dict[str, Any] = {fit: nothing, engagement: nothing, f"{side}_then": nothing}
        return leads.annotate(**columns, **{f"{side}_grade": Value("")})
    now, then = version.columns(at), version.columns(F("judged"))
    leads = leads.annotate(
        **{fit: now["new_fit"], engagement: now["new_engagement"]},
        **{f"{side}_then": then["new_fit"] + then["new_engagement"]},
    )
    return leads.annotate(**{f"{side}_grade": Concat(*version.grades(fit, engagement))})


_HOLD = """
UPDATE leads_backtestedlead tested SET live_holds = asked.live, new_holds = asked.new
FROM ({select}) asked WHERE tested.lead_id = asked.id AND tested.back_test_id = %s AND (asked.live OR asked.new)
"""


def write_holding(test: BackTest, leads: Any) -> None:
    """Who meets the definition of MQL by the scores that were just written."""
    if test.definition is None:
        return
    rows = tested(leads, test)
    sides = {side: under(test.definition.criteria, side).condition(test.asked_at) for side in SIDES}
    sides["live"] = sides["live"] if test.against else constant(False)
    select, params = rows.values("id", **sides).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_HOLD.format(select=select), [*params, test.pk])


def tested(leads: Any, test: BackTest) -> Any:
    """These leads with their row of the back-test, as `tested`; only those that have one."""
    rows = leads.annotate(tested=FilteredRelation("back_tested", condition=Q(back_tested__back_test=test.pk)))
    return rows.filter(tested__isnull=False)


def under(criteria: Any, side: str) -> Criteria:
    """Criteria whose questions about the score look into the back-test."""
    return parse(criteria, catalogue_of(side))


def catalogue_of(side: str) -> Catalogue:
    usual = catalogues["lead"]
    sources: dict[str, Any] = {
        "score": score(side),
        "fit": f"tested__{side}_fit",
        "engagement": f"tested__{side}_engagement",
        "grade": f"tested__{side}_grade",
    }
    fields = {name: replace(usual.fields[name], expression=source) for name, source in sources.items()}
    return replace(usual, fields={**usual.fields, **fields})


def score(side: str) -> Combinable:
    return F(f"tested__{side}_fit") + F(f"tested__{side}_engagement")
