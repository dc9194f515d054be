"""What Marketing and RevOps say about a handoff: an answer to a return, a dispute, a ruling; and the reasons themselves."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from leads.asking import LACKS, field_of
from leads.models import Dispute, Handoff, LoopRules, RejectionReason, Reply, Ruling
from leads.stating import state
from leads.wording import field_label
from people.models import User

from .handoff import Noted, note_field
from .lead import CONSENT


class LoopRulesForm(forms.ModelForm):
    class Meta:
        model = LoopRules
        fields = ("dispute_days", "recycle_days")


class AnswerForm(Noted):
    """A field for each that Sales asked for; without any, the note says why it can't be had."""

    note = note_field(_("Note for Sales"), rows=2)

    def __init__(self, *args: Any, handoff: Handoff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = handoff.turns()[-1].verdict.asked
        for column in self.asked:
            label, value = capfirst(str(field_label(column))), getattr(handoff.lead, column)
            self.fields[column] = forms.CharField(label=label, initial=value, required=False, max_length=500)
        if "consent" in self.fields:
            self.fields["consent"] = forms.ChoiceField(
                label=_("Consent"), choices=CONSENT, required=False, initial=handoff.lead.consent
            )
        self.order_fields([*self.asked, "note"])
        if self.asked:
            self.fields[self.asked[0]].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        given = {field_of(name): said[name] for name in self.asked if said.get(name)}
        self.values, faults = state(given)
        for column in self.asked:
            for fault in faults.get(field_of(column), []):
                self.add_error(column, fault)
        if not given and not said.get("note"):
            self.add_error(None, str(LACKS["answer"]))
        return said

    def save(self, handoff: Handoff, by: User, at: datetime) -> Reply:
        return handoff.answer(by=by, at=at, values=self.values, note=self.cleaned_data["note"])


class DisputeForm(forms.Form):
    argument = note_field(_("Why is the rejection wrong?"), rows=4, required=True)

    def save(self, handoff: Handoff, by: User, at: datetime) -> Dispute:
        return handoff.dispute(by=by, at=at, argument=self.cleaned_data["argument"])


class RulingForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Your ruling"), choices=Ruling.Outcome.choices, widget=forms.RadioSelect
    )
    grounds = note_field(_("Grounds, for both teams"), rows=3, required=True)

    def save(self, handoff: Handoff, by: User, at: datetime) -> Ruling:
        return handoff.rule(by=by, at=at, **self.cleaned_data)


class ReasonForm(forms.ModelForm):
    """A reason in both languages. Its code is what programs say and never changes."""

    class Meta:
        model = RejectionReason
        fields = (
            "code",
            "name_en",
            "name_es",
            "owner",
            "evidence",
            "least_attempts",
            "recycle_days",
            "counts_against_quality",
            "position",
        )
        help_texts = {
            "recycle_days": _("Empty: a lead that goes back for this reason doesn't come back by itself."),
            "least_attempts": _("Only where attempts are the evidence."),
            "position": _("Its place in the list that Sales sees; the first nine have a number key."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.initial.setdefault("position", RejectionReason.objects.next_position())
        else:
            self.fields["code"].disabled = True
