"""Forms that change the configuration ask why; the audit keeps the answer."""

from typing import Any

import pghistory
from django import forms
from django.utils.translation import gettext_lazy as _


class Reasoned(forms.Form):
    """Adds an optional `why` as the last field; `note_why` hands it to the audit of this request."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"] = forms.CharField(
            label=_("Why this change?"),
            required=False,
            max_length=300,
            help_text=_("Kept with the change, for whoever asks later."),
        )

    def note_why(self) -> None:
        if why := self.cleaned_data.get("why"):
            pghistory.context(why=why)
