"""What Sales says when it doesn't take a lead: why it goes back, what is missing, or when it should come back."""

import re
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from leads.asking import ASKABLE, LACKS
from leads.handing import Unproved
from leads.models import Handoff, Lead, Offer, Recycling, RejectionReason, Verdict
from leads.reading.values import tidy
from leads.wording import field_label
from people.forms.choosing import choices_of, rows_of
from people.models import Organisation, User
from people.moment import now

NUMBER = re.compile(r"(\d{1,18})/?\s*\Z")


class ReasonField(forms.ModelChoiceField):
    def label_from_instance(self, reason: Any) -> str:
        return f"{reason.name} ({reason.code})"


def note_field(label: Any, rows: int = 3, required: bool = False) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=2000, widget=area)


class Noted(forms.Form):
    def clean_note(self) -> str:
        return tidy(self.cleaned_data["note"])


class RejectionForm(Noted):
    """The second step: what the chosen reason asks for, and nothing else. Without a reason the first step asks for it."""

    reason = ReasonField(
        queryset=RejectionReason.objects.none(),
        widget=forms.HiddenInput,
        error_messages={"required": LACKS["reason"]},
    )
    duplicate_of = forms.CharField(
        label=_("Which lead does it duplicate?"),
        help_text=_("Its number, or the address of its page."),
        required=False,
        max_length=300,
    )
    note = note_field(_("Note for Marketing"))

    def __init__(self, *args: Any, lead: Lead, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lead = lead
        current = RejectionReason.objects.current()
        rows_of(self, "reason", current)
        self.reasons = list(current)
        chosen = self["reason"].value()
        self.chosen = next((one for one in self.reasons if one.pk == chosen), None)
        evidence = self.chosen.evidence if self.chosen else ""
        if evidence != RejectionReason.Evidence.DUPLICATE:
            del self.fields["duplicate_of"]
        self.fields["note"].required = evidence == RejectionReason.Evidence.NOTE
        self.fields["note"].error_messages["required"] = str(LACKS["note"])
        first = "duplicate_of" if "duplicate_of" in self.fields else "note"
        self.fields[first].widget.attrs["autofocus"] = True

    def clean_duplicate_of(self) -> Lead:
        """A lead by its number or its page; never itself."""
        found = NUMBER.search(self.cleaned_data["duplicate_of"].strip())
        lead = Lead.objects.standing().filter(pk=found[1]).first() if found else None
        if lead is None or lead == self.lead:
            raise forms.ValidationError(str(LACKS["duplicate"]))
        return lead

    def save(self, offer: Offer, by: User, at: datetime) -> Verdict | None:
        """None, and a word at the form, where evidence is missing."""
        try:
            return offer.decide(Verdict.Kind.REJECTED, by=by, at=at, **self.cleaned_data)
        except Unproved as fault:
            self.add_error(None, str(LACKS[fault.lacks]))
            return None


class ReturnForm(Noted):
    asked = forms.MultipleChoiceField(
        label=_("What is missing?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one: Marketing fills in what you ask for.")},
    )
    note = note_field(_("Note for Marketing"), rows=2)

    def __init__(self, *args: Any, lead: Lead, **kwargs: Any) -> None:
        empty = [name for name in ASKABLE if getattr(lead, name) in ("", None)]
        super().__init__(*args, **kwargs)
        asked = choices_of(self, "asked", [(name, capfirst(field_label(name))) for name in ASKABLE])
        asked.initial = empty

    def save(self, offer: Offer, by: User, at: datetime) -> Verdict:
        return offer.decide(Verdict.Kind.RETURNED, by=by, at=at, **self.cleaned_data)


class RecyclingForm(Noted):
    returns_on = forms.DateField(
        label=_("Comes back on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    nurture_list = forms.CharField(
        label=_("List"),
        help_text=_("Marketing keeps the lead warm with it: “Spring campaign”, “Budget next year”."),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"list": "nurture-lists"}),
    )
    reason = ReasonField(
        label=_("Why not now?"),
        queryset=RejectionReason.objects.none(),
        required=False,
        empty_label=_("No reason given"),
    )
    note = note_field(_("Note for Marketing"), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        today = now().astimezone(Organisation.current().zone).date()
        super().__init__(*args, **kwargs)
        self.fields["returns_on"].initial = today + timedelta(days=90)
        self.today, self.lists = today, Recycling.objects.lists()
        rows_of(self, "reason", RejectionReason.objects.current())

    def clean_returns_on(self) -> Any:
        if self.cleaned_data["returns_on"] <= self.today:
            raise forms.ValidationError(_("Choose a day to come."))
        return self.cleaned_data["returns_on"]

    def save(self, handoff: Handoff, by: User, at: datetime) -> Recycling | None:
        try:
            return handoff.recycle(by=by, at=at, **self.cleaned_data)
        except Unproved as fault:
            self.add_error("reason", str(LACKS[fault.lacks]))
            return None


class DisqualificationForm(forms.Form):
    reason = ReasonField(
        label=_("Why is it disqualified?"),
        queryset=RejectionReason.objects.none(),
        empty_label=_("choose a reason"),
        error_messages={"required": LACKS["reason"]},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "reason", RejectionReason.objects.current())
