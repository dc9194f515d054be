"""The words of a draft: what it is called, its clauses in both languages, from when and for whom it counts."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import Organisation
from people.moment import now
from sla.models import Agreement, AgreementVersion, Clause

from .criteria import CriteriaField


class AgreementForm(forms.ModelForm):
    """The name of a new agreement."""

    class Meta:
        model = Agreement
        fields = ("name",)
        help_texts = {"name": gettext_lazy("As both teams call it, such as “Marketing and Sales 2027”.")}
        error_messages = {
            "name": {
                "unique": gettext_lazy("There is an agreement of this name. Write its next version instead.")
            }
        }


def date_field() -> forms.DateInput:
    """The browser's own date field, which only understands ISO."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class TermsForm(forms.ModelForm):
    """When it counts, for which leads, and when both look at it again. It covers kinds of leads and names nobody."""

    scope = CriteriaField(label=gettext_lazy("Which leads it covers"), required=False, personal=False)

    class Meta:
        model = AgreementVersion
        fields = ("scope", "planned_on", "applies_to", "review_on")
        widgets = {"planned_on": date_field(), "review_on": date_field(), "applies_to": forms.RadioSelect}
        labels = {"applies_to": gettext_lazy("It applies to")}
        help_texts = {
            "planned_on": gettext_lazy(
                "Empty: when RevOps says so. Before it counts you see which clocks would move."
            ),
            "review_on": gettext_lazy("Usually a quarter after it begins."),
        }

    def clean_review_on(self) -> Any:
        on = self.cleaned_data["review_on"]
        if (
            on
            and "review_on" in self.changed_data
            and on <= now().astimezone(Organisation.current().zone).date()
        ):
            raise forms.ValidationError(_("Choose a day to come."))
        return on

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        begins, review = said.get("planned_on"), said.get("review_on")
        if begins and review and review <= begins:
            self.add_error("review_on", _("Choose a day after the one on which it begins to count."))
        return said


class ClauseForm(forms.ModelForm):
    """One matter, in both languages."""

    class Meta:
        model = Clause
        fields = ("text_en", "text_es")
        labels = {"text_en": "English", "text_es": "Español"}
        widgets = {
            "text_en": forms.Textarea(attrs={"rows": 6, "lang": "en", "class": "form-control"}),
            "text_es": forms.Textarea(attrs={"rows": 6, "lang": "es", "class": "form-control"}),
        }

    @classmethod
    def of(cls, version: AgreementVersion, data: Any = None) -> list["ClauseForm"]:
        """One for each matter, in order, whether something is written or not."""
        written = {clause.kind: clause for clause in version.clauses.all()}
        return [
            cls(
                data,
                instance=written.get(kind) or Clause(version=version, kind=kind),
                prefix=f"clause-{kind}",
            )
            for kind in Clause.Kind.values
        ]
