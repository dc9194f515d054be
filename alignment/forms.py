"""Asked once: whose data comes after the demo's."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from people.models.organisation import known_zone


class OwnDataForm(forms.Form):
    """The company and its first RevOps admin."""

    company = forms.CharField(label=_("Company"), max_length=200)
    time_zone = forms.CharField(
        label=_("Time zone"), max_length=64, initial="Europe/Madrid", validators=[known_zone]
    )
    currency = forms.RegexField(
        label=_("Currency"),
        regex=r"^[A-Z]{3}$",
        initial="EUR",
        error_messages={"invalid": _("Three capital letters, like EUR.")},
    )
    name = forms.CharField(label=_("Your name"), max_length=150)
    email = forms.EmailField(label=_("Your e-mail"))
    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )
    understood = forms.BooleanField(label=_("Delete the demo company and all that was tried in it"))

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def cleaned(self, *names: str) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in names}
