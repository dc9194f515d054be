"""What is watched, as somebody asks for it."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dashboards.forms import DayField
from dashboards.kpis import KPI, registry
from dashboards.models import Watch
from dashboards.showing import TYPED
from dashboards.statistics.control import LEAST
from people.forms.choosing import choices_of
from people.models import User

USUAL_WEEKS = 26
MOST = 1e12
"""No company's number lies beyond it."""


class WatchForm(forms.Form):
    """Limits from stable weeks, or a threshold in the unit in which the number is shown: percent, hours, days."""

    kpi = forms.ChoiceField(label=_("Number"))
    way = forms.ChoiceField(
        label=_("Held against"),
        choices=[("limits", _("what its own stable weeks allow")), ("threshold", _("a threshold"))],
        initial="limits",
        widget=forms.RadioSelect,
    )
    stable_since = DayField(label=_("Stable from"))
    stable_until = DayField(label=_("Stable until"))
    with_runs = forms.BooleanField(
        label=_("Eight weeks in a row on one side of the mean are news too"),
        help_text=_("Slow drifts are seen sooner, and false alarms are more frequent."),
        required=False,
    )
    low = forms.FloatField(
        label=_("At least"),
        min_value=-MOST,
        max_value=MOST,
        required=False,
        help_text=_("In percent, hours, days or money."),
    )
    high = forms.FloatField(label=_("At most"), min_value=-MOST, max_value=MOST, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        choices_of(self, "kpi", [(kpi.key, kpi.name) for kpi in watchable()])
        self.fields["stable_since"].initial = today - timedelta(days=7 * USUAL_WEEKS)
        self.fields["stable_until"].initial = today - timedelta(days=1)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("way") == "limits":
            self._clean_limits(said)
        elif said.get("low") is None and said.get("high") is None:
            self.add_error("low", _("Say at least one of the two."))
        elif None not in (said.get("low"), said.get("high")) and said["low"] >= said["high"]:
            self.add_error("high", _("The upper threshold lies below the lower one."))
        return said

    def _clean_limits(self, said: dict[str, Any]) -> None:
        since, until = said.get("stable_since"), said.get("stable_until")
        if not since or not until:
            self.add_error("stable_since", _("Choose the weeks that were stable."))
        elif until > self.today:
            self.add_error("stable_until", _("These days are still to come."))
        elif (until - since).days + 1 < 7 * LEAST:
            self.add_error(
                "stable_until", _("Limits take at least %(weeks)s whole weeks.") % {"weeks": LEAST}
            )

    def save(self, by: User, at: datetime) -> Watch:
        said = self.cleaned_data
        watch = Watch(kpi=said["kpi"], by=by, created_at=at)
        if said["way"] == "limits":
            watch.stable_since, watch.stable_until = said["stable_since"], said["stable_until"]
            watch.with_runs = said["with_runs"]
        else:
            scale = TYPED.get(registry[said["kpi"]].unit, 1)
            watch.low, watch.high = (
                None if said[end] is None else said[end] / scale for end in ("low", "high")
            )
        watch.save()
        return watch


class CauseForm(forms.Form):
    words = forms.CharField(
        label=_("What was it?"), max_length=500, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


def watchable() -> list[KPI]:
    """Numbers that have a value by week."""
    return sorted((kpi for kpi in registry.values() if kpi.main_part), key=lambda kpi: str(kpi.name))
