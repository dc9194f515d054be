"""Endpoints: an address outside, checked before it is kept."""

import secrets
from base64 import b64encode
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people import egress, notices
from people.models import Endpoint, Team, User

from .choosing import choices_of, rows_of
from .reasoned import Reasoned

REFUSALS = {
    "scheme": _("The address has to begin with https://."),
    "credentials": _("The address may not hold a name or password."),
    "port": _("Only the usual ports are allowed."),
    "address": _("This address lies inside a private network. Give one that the internet can reach."),
}


class EndpointForm(Reasoned, forms.ModelForm):
    url = forms.CharField(
        label=_("Address"), max_length=egress.MAX_URL, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    kinds = forms.MultipleChoiceField(
        label=_("Only these notices"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all of them."),
    )

    class Meta:
        model = Endpoint
        fields = ["name", "kind", "url", "user", "team", "kinds"]
        help_texts = {
            "user": _("For one person's notices."),
            "team": _("For the notices of a team. Neither: for everybody's."),
        }

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        choices_of(self, "kinds", [(kind.key, kind.label) for kind in notices.kinds() if not kind.letter])
        self._limit_owners()

    def _limit_owners(self) -> None:
        if not self.by.is_revops:
            managed = self.by.team_id if self.by.is_manager else None
            rows_of(self, "user", User.objects.filter(pk__in=[self.by.pk]))
            rows_of(self, "team", Team.objects.filter(pk=managed) if managed else Team.objects.none())

    def clean_url(self) -> str:
        url = self.cleaned_data["url"].strip()
        try:
            egress.check(url)
        except egress.Refused as refused:
            raise ValidationError(REFUSALS.get(refused.code, _("This is not a usable address."))) from None
        except egress.Unreachable:
            raise ValidationError(_("This name is not known. Check the address.")) from None
        return url

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("user") and cleaned.get("team"):
            raise ValidationError(_("Choose a person or a team, not both."))
        if not self.by.is_revops and not (cleaned.get("user") or cleaned.get("team")):
            raise ValidationError(_("Choose yourself or your team."))
        return cleaned

    def save(self, commit: bool = True) -> Endpoint:
        endpoint: Endpoint = super().save(commit=False)
        if endpoint.kind == Endpoint.Kind.WEBHOOK and not endpoint.secret:
            endpoint.secret = "whsec_" + b64encode(secrets.token_bytes(32)).decode()
        endpoint.save()
        return endpoint
