"""The revenue target and each source's rates, as somebody may write them; what history says stands in the fields."""

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from leads.replay.planning import History
from leads.replay.volume import Needed, Rate, Source, a_month, customers, plan

FIELDS = ("part", "first", "second")


class VolumeForm(forms.Form):
    """`part_0`, `first_0`, `second_0` ... are the percentages of the first source, and so on."""

    revenue = forms.FloatField(label=_("Revenue target"), min_value=1, max_value=1e12)
    months = forms.IntegerField(label=_("Over so many months"), min_value=1, max_value=60)
    share = forms.FloatField(label=_("Marketing's share (%)"), min_value=0.1, max_value=100)
    deal = forms.FloatField(label=_("Average deal"), min_value=0.01, max_value=1e12)

    def __init__(self, data: Any, history: History) -> None:
        self.history = history
        self.defaults = self._defaults()
        super().__init__({**self.defaults, **{key: data[key] for key in data if data[key].strip()}})
        for place in range(len(history.sources)):
            for name in FIELDS:
                self.fields[f"{name}_{place}"] = forms.FloatField(min_value=0, max_value=100)

    def _defaults(self) -> dict[str, Any]:
        past = self.history
        told: dict[str, Any] = {
            "revenue": round(past.revenue / 1000) * 1000 or 500_000,
            "months": 12,
            "share": 100,
            "deal": round(past.deal) if past.deal else 10_000,
        }
        for place, one in enumerate(past.sources):
            rates = (
                one.part,
                self._rate(one.to_opportunity, past.whole.to_opportunity),
                self._rate(one.to_won, past.whole.to_won),
            )
            told |= {
                f"{name}_{place}": round(100 * rate, 1) for name, rate in zip(FIELDS, rates, strict=True)
            }
        return told

    @staticmethod
    def _rate(own: Rate, whole: Rate) -> float:
        """The source's own; with few cases the company's, which is said beside it."""
        return (whole.value if own.is_few or own.value is None else own.value) or 0.0

    @property
    def faults(self) -> list[str]:
        rates = _("Rates")
        return [
            f"{self.fields[name].label or rates}: {fault}"
            for name, faults in self.errors.items()
            for fault in faults
        ]

    @cached_property
    def rows(self) -> list["Line"]:
        """What each source has to bring, with what its fields hold."""
        if not self.is_valid():
            return []
        written = [self._written(place, one) for place, one in enumerate(self.history.sources)]
        found = {one.source.name: one for one in plan(self.customers, written)}
        return [
            Line(
                found[one.name],
                a_month(found[one.name].leads or 0, self.cleaned_data["months"]),
                one,
                self.history.delivered[one.name],
                self.history.delivered[one.name] / self.history.months,
                [(f"{name}_{place}", self.data[f"{name}_{place}"]) for name in FIELDS],
            )
            for place, one in enumerate(self.history.sources)
        ]

    def _written(self, place: int, source: Source) -> Source:
        part, first, second = (self.cleaned_data[f"{name}_{place}"] / 100 for name in FIELDS)
        return replace(source, part=part, to_opportunity=Rate(first), to_won=Rate(second))

    @property
    def customers(self) -> float:
        said = self.cleaned_data
        return customers(said["revenue"], said["share"] / 100, said["deal"])

    @property
    def parts(self) -> float:
        """What the sources' parts add up to; one, where nobody rewrote them."""
        return sum(line.needed.source.part for line in self.rows)

    @property
    def total(self) -> int:
        return sum(line.needed.leads or 0 for line in self.rows)

    def volumes(self) -> dict[str, int]:
        """{source: leads a month}, for those that have to bring any."""
        return {line.counted.name: line.monthly for line in self.rows if line.monthly}


@dataclass(frozen=True)
class Line:
    """A source on the page: what it needs, what was counted, and its fields."""

    needed: Needed
    monthly: int
    counted: Source
    delivered: int
    until_now: float
    """Leads a month in the period that was counted."""
    inputs: list[tuple[str, Any]]

    @property
    def rates(self) -> list[tuple[Rate, tuple[str, Any]]]:
        """Both conversions as they were counted, each with its field."""
        return [(self.counted.to_opportunity, self.inputs[1]), (self.counted.to_won, self.inputs[2])]
