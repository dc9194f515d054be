"""A touch, written down by whoever made it."""

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leads.models import EventKind, Lead
from leads.models.landing.arrivals import Told, When
from leads.models.settling.settling import tell
from leads.reading.values import tidy
from people.bilingual import reads_spanish
from people.forms.choosing import choices_of
from people.models import Role, User
from people.moment import now

ORIGIN = "app"
TOUCHERS = (Role.SALES, Role.SALES_MANAGER, Role.REVOPS)
"""Whose touches answer a lead; the others write notes."""


class TouchForm(forms.Form):
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    kind = forms.ChoiceField(label=_("What happened?"))
    occurred_at = forms.DateTimeField(
        label=_("When?"),
        required=False,
        help_text=_("Empty means now."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        kinds = EventKind.objects.written_by_hand(with_touches=by.role in TOUCHERS)
        spanish = reads_spanish()
        choices_of(self, "kind", [(kind.key, kind.name_es if spanish else kind.name_en) for kind in kinds])

    def clean_note(self) -> str:
        return tidy(self.cleaned_data["note"])

    def clean_occurred_at(self) -> datetime | None:
        said = self.cleaned_data["occurred_at"]
        if said and said > now():
            raise forms.ValidationError(_("This lies in the future. Write it down once it has happened."))
        return said

    def save(self, lead: Lead, at: datetime) -> None:
        """Sent twice, the form tells one touch."""
        cleaned = self.cleaned_data
        values = {"note": cleaned["note"]} if cleaned["note"] else {}
        when = When(cleaned["occurred_at"]) if cleaned["occurred_at"] else None
        touch = Told(lead.pk, cleaned["kind"], when, str(cleaned["token"]), values)
        tell([touch], ORIGIN, at, by=self.by)
