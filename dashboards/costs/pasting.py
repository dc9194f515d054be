"""A pasted or uploaded sheet of costs: looked at first, then added."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dashboards.models import Spend
from leads.reading.faults import Refused
from leads.wording import say
from people.models import Organisation, User

from .reading import Sheet, as_text, read

MOST_BYTES = 2 * 1024 * 1024
MOST_LETTERS = 400_000
TOO_LARGE = gettext_lazy("The file is larger than 2 MB. Split it.")
TOO_LONG = gettext_lazy("That is too long to paste. Upload it as a file, or paste it in parts.")
EXAMPLE = """month;source;channel;purpose;amount;currency;label
2026-03;paid_search;web;winning leads;9.600,00;EUR;Ads
2026-03;;;program;1.800,00;EUR;Workshop"""


class SheetForm(forms.Form):
    """Pasted rows, or a file that becomes text to be looked at first."""

    file = forms.FileField(
        label=gettext_lazy("A file"),
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(
            attrs={
                "accept": ".csv,.txt,.tsv,.xlsx",
                "class": "form-control",
                "data-most": MOST_BYTES,
                "data-too-much": TOO_LARGE,
            }
        ),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste the rows, with their heads"),
        required=False,
        strip=False,
        max_length=MOST_LETTERS,
        error_messages={"max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 10, "class": "form-control code", "spellcheck": "false"}),
    )
    of_file = forms.CharField(required=False, widget=forms.HiddenInput)
    """The fingerprint of rows that a file put on the page; what somebody typed since has another."""
    again = forms.BooleanField(
        label=gettext_lazy("Add those that stand already once more"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        pasted = said.get("text") or ""
        if said.get("file") and pasted.strip() and fingerprint(pasted) != said.get("of_file"):
            self.add_error("text", _("There are pasted rows as well as a file. Clear one of the two."))
        elif file := said.get("file"):
            said["text"] = self._text_of(file)
            said["of_file"] = fingerprint(said["text"])
        if not self.errors and not (said.get("text") or "").strip():
            self.add_error("text", _("Choose a file or paste some rows."))
        return said

    def _text_of(self, file: Any) -> str:
        if file.size > MOST_BYTES:
            self.add_error("file", str(TOO_LARGE))
            return ""
        try:
            return as_text(file.read())
        except Refused as refused:
            self.add_error("file", say({"code": refused.fault.code, "params": refused.fault.params}))
            return ""

    def sheet(self) -> Sheet:
        return read(self.cleaned_data["text"], Organisation.current().currency)

    @transaction.atomic
    def record(self, by: User, at: datetime) -> tuple[Sheet, int]:
        """All of it or nothing; two who save the same sheet at once take turns. (what was read, how many were added)."""
        Organisation.objects.select_for_update().first()
        sheet = self.sheet()
        if sheet.faults or sheet.wrong:
            return sheet, 0
        kept = [*sheet.fresh, *(sheet.known if self.cleaned_data.get("again") else [])]
        rows = [line.spend for line in kept if line.spend]
        return sheet, len(Spend.objects.record(rows, by=by, at=at))


def fingerprint(text: str) -> str:
    """The same for the lines that a browser sends back with its own ends of line."""
    return sha256("\n".join(text.strip().splitlines()).encode(errors="replace")).hexdigest()
