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
from leads.models.scoring.back_test import STEP
from sla.criteria import Catalogue, catalogues, parse
from sla.criteria.logic import constant

OBSERVED = timedelta(days=14)
JUDGED_BY = (
    "handed_off_at", "accepted_at", "rejected_at", "sql_at", "opportunity_at", "won_at", "lost_at", "disqualified_at"
)  # fmt: skip
SIDES = ("live", "new")
WHENS = ("", "then_")
"""As it stands, and as it was judged."""
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


SCORED = ("fit", "engagement", "grade", "then_fit", "then_engagement")
COLUMNS = tuple(f"{side}_{name}" for side in SIDES for name in SCORED)
_WRITE = """
INSERT INTO leads_backtestedlead (back_test_id, lead_id, judged_at, {columns}, {holds})
SELECT %s, id, judged, {columns}, false, false, false, false FROM ({select}) scored
ON CONFLICT (lead_id, back_test_id) DO NOTHING
"""


def write_scores(test: BackTest, leads: Any) -> None:
    """Two versions at two moments each: as the leads stand, and as each stood when it was judged."""
    scored = leads.annotate(judged=judged_at(test.asked_at))
    scored = _scored(scored, "live", test.against, test.asked_at)
    scored = _scored(scored, "new", test.version, test.asked_at)
    select, params = scored.values("id", "judged", *COLUMNS).query.sql_with_params()
    statement = _WRITE.format(columns=", ".join(COLUMNS), holds=", ".join(HOLDS), select=select)
    with connection.cursor() as cursor:
        cursor.execute(statement, [test.pk, *params])


def _scored(leads: Any, side: str, version: ScoringVersion | None, at: datetime) -> Any:
    fit, engagement = f"{side}_fit", f"{side}_engagement"
    then = f"{side}_then_fit", f"{side}_then_engagement"
    if version is None:
        nothing = dict.fromkeys((fit, engagement, *then), Cast(Value(None), POINTS))
        return leads.annotate(**nothing, **{f"{side}_grade": Value("")})
    for (first, second), moment in (((fit, engagement), at), (then, F("judged"))):
        points = version.columns(moment)
        leads = leads.annotate(**{first: points["new_fit"], second: points["new_engagement"]})
    return leads.annotate(**{f"{side}_grade": Concat(*version.grades(fit, engagement))})


HOLDS = tuple(f"{side}_{when}holds" for side in SIDES for when in WHENS)
_HOLD = """
UPDATE leads_backtestedlead tested SET {columns}
FROM ({select}) asked WHERE tested.lead_id = asked.id AND tested.back_test_id = %s AND ({some})
"""


def write_holding(test: BackTest, leads: Any) -> None:
    """Who meets the definition of MQL by the scores that were just written, now and when it was judged."""
    if test.definition is None:
        return
    asked = {f"{name}_asked": constant(False) for name in HOLDS}
    for side, version in (("live", test.against), ("new", test.version)):
        for when, moment in (("", test.asked_at), ("then_", F("tested__judged_at"))):
            if version:
                criteria = parse(test.definition.criteria, catalogue_of(version, side, when))
                asked[f"{side}_{when}holds_asked"] = criteria.condition(moment)
    select, params = tested(leads, test).values("id", **asked).query.sql_with_params()
    columns = ", ".join(f"{name} = asked.{name}_asked" for name in HOLDS)
    some = " OR ".join(f"asked.{name}_asked" for name in HOLDS)
    with connection.cursor() as cursor:
        cursor.execute(_HOLD.format(columns=columns, select=select, some=some), [*params, test.pk])


def tested(leads: Any, test: BackTest) -> Any:
    """These leads with their row of the back-test, as `tested`; only those that have one."""
    rows = leads.annotate(tested=FilteredRelation("back_tested", condition=Q(back_tested__back_test=test.pk)))
    return rows.filter(tested__isnull=False)


def catalogue_of(version: ScoringVersion, side: str, when: str = "") -> Catalogue:
    """What can be asked of a lead, where the score is the one in the back-test."""
    usual = catalogues["lead"]
    fit, engagement = (f"tested__{side}_{when}{axis}" for axis in ("fit", "engagement"))
    sources: dict[str, Any] = {
        "score": score(side, when),
        "fit": fit,
        "engagement": engagement,
        "grade": Concat(*version.grades(fit, engagement)),
    }
    fields = {name: replace(usual.fields[name], expression=source) for name, source in sources.items()}
    return replace(usual, fields={**usual.fields, **fields})


def score(side: str, when: str = "") -> Combinable:
    """Points of both axes in the back-test; `when` is "then_" for those when the lead was judged."""
    return F(f"tested__{side}_{when}fit") + F(f"tested__{side}_{when}engagement")
