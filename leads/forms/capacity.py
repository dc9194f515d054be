"""What the capacity check and the count of leads are asked, cleaned; prefilled from history where nothing is said."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leads.replay.staffing import Asked
from sla.models import Commitment


class CapacityForm(forms.Form):
    """People, leads and minutes; the rest of what is asked stands in the question."""

    people = forms.IntegerField(label=_("People"), min_value=1, max_value=60, required=False)
    weekly = forms.FloatField(label=_("Leads a week"), min_value=0.1, max_value=100_000, required=False)
    minutes = forms.IntegerField(
        label=_("Minutes a touch"),
        min_value=1,
        max_value=240,
        required=False,
        help_text=_("Call, mail and notes."),
    )
    attempts = forms.IntegerField(label=_("Attempts a lead"), min_value=1, max_value=30, required=False)
    part = forms.IntegerField(
        label=_("Of their time for new leads (%)"), min_value=1, max_value=100, required=False
    )

    def asked(self, promise: Commitment, target: int) -> Asked:
        said = self.cleaned_data if self.is_valid() else {}
        return Asked(
            target,
            said.get("people"),
            said.get("minutes") or 10,
            said.get("attempts") or attempts_of(promise),
            (said.get("part") or 50) / 100,
            said.get("weekly"),
        )

    @property
    def faults(self) -> list[str]:
        return [
            f"{self.fields[name].label}: {fault}" for name, faults in self.errors.items() for fault in faults
        ]


def attempts_of(promise: Commitment) -> int:
    """As many as the version promises; one where it says nothing."""
    promised = promise.version.commitments.filter(
        kind=Commitment.Kind.ATTEMPTS, target_value__isnull=False
    ).order_by("pk")
    first = promise if promise.kind == Commitment.Kind.ATTEMPTS else promised.first()
    return int(first.target_value) if first and first.target_value else 1


def shown(asked: Asked, weekly: float, count: int) -> dict[str, Any]:
    """What the fields hold: what was asked, and what history says where nothing was."""
    return {
        "people": count,
        "weekly": round(weekly, 1),
        "minutes": asked.minutes,
        "attempts": asked.attempts,
        "part": round(asked.part * 100),
    }
