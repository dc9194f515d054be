"""What a predictive model is to learn: which outcome, within which time, from which leads and fields."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db import connection
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from leads.fields import ATTRIBUTE_PREFIX
from leads.models import EventKind, PredictiveModel
from leads.predicting import reading
from leads.predicting.frame import EVENT, INTEREST, is_told
from leads.predicting.reading import Plan
from leads.predicting.wording import event_names, name_of
from people.forms.choosing import choices_of
from people.templatetags.formats import percent

FIELDS = (
    "source",
    "channel",
    "campaign",
    "industry",
    "employees",
    "country",
    "region",
    "segment",
    "language",
)
"""Fields that describe a lead and don't name a person; own attributes are added by hand, one by one."""
HORIZONS = {30: _("30 days"), 60: _("60 days"), 90: _("90 days"), 180: _("half a year"), 365: _("a year")}
KNOWN = {0: _("as it comes in"), 1: _("after a day"), 7: _("after a week"), 14: _("after two weeks")}
MONTHS = {6: _("6 months"), 12: _("a year"), 24: _("two years"), 36: _("three years"), 120: _("ten years")}
MONTH_DAYS = 30.44
MOST_ATTRIBUTES = 30
SELDOM = 0.05

# how often the newest leads have a field; a list over all leads would read every lead
_FILLED = """
WITH newest AS (
    SELECT {columns}, attributes FROM leads_lead
    WHERE merged_into_id IS NULL AND blocked_at IS NULL ORDER BY captured_at DESC NULLS LAST, id DESC LIMIT 5000
)
SELECT 'leads', count(*) FROM newest
{each}
UNION ALL (
    SELECT '{prefix}' || kv.key, count(*) FROM newest CROSS JOIN LATERAL jsonb_each_text(attributes) kv
    WHERE btrim(coalesce(kv.value, '')) <> '' GROUP BY kv.key ORDER BY 2 DESC, 1 LIMIT %s
)
"""
# nine of ten outcomes came within so many days
_USUAL = """
SELECT percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM {outcome}_at - captured_at) / 86400)
FROM leads_lead WHERE {outcome}_at > captured_at AND captured_at < %s AND merged_into_id IS NULL AND blocked_at IS NULL
"""


def filled() -> dict[str, float]:
    """{field: in which share of the newest leads it is stated}, own attributes too."""
    each = " ".join(
        f"UNION ALL SELECT '{name}', count(*) FROM newest WHERE coalesce({name}::text, '') <> ''"
        for name in FIELDS
    )
    text = _FILLED.format(columns=", ".join(FIELDS), each=each, prefix=ATTRIBUTE_PREFIX)
    with connection.cursor() as cursor:
        cursor.execute(text, [MOST_ATTRIBUTES])
        counted = dict(cursor.fetchall())
    leads = counted.pop("leads") or 1
    return {name: n / leads for name, n in counted.items()}


def usual_horizon(outcome: str, at: datetime) -> int:
    """The shortest time on offer within which nine of ten outcomes came."""
    with connection.cursor() as cursor:
        cursor.execute(_USUAL.format(outcome=PredictiveModel.Outcome(outcome)), [at - timedelta(days=90)])
        (days,) = cursor.fetchone()
    return next((one for one in HORIZONS if one >= float(days or 0)), max(HORIZONS)) if days else 90


class PredictionForm(forms.Form):
    """Prefilled with what the past suggests."""

    outcome = forms.ChoiceField(label=_("What is foretold"), choices=PredictiveModel.Outcome.choices)
    horizon_days = forms.TypedChoiceField(
        label=_("Within which time"),
        coerce=int,
        choices=list(HORIZONS.items()),
        help_text=_("Only leads that came in at least so long ago teach: of the others nobody knows yet."),
    )
    months = forms.TypedChoiceField(
        label=_("From the leads of"),
        coerce=int,
        choices=list(MONTHS.items()),
        help_text=_("The last ones that had this time."),
    )
    known_days = forms.TypedChoiceField(
        label=_("Told from what is known"),
        coerce=int,
        choices=list(KNOWN.items()),
        help_text=_("What is learnt of a lead later plays no part, in the past leads neither."),
    )
    fields_read = forms.MultipleChoiceField(
        label=_("Fields it may read"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Fields that turn out to have been filled in after the outcome are left out, and listed with the reason."
        ),
    )

    def __init__(self, data: Any, at: datetime, outcome: str = "won") -> None:
        self.at, self.filled = at, filled()
        super().__init__(data, initial=self._usual(outcome))
        choices_of(self, "fields_read", [(name, self._said(name)) for name in self._offered])

    def _usual(self, outcome: str) -> dict[str, Any]:
        usual = [name for name in self._offered if self._is_usual(name)]
        horizon = usual_horizon(outcome, self.at)
        return {
            "outcome": outcome,
            "horizon_days": horizon,
            "months": 24,
            "known_days": 1,
            "fields_read": usual,
        }

    @cached_property
    def _offered(self) -> list[str]:
        attributes = [name for name in self.filled if name.startswith(ATTRIBUTE_PREFIX)]
        return [*FIELDS, INTEREST, *self.events, *attributes]

    @cached_property
    def events(self) -> dict[str, str]:
        """What a lead does to show interest: field -> name."""
        names = event_names()
        shown = EventKind.objects.filter(is_engagement=True).order_by("key")
        return {f"{EVENT}{kind.key}": names[kind.key] for kind in shown}

    def _is_usual(self, name: str) -> bool:
        return (
            name == INTEREST or name in self.events or (name in FIELDS and self.filled.get(name, 0) >= SELDOM)
        )

    def _said(self, name: str) -> str:
        if not is_told(name):
            return str(_("%(field)s by then") % {"field": self.events.get(name) or name_of(name)})
        return str(
            _("%(field)s (stated in %(share)s)")
            % {"field": name_of(name), "share": percent(self.filled.get(name, 0))}
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "horizon_days" in said and "known_days" in said and said["horizon_days"] <= said["known_days"]:
            self.add_error("known_days", _("What is foretold must lie beyond what is known."))
        return said

    def plan(self) -> Plan:
        """What was asked; what the past suggests where nothing was, or nothing that can be read."""
        said = dict(self.initial)
        if self.is_bound:
            self.is_valid()
            said |= {name: value for name, value in self.cleaned_data.items() if value not in ("", None, [])}
        until = self.at - timedelta(days=said["horizon_days"])
        since = until - timedelta(days=round(said["months"] * MONTH_DAYS))
        known = min(said["known_days"], said["horizon_days"] - 1)
        return Plan(said["outcome"], said["horizon_days"], known, since, until, tuple(said["fields_read"]))

    def counted(self) -> tuple[int, int]:
        return reading.counted(self.plan())
