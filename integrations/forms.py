"""What the pages of connections ask, and how it is cleaned."""

import base64
import binascii
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .models import Connection
from .standard.proof import PREFIX

OWN_SECRET = _(
    "Only for HubSpot: the client secret of your app (Auth tab). For Standard Webhooks we draw one."
)


class ConnectionForm(forms.ModelForm):
    """A new source. Its secret is drawn, but for HubSpot, which has its own."""

    secret = forms.CharField(
        label=_("Client secret"), required=False, max_length=200, help_text=OWN_SECRET,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    class Meta:
        model = Connection
        fields = ("kind", "name", "system", "portal_id")
        help_texts = {"portal_id": _("Only for HubSpot: messages of other portals are ignored.")}

    def clean_portal_id(self) -> str:
        portal: str = self.cleaned_data["portal_id"].strip()
        if portal and not portal.isdecimal():
            raise ValidationError(_("A portal number has only digits."))
        return portal

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == Connection.Kind.HUBSPOT and not cleaned.get("secret"):
            self.add_error("secret", _("HubSpot signs with the client secret of your app: copy it here."))
        if cleaned.get("kind") == Connection.Kind.STANDARD and cleaned.get("secret"):
            check_standard(self, cleaned["secret"])
        return cleaned


class SecretForm(forms.Form):
    """The next secret of a connection: the source's own, or one that we draw."""

    secret = forms.CharField(
        label=_("New secret"), required=False, max_length=200,
        help_text=_("Leave it empty and we draw one. HubSpot's is copied from your app."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["secret"].required = kind == Connection.Kind.HUBSPOT

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.kind == Connection.Kind.STANDARD and cleaned.get("secret"):
            check_standard(self, cleaned["secret"])
        return cleaned


class BenchForm(forms.Form):
    """A message to try: its body, and whether it is signed as it should be."""

    body = forms.CharField(
        label=_("Message"), strip=False, max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 14, "class": "code", "spellcheck": "false"}),
    )  # fmt: skip
    is_forged = forms.BooleanField(label=_("Sign it with a wrong secret"), required=False)


def check_standard(form: forms.BaseForm, secret: str) -> None:
    """`whsec_` and the base64 of 24 to 64 bytes, as the specification says."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not secret.startswith(PREFIX) or not 24 <= len(key) <= 64:
        form.add_error(
            "secret", _("A secret of Standard Webhooks is whsec_ and the base64 of 24 to 64 bytes.")
        )
