"""What is asked of somebody who sets a target: of which number, meant how, by how much, from where, by when."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dashboards.asking import BLANK, Asked, Window
from dashboards.choices import choices
from dashboards.forms import DayField
from dashboards.kpis import KPI, registry
from dashboards.models import Target
from dashboards.periods import DEFAULT, window_of
from people.models import MANAGERS, Organisation, Role, User

from .aim import Aim, Kind
from .plan import Plan, Stated

MISSION = (
    "lead_acceptance_rate",
    "response_time",
    "captured_to_opportunity",
    "sla_compliance",
    "internal_nps",
    "revenue_per_qualified_lead",
    "sales_cycle",
    "cost_per_qualified_lead",
)
HOUR = 3600
SCOPES = {"source": _("Source"), "segment": _("Segment"), "region": _("Region"), "team": _("Team")}
DECIDERS = (Role.REVOPS, Role.EXECUTIVE, *sorted(MANAGERS))


def kpi_choices() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """The eight of the mission first."""
    others = [key for key in registry if key not in MISSION and key != "funnel"]
    return [
        (_("The numbers of the program"), [(key, registry[key].name) for key in MISSION]),
        (_("All others"), [(key, registry[key].name) for key in others]),
    ]


def factor(unit: str, kind: str) -> float:
    """What one of what somebody writes is in the number's own unit: per cent, points, hours, days, money."""
    if kind == Kind.RELATIVE or unit == "percent":
        return 0.01
    return HOUR if unit in ("duration", "span") else 1.0


def filled(data: Any, initial: dict[str, Any]) -> dict[str, Any]:
    """What an address leaves out stands as on the empty form; how it is meant has no usual answer."""
    usual = {name: getattr(value, "pk", value) for name, value in initial.items()}
    return {**usual, **{name: data[name] for name in data}}


class TargetForm(forms.Form):
    kpi = forms.ChoiceField(label=_("Number"))
    kind = forms.ChoiceField(
        label=_("How is it meant?"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        help_text=_("20 % better than 50 % is 60 %; 20 points better is 70 %. Say which."),
    )
    amount = forms.FloatField(
        label=_("By how much better, or to which level"),
        min_value=0,
        max_value=1e12,
        help_text=_(
            "In per cent where a part is meant. Otherwise in the number's unit: points or per cent of a share, hours, days, money."
        ),
        widget=forms.NumberInput(attrs={"step": "any"}),
    )
    matures_on = DayField(label=_("Judged on"), help_text=_("The target is to be reached by then."))
    decided_by = forms.ModelChoiceField(User.objects.none(), label=_("Decided by"))
    stated = forms.FloatField(
        label=_("Where it stands today"),
        required=False,
        min_value=-100,
        max_value=1e12,
        help_text=_("Only if it isn't counted here. The target will say that it was stated."),
        widget=forms.NumberInput(attrs={"step": "any"}),
    )
    cases = forms.IntegerField(
        label=_("Cases in that time"),
        required=False,
        min_value=0,
        max_value=10**9,
        help_text=_("With what you state, not alone."),
    )

    def __init__(self, data: Any, user: User, at: datetime) -> None:
        self.user, self.today = user, at.astimezone(Organisation.current().zone).date()
        initial = self._initial(user)
        super().__init__(filled(data, initial) if data else None, initial=initial)
        menu: Any = self.fields["kpi"]
        menu.choices = kpi_choices()
        decided: Any = self.fields["decided_by"]
        decided.queryset = User.objects.filter(is_active=True, role__in=DECIDERS).order_by("name", "pk")
        self.fields["matures_on"].required = True
        self.fields["since"] = DayField(label=_("Reference from"))
        self.fields["until"] = DayField(label=_("Reference to"))
        for name, told in self._scopes().items():
            self.fields[name] = forms.ChoiceField(
                label=SCOPES[name], choices=[("", _("all")), *told], required=False
            )

    def _initial(self, user: User) -> dict[str, Any]:
        usual = window_of(DEFAULT, self.today)
        return {
            "kpi": MISSION[0],
            "matures_on": self.today + timedelta(days=91),
            "decided_by": user,
            "since": usual.since,
            "until": usual.until,
        }

    def _scopes(self) -> dict[str, list[tuple[str, str]]]:
        asked = Asked(self.user, window_of(DEFAULT, self.today), self.today)
        return {name: found for name, found in choices(asked).items() if name in SCOPES}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        since, until = said.get("since"), said.get("until")
        usual = window_of(DEFAULT, until or self.today)
        said["since"], said["until"] = since or usual.since, until or usual.until
        if said.get("matures_on") and said["matures_on"] <= self.today:
            self.add_error("matures_on", _("It has to lie ahead."))
        if said["since"] > said["until"]:
            self.add_error("until", _("The period ends before it begins."))
        elif said["until"] > self.today:
            self.add_error("until", _("These days are still to come."))
        if not self.errors:
            self._check(said)
        return said

    def _check(self, said: dict[str, Any]) -> None:
        """A target that makes no number is told at the amount, a scope that the number doesn't know where it was chosen."""
        for name in self._scope(said):
            if not self._kpi(said).groups_by(name):
                self.add_error(name, _("This number can't be narrowed by it."))
        if not self.errors and said["amount"] == 0 and said["kind"] != Kind.LEVEL:
            self.add_error("amount", _("Nothing would change."))
        if not self.errors and not self._plan(said).can_be(self._plan(said).stated.value or 0.0):
            self.add_error("stated", _("That is more than all, or less than nothing."))
        if not self.errors and self._plan(said).target is None:
            start = self._plan(said).start
            needs_start = start is None and said["kind"] != Kind.LEVEL
            self.add_error(
                "amount",
                ValidationError(
                    _("Nothing is counted to start from. State where it stands, or set a level.")
                    if needs_start
                    else _("That is more than all, or less than nothing.")
                ),
            )

    def plan(self) -> Plan | None:
        """What it takes, for a form that can be read; None for another."""
        return self._plan(self.cleaned_data) if self.is_valid() else None

    def _plan(self, said: dict[str, Any]) -> Plan:
        if not hasattr(self, "_planned"):
            kpi, unit = self._kpi(said), self._kpi(said).unit
            told = said.get("stated")
            stated = Stated(None if told is None else told * factor(unit, ""), said.get("cases"))
            aim = Aim(Kind(said["kind"]), said["amount"] * factor(unit, said["kind"]))
            self._planned = Plan(kpi, self._asked(said), stated, aim, said["matures_on"])
        return self._planned

    def _asked(self, said: dict[str, Any]) -> Asked:
        window = Window(said["since"], said["until"])
        return Asked(self.user, window, self.today, {name: tuple(v) for name, v in self._scope(said).items()})

    @staticmethod
    def _kpi(said: dict[str, Any]) -> KPI:
        return registry[said["kpi"]]

    @staticmethod
    def _scope(said: dict[str, Any]) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for name in SCOPES:
            if value := said.get(name):
                stated = value != BLANK
                found[name] = [
                    (int(value) if stated else None) if name == "team" else value if stated else ""
                ]
        return found

    def target(self) -> Target:
        """The row, not stored yet; of a form that is valid."""
        return self._plan(self.cleaned_data).decided(self.cleaned_data["decided_by"])
