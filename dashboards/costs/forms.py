"""What is typed into the ledger: rows, several at once; a correction; which rows are asked for."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dashboards.asking import BLANK
from dashboards.models import Spend
from leads.reading.money import CODES
from people.models import Organisation, User

from .months import read_month
from .reading import LONGEST, read_amount

BLANK_ROWS, MOST_ROWS = 4, 40


class MonthField(forms.CharField):
    """2026-03, as the browser's own field writes it, or as people do."""

    widget = forms.DateInput(attrs={"type": "month"}, format="%Y-%m")

    def to_python(self, value: Any) -> Any:
        if isinstance(value, date):
            return value.replace(day=1)
        text = super().to_python(value)
        if not text:
            return None
        if (month := read_month(text)) is None:
            raise forms.ValidationError(_("Write a month like 2026-03, 03/2026 or March 2026."))
        return month


class AmountField(forms.CharField):
    """1.234,50 and 1,234.50 alike; what names a currency must name the row's."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        faults: list[str] = []
        amount, self.named = read_amount(text, Organisation.current().currency, None, faults)
        if faults:
            raise forms.ValidationError(faults)
        return amount


class SpendForm(forms.Form):
    """One row of the ledger; without month and amount it is none."""

    month = MonthField(label=gettext_lazy("Month"), required=False)
    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"), choices=Spend.Purpose.choices)
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=LONGEST["source"],
        required=False,
        widget=forms.TextInput(attrs={"list": "sources", "autocomplete": "off"}),
    )
    channel = forms.CharField(
        label=gettext_lazy("Channel"),
        max_length=LONGEST["channel"],
        required=False,
        widget=forms.TextInput(attrs={"list": "channels", "autocomplete": "off"}),
    )
    label = forms.CharField(label=gettext_lazy("Label"), max_length=LONGEST["label"], required=False)
    amount = AmountField(label=gettext_lazy("Amount"), required=False)
    currency = forms.CharField(label=gettext_lazy("Currency"), max_length=3, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usual = Organisation.current().currency
        self.fields["currency"].initial = self.usual
        for field in self.fields.values():
            is_choice = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = "form-select" if is_choice else "form-control"
            field.widget.attrs["aria-label"] = field.label

    def clean_currency(self) -> str:
        code: str = (self.cleaned_data.get("currency") or self.usual).upper()
        if code not in CODES | {self.usual}:
            raise forms.ValidationError(_("“%(said)s” isn't a currency. Write it like EUR.") % {"said": code})
        return code

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.is_blank:
            return said
        for name in ("month", "amount"):
            if said.get(name) is None and name not in self.errors:
                self.add_error(name, _("Fill this in."))
        named = getattr(self.fields["amount"], "named", "")
        if named and said.get("currency") and named != said["currency"]:
            self.add_error("currency", _("The amount names another currency than its column."))
        return said

    @property
    def is_blank(self) -> bool:
        """Nothing but what stood there already."""
        return not any(
            str(self[name].value() or "").strip()
            for name in ("month", "source", "channel", "label", "amount")
        )

    def spend(self) -> Spend | None:
        return None if self.is_blank else Spend(**self.cleaned_data)


class BaseRows(forms.BaseFormSet):
    def clean(self) -> None:
        if not any(self.errors) and not self.rows():
            raise forms.ValidationError(_("Fill in at least one row."))

    def rows(self) -> list[Spend]:
        return [row for form in self.forms if (row := form.spend()) is not None]


SpendRows = forms.formset_factory(
    SpendForm, formset=BaseRows, extra=BLANK_ROWS, max_num=MOST_ROWS, validate_max=True
)


class CorrectionForm(SpendForm):
    """What the row should have said. An amount of 0: nothing was spent."""

    def __init__(self, data: Any, row: Spend) -> None:
        said = {name: getattr(row, name) for name in self.base_fields}
        super().__init__(data, initial=said)

    @property
    def is_blank(self) -> bool:
        return False

    def correct(self, row: Spend, by: User, at: datetime) -> Spend:
        return row.correct(by, at, **self.cleaned_data)


class LedgerForm(forms.Form):
    """Which rows are asked for: months, purpose, sources and channels."""

    purpose = forms.ChoiceField(choices=Spend.Purpose.choices, required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.address = data
        self.fields["from"] = MonthField(required=False)
        self.fields["to"] = MonthField(required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("from") and said.get("to") and said["from"] > said["to"]:
            raise forms.ValidationError(_("The period ends before it begins."))
        return said

    @property
    def faults(self) -> list[str]:
        return [str(fault) for faults in self.errors.values() for fault in faults]

    def month(self, name: str) -> date | None:
        found: date | None = self.cleaned_data.get(name) if self.is_valid() else None
        return found

    def rows(self, user: User) -> Any:
        """Corrected ones too: what was said stays readable."""
        rows = Spend.objects.visible_to(user).within(self._cuts())
        if self.is_valid() and (purpose := self.cleaned_data["purpose"]):
            rows = rows.of_purpose(purpose)
        return rows.of_months(self.month("from") or date.min, self.month("to") or date.max)

    def _cuts(self) -> dict[str, Sequence[str]]:
        said = {
            name: [one for one in self.address.getlist(name) if one and "\x00" not in one]
            for name in ("source", "channel")
        }
        return {
            name: ["" if one == BLANK else one for one in values] for name, values in said.items() if values
        }
