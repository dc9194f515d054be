"""Why a lead goes back."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leads.models import Offer, RejectionReason, Verdict
from leads.reading.values import tidy
from people.models import User


class ReasonField(forms.ModelChoiceField):
    def label_from_instance(self, reason: Any) -> str:
        return f"{reason.name} ({reason.code})"


class RejectionForm(forms.Form):
    reason = ReasonField(
        label=_("Why does it go back?"),
        queryset=RejectionReason.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason: Marketing learns from it.")},
    )
    note = forms.CharField(
        label=_("Note for Marketing"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].queryset = RejectionReason.objects.current()  # type: ignore[attr-defined]

    def clean_note(self) -> str:
        return tidy(self.cleaned_data["note"])

    def save(self, offer: Offer, by: User, at: datetime) -> Verdict:
        said = self.cleaned_data
        return offer.decide(Verdict.Kind.REJECTED, by=by, at=at, reason=said["reason"], note=said["note"])
