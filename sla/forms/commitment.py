"""One promise: what is promised by when, on whose hours, and what moves its clock."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.forms.choosing import choices_of, rows_of
from people.models import WorkingCalendar
from people.templatetags.formats import duration
from sla.conditions import DOES, USUAL, ConditionFault, check
from sla.models import Commitment
from sla.occasions import occasions
from sla.parties import REVOPS
from sla.spans import Unreadable, read_span, write_span
from sla.targets import SHARES

from .criteria import CriteriaField
from .words import CONDITION_FAULTS, MOVES, working_day

COUNTS = ("attempts", "volume")
OF_MARKETING = ("volume", "acceptance_rate", "completeness", "answer")
MOST_SECONDS = 366 * 86_400


def usual_party(kind: str) -> str:
    if kind == Commitment.Kind.ARBITRATION:
        return REVOPS
    return "marketing" if kind in OF_MARKETING else "sales"


class CommitmentForm(forms.ModelForm):
    """`target` is typed as time, `count` and `share` as numbers; which of them counts depends on the kind."""

    kind_was = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    target = forms.CharField(
        label=gettext_lazy("Within"),
        required=False,
        max_length=60,
        help_text=gettext_lazy(
            "Working time: “4 h”, “1 d 2 h”, “30 min”. A day is a working day of the calendar."
        ),
    )
    count = forms.IntegerField(
        label=gettext_lazy("How many"), required=False, min_value=1, max_value=1_000_000
    )
    share = forms.DecimalField(
        label=gettext_lazy("At least, %"),
        required=False,
        min_value=1,
        max_value=100,
        max_digits=5,
        decimal_places=2,
    )
    scope = CriteriaField(label=gettext_lazy("Only for some leads"), required=False, personal=False)

    class Meta:
        model = Commitment
        fields = (
            "kind",
            "party",
            "name_en",
            "name_es",
            "period",
            "calendar",
            "warning_percent",
            "weight",
            "scope",
        )
        labels = {"name_en": gettext_lazy("Name in English"), "name_es": gettext_lazy("Name in Spanish")}
        help_texts = {
            "warning_percent": gettext_lazy(
                "Share of the time after which the clock shows “at risk”. Empty: 80."
            ),
            "weight": gettext_lazy("How much it counts where promises are summed up."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "calendar", WorkingCalendar.objects.order_by("name"), _("every hour counts"))
        choices_of(self, "period", Commitment.Period.choices)
        for place in occasions:
            self.fields[f"move-{place}"] = forms.ChoiceField(
                label=occasions.label(place),
                choices=[("", _("changes nothing")), *MOVES],
                required=False,
                widget=forms.Select(attrs={"class": "form-select"}),
            )
        self.kind = self["kind"].value() or Commitment.Kind.ACCEPTANCE

    @classmethod
    def written(cls, commitment: Commitment) -> dict[str, Any]:
        """What the fields show of a promise that exists."""
        value = commitment.target_value
        is_share = commitment.kind in SHARES
        return {
            "kind_was": commitment.kind,
            "target": write_span(commitment.target_seconds) if commitment.target_seconds else "",
            "count": int(value) if value is not None and not is_share else None,
            "share": (value * 100).normalize() if value is not None and is_share else None,
            **moved(commitment.moved_by()),
        }

    @property
    def is_timed(self) -> bool:
        return self.kind in USUAL

    @property
    def is_counted(self) -> bool:
        return self.kind in COUNTS

    @property
    def is_share(self) -> bool:
        return self.kind in SHARES

    @property
    def moves(self) -> list[Any]:
        return [self[f"move-{place}"] for place in occasions]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        kind = said.get("kind", "")
        self.instance.target_seconds = self._time() if kind in USUAL else None
        self.instance.target_value = self._value(kind)
        self.instance.conditions = self._conditions() if kind in USUAL else {}
        if kind == Commitment.Kind.ARBITRATION:
            self.instance.party = said["party"] = REVOPS
        elif said.get("party") == REVOPS:
            self.add_error("party", _("RevOps promises to rule on disputes, and nothing else."))
        if kind not in USUAL:
            said["calendar"], said["warning_percent"] = None, None
            said["period"] = said.get("period") or Commitment.Period.MONTH
        return said

    def _time(self) -> int | None:
        day = working_day(self.cleaned_data.get("calendar"))
        try:
            seconds = read_span(self.cleaned_data.get("target", ""), day)
        except Unreadable:
            self.add_error("target", _("Write a length of time like “4 h”, “1 d 2 h” or “30 min”."))
            return None
        if seconds > MOST_SECONDS:
            self.add_error("target", _("%(time)s is more than a year.") % {"time": duration(seconds)})
            return None
        return seconds

    def _value(self, kind: str) -> Decimal | None:
        name = "share" if kind in SHARES else "count" if kind in COUNTS else ""
        if not name:
            return None
        value = self.cleaned_data.get(name)
        if value is None and name not in self.errors:
            self.add_error(name, _("Write a number."))
        return None if value is None else Decimal(value) / 100 if kind in SHARES else Decimal(value)

    def _conditions(self) -> dict[str, list[str]]:
        """{what the clock does: occasions}; a clock that could never start or stop is refused."""
        said = {place: self.cleaned_data.get(f"move-{place}") for place in occasions}
        conditions = {does: [place for place in said if said[place] == does] for does in DOES}
        conditions = {does: places for does, places in conditions.items() if places}
        try:
            check(conditions or {"pause": []}, occasions)
        except ConditionFault as fault:
            self.add_error(None, CONDITION_FAULTS[fault.name])
        return conditions


def moved(moves: Any) -> dict[str, str]:
    """{field: what the clock does} for the selects of the form."""
    return {f"move-{place}": does for does, places in moves.items() for place in places}
