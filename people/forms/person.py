"""People, teams and the company."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.models import Absence, Organisation, Team, User
from people.models.organisation import zones

from .choosing import rows_of
from .long_select import LongSelect
from .reasoned import Reasoned


class ZoneField(forms.ChoiceField):
    """A time zone from the list; empty where the company's may stand in."""

    widget = LongSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=self._choices, **kwargs)

    def _choices(self) -> list[tuple[str, Any]]:
        return ([] if self.required else [("", _("As the company"))]) + [(zone, zone) for zone in zones()]


class PersonForm(Reasoned, forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "email", "role", "team", "language", "calendar", "is_active"]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        if self.instance.pk is None:
            del self.fields["is_active"]

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Somebody signs in with this address already."))
        return email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.instance.pk == self.by.pk and (
            cleaned.get("role") != self.by.role or not cleaned.get("is_active", True)
        ):
            raise ValidationError(
                _("Ask another RevOps admin to change your own role or to close your account.")
            )
        return cleaned


class ProfileForm(forms.ModelForm):
    time_zone = ZoneField(label=_("Time zone"), required=False)

    class Meta:
        model = User
        fields = ["name", "language", "time_zone", "theme", "calendar", "mail_notices"]
        help_texts = {
            "calendar": _("Notices wait for these hours. Empty: your team's calendar."),
            "language": _("Empty: as your browser asks."),
        }


class TeamForm(Reasoned, forms.ModelForm):
    class Meta:
        model = Team
        fields = ["name", "kind", "calendar"]


class OrganisationForm(Reasoned, forms.ModelForm):
    time_zone = ZoneField(label=_("Time zone"))

    class Meta:
        model = Organisation
        fields = ["name", "time_zone", "week_start", "currency", "language"]

    def clean_currency(self) -> str:
        currency = self.cleaned_data["currency"].strip().upper()
        if not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
            raise ValidationError(_("Write the three letters of the currency, like EUR."))
        return currency


class AbsenceForm(forms.ModelForm):
    class Meta:
        model = Absence
        fields = ["user", "first_on", "last_on", "reason"]
        widgets = {
            "first_on": forms.DateInput(attrs={"type": "date"}),
            "last_on": forms.DateInput(attrs={"type": "date"}),
        }
        help_texts = {"reason": _("You, your manager and RevOps read it. No need to say more than “away”.")}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = rows_of(self, "user", Absence.people_of(by))
        people.initial = by.pk
        if not (by.is_revops or by.is_manager):
            people.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_on"), cleaned.get("last_on")
        if first and last and last < first:
            raise ValidationError({"last_on": _("The last day lies before the first.")})
        return cleaned
