"""What somebody wants to get, how often and as what."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from dashboards.models import Subscription
from dashboards.saving import LONGEST, cleaned
from people.forms.choosing import choices_of
from people.models import User

from . import words
from .contents import may_get

MOST = 20
"""So many a person may have at once."""


class SubscriptionForm(forms.Form):
    """`board` and `query`, or `report`, come with the page from which one asks."""

    board = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    query = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    report = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    cadence = forms.ChoiceField(
        label=_("How often"), choices=Subscription.Cadence.choices, widget=forms.RadioSelect, initial="weekly"
    )
    weekday = forms.TypedChoiceField(
        label=_("On which day"), coerce=int, initial=1, help_text=_("For what comes every week.")
    )
    hour = forms.TypedChoiceField(label=_("At what hour"), coerce=int, initial=8)
    form = forms.ChoiceField(
        label=_("As"), choices=Subscription.Form.choices, widget=forms.RadioSelect, initial="pdf"
    )

    def __init__(self, data: QueryDict | None = None, *, user: User, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.user = user
        choices_of(self, "weekday", [(at, capfirst(words.weekday(at))) for at in range(1, 8)])
        choices_of(self, "hour", [(at, words.hour(at)) for at in range(24)])

    def clean_query(self) -> str:
        query, faults = cleaned(self.cleaned_data["query"])
        if faults:
            raise forms.ValidationError(faults)
        if len(query) > LONGEST:
            raise forms.ValidationError(_("These filters are too many to be saved."))
        return query

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not may_get(self.wanted, self.user):
            raise forms.ValidationError(_("There is nothing of this name that could be sent to you."))
        if Subscription.objects.standing().visible_to(self.user).count() >= MOST:
            raise forms.ValidationError(
                _("You have %(count)s subscriptions. End one before you begin another."),
                params={"count": MOST},
            )
        return said

    @property
    def wanted(self) -> Subscription:
        said: dict[str, Any] = dict(self.cleaned_data)
        if said["board"]:
            said["report"] = ""
        else:
            said["query"] = ""
        if said["cadence"] == Subscription.Cadence.MONTHLY:
            said["weekday"] = 1
        return Subscription(owner=self.user, **said)
