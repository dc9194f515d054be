"""What is asked of somebody who writes down a benefit, and of the address of the page."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dashboards.asking import BLANK, Asked, Window
from dashboards.choices import choices
from dashboards.forms import DayField
from dashboards.impact.pilots import PILOTS
from dashboards.models import Benefit, Pool, QualitativeBenefit
from leads.models import Stage
from people.forms.choosing import choices_of
from people.models import Organisation, Role, User

from .assumptions import conversions
from .question import ALL, WITHIN, Question, usual

POOLS = {
    Benefit.Method.WINS: Pool.REVENUE,
    Benefit.Method.WORTH: Pool.REVENUE,
    Benefit.Method.COST: Pool.WINNING,
    Benefit.Method.HOURS: Pool.HOURS,
}
OF_EFFECT = (Benefit.Method.WINS, Benefit.Method.WORTH, Benefit.Method.COST)
OF_REVENUE = (Benefit.Method.WINS, Benefit.Method.WORTH)
ENDS = ("low", "likely", "high")
STAGES = ("captured", "mql", "handed_off", "accepted", "sql")
MOST = 1e12


class ReturnForm(forms.Form):
    """Since which day, and which costs."""

    since = DayField()
    costs = forms.ChoiceField(choices=[(ALL, ALL), (WITHIN, WITHIN)], required=False)

    def question(self, at: datetime) -> Question | None:
        self.is_valid()
        today = at.astimezone(Organisation.current().zone).date()
        said: date | None = self.cleaned_data.get("since")
        return usual(today, said, self.cleaned_data.get("costs") or ALL)

    @property
    def faults(self) -> list[str]:
        return [str(fault) for faults in self.errors.values() for fault in faults]


def _number(label: Any, most: float = MOST, **more: Any) -> forms.FloatField:
    widget = forms.NumberInput(attrs={"step": "any"})
    return forms.FloatField(label=label, min_value=0, max_value=most, required=False, widget=widget, **more)


class BenefitForm(forms.Form):
    """A line. Shares are typed in per cent. What its method doesn't need is left out of it."""

    method = forms.ChoiceField(label=gettext_lazy("How is it found?"), choices=Benefit.Method.choices)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    kpi = forms.ChoiceField(label=gettext_lazy("Which conversion rose?"), required=False)
    pilot = forms.ChoiceField(label=gettext_lazy("Who began first?"), required=False)
    margin = _number(
        gettext_lazy("Margin, per cent"),
        100,
        help_text=gettext_lazy("What is left of revenue after what it costs to deliver."),
    )
    stage = forms.ChoiceField(
        label=gettext_lazy("For each lead that reached"),
        choices=[(stage, Stage(stage).label) for stage in STAGES],
        required=False,
    )
    pool = forms.ChoiceField(label=gettext_lazy("Which money is it?"), choices=Pool.choices, required=False)
    amount_low = _number(gettext_lazy("Least"))
    amount_likely = _number(gettext_lazy("Likely"))
    amount_high = _number(gettext_lazy("Most"))
    hour_low = _number(gettext_lazy("Least"))
    hour_likely = _number(gettext_lazy("Likely"))
    hour_high = _number(gettext_lazy("Most"))
    isolation_low = _number(gettext_lazy("Least"), 100)
    isolation_likely = _number(gettext_lazy("Likely"), 100)
    isolation_high = _number(gettext_lazy("Most"), 100)
    evidence = forms.CharField(
        label=gettext_lazy("What does this rest on?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        choices_of(self, "kpi", [(kpi.key, kpi.name) for kpi in conversions()])
        choices_of(self, "pilot", [("", _("Everybody at once: before against after")), *_pilots(asked)])
        for field in self.fields.values():
            is_choice = isinstance(field, forms.ChoiceField)
            field.widget.attrs.setdefault("class", "form-select" if is_choice else "form-control")

    @property
    def chosen(self) -> str:
        """The method that the form asks for."""
        return str(self["method"].value() or Benefit.Method.WINS)

    def triple(self, name: str) -> list[Any]:
        return [self[f"{name}_{end}"] for end in ENDS]

    @property
    def amounts(self) -> list[Any]:
        return self.triple("amount")

    @property
    def hours(self) -> list[Any]:
        return self.triple("hour")

    @property
    def isolations(self) -> list[Any]:
        return self.triple("isolation")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        method = said.get("method")
        if method in (Benefit.Method.HOURS, Benefit.Method.DECLARED):
            self._rises(said, "amount")
        if method == Benefit.Method.HOURS:
            self._rises(said, "hour")
            self._needs(said, "stage")
        if method == Benefit.Method.DECLARED:
            self._needs(said, "evidence")
            self._needs(said, "pool")
        if method == Benefit.Method.WINS:
            self._needs(said, "kpi")
        if method in OF_REVENUE:
            self._needs(said, "margin")
            if said.get("margin") == 0:
                self.add_error("margin", _("With a margin of nothing no revenue is a benefit."))
        self._isolated(said, method)
        return said

    def _isolated(self, said: dict[str, Any], method: Any) -> None:
        self._rises(said, "isolation")
        if method in OF_EFFECT and not said.get("pilot") and (said.get("isolation_high") or 0) >= 100:
            words = _(
                "Nobody drew lots: all of it is the program's doing only where a pilot is held against the rest."
            )
            self.add_error("isolation_high", words)

    def _needs(self, said: dict[str, Any], name: str) -> None:
        if said.get(name) in (None, "") and name not in self.errors:
            self.add_error(name, _("Fill this in."))

    def _rises(self, said: dict[str, Any], name: str) -> None:
        told = [said.get(f"{name}_{end}") for end in ENDS]
        for end, value in zip(ENDS, told, strict=True):
            if value is None:
                self._needs(said, f"{name}_{end}")
        known = [value for value in told if value is not None]
        if len(known) == len(told) and known != sorted(known):
            self.add_error(f"{name}_likely", _("The likely one lies between the least and the most."))

    def benefit(self, by: User, at: datetime) -> Benefit:
        said, method = self.cleaned_data, Benefit.Method(self.cleaned_data["method"])
        kept: dict[str, Any] = {f"isolation_{end}": said[f"isolation_{end}"] / 100 for end in ENDS}
        if method in OF_EFFECT:
            kept["pilot"] = said["pilot"]
        if method == Benefit.Method.WINS:
            kept["kpi"] = said["kpi"]
        if method in OF_REVENUE:
            kept["margin"] = said["margin"] / 100
        if method in (Benefit.Method.HOURS, Benefit.Method.DECLARED):
            kept |= {f"amount_{end}": said[f"amount_{end}"] for end in ENDS}
        if method == Benefit.Method.HOURS:
            kept |= {"stage": said["stage"], **{f"hour_{end}": said[f"hour_{end}"] for end in ENDS}}
        pool = POOLS.get(method) or said["pool"]
        told = {"name": said["name"], "evidence": said["evidence"], "method": method, "pool": pool}
        return Benefit.objects.create(**told, **kept, written_by=by, written_at=at)


def _pilots(asked: Asked) -> list[tuple[str, str]]:
    found = choices(asked)
    return [
        (f"{name}:{written}", _("%(name)s first, against the rest") % {"name": words})
        for name in PILOTS
        for written, words in found.get(name, [])
        if written != BLANK
    ]


def asked_now(at: datetime) -> Asked:
    today = at.astimezone(Organisation.current().zone).date()
    return Asked(User(role=Role.REVOPS), Window(today, today), today)


FIRST: dict[str, Any] = {"isolation_low": 30, "isolation_likely": 50, "isolation_high": 70}
"""What a form begins with: half of it, give or take, until somebody knows better."""


class QualityForm(forms.ModelForm[QualitativeBenefit]):
    class Meta:
        model = QualitativeBenefit
        fields = ("name", "words", "evidence")
        widgets = {"words": forms.Textarea(attrs={"rows": 3}), "evidence": forms.Textarea(attrs={"rows": 2})}

    def keep(self, by: User, at: datetime) -> QualitativeBenefit:
        self.instance.written_by, self.instance.written_at = by, at
        return self.save()
