"""A lead that somebody types in."""

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leads.fields import FIELDS
from leads.models import Arrival, Lead, Reached, When, arrive
from leads.stages import CAPTURED
from leads.stating import state
from leads.wording import field_label
from people.models import User

ASKED = (
    "name", "email", "phone", "job_title", "company", "company_domain", "industry", "employees", "country", "region", "city",
    "source", "channel", "campaign", "segment", "language",
)  # fmt: skip
CONSENT = [
    ("", _("Not stated")),
    ("granted", _("granted")),
    ("denied", _("denied")),
    ("withdrawn", _("withdrawn")),
]
SYSTEM = "app"


class LeadForm(forms.Form):
    """Every field is optional but one that names the lead; values are read as those of a file are."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ASKED:
            label = str(field_label(name))
            self.fields[name] = forms.CharField(
                label=label[:1].upper() + label[1:], required=False, max_length=500
            )
        self.fields["email"].widget = forms.EmailInput()
        self.fields["consent"] = forms.ChoiceField(label=_("Consent"), choices=CONSENT, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        stated = {name: cleaned[name] for name in (*ASKED, "consent") if name in FIELDS and cleaned.get(name)}
        self.values, faults = state(stated)
        for name, said in faults.items():
            self.add_error(name, said)
        if not {"name", "email", "phone", "company"} & stated.keys():
            self.add_error("name", _("Give at least a name, an e-mail address, a phone number or a company."))
        return cleaned

    def save(self, by: User, at: datetime) -> Lead | None:
        """The lead; None for a person who was erased. Sent twice, the form makes one lead."""
        token = str(self.cleaned_data["token"])
        arrival = Arrival(
            token,
            self.values,
            When(at),
            key=token,
            stages=[Reached(CAPTURED, When(at), f"{token}:{CAPTURED}")],
        )
        if known := Lead.objects.filter(external_ids__system=SYSTEM, external_ids__external_id=token).first():
            return known
        return arrive(arrival, SYSTEM, at)
