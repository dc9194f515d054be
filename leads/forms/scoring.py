"""A draft of the scoring model: its limits and grades, its groups, and one rule at a time."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leads.models import ScoringGroup, ScoringRule, ScoringVersion
from people.forms.choosing import rows_of
from sla.forms import CriteriaField

LETTERS = {"fit_a": "A", "fit_b": "B", "fit_c": "C"}
DIGITS = {"engagement_1": "1", "engagement_2": "2", "engagement_3": "3"}
BOUNDS = {"fit_bounds": LETTERS, "engagement_bounds": DIGITS}


def _points(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=8, decimal_places=2, localize=False)


class LimitsForm(forms.ModelForm):
    """Least and most points of each axis, and from how many points on a lead is an A, or a 1."""

    class Meta:
        model = ScoringVersion
        fields = ("note", "fit_floor", "fit_cap", "engagement_floor", "engagement_cap")
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}
        labels = {
            "fit_floor": gettext_lazy("Least"),
            "fit_cap": gettext_lazy("Most"),
            "engagement_floor": gettext_lazy("Least"),
            "engagement_cap": gettext_lazy("Most"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column, names in BOUNDS.items():
            stored = [*getattr(self.instance, column), *[None] * 3][:3]
            for (name, word), value in zip(names.items(), stored, strict=True):
                self.fields[name] = _points(_("%(grade)s from") % {"grade": word})
                self.initial.setdefault(name, value)
        for name in ("fit_floor", "fit_cap", "engagement_floor", "engagement_cap", *LETTERS, *DIGITS):
            self.fields[name].widget.attrs |= {"class": "form-control", "step": "any"}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for floor, cap in (("fit_floor", "fit_cap"), ("engagement_floor", "engagement_cap")):
            if None not in (said.get(floor), said.get(cap)) and said[floor] > said[cap]:
                self.add_error(cap, _("The most lies below the least."))
        for column, names in BOUNDS.items():
            values: list[Any] = [said.get(name) for name in names]
            if None not in values and sorted(values, reverse=True) != values:
                self.add_error(next(iter(names)), _("A better grade needs more points than the next one."))
            setattr(self.instance, column, values)
        return said

    def typed(self) -> ScoringVersion | None:
        """The version with the bounds as they stand on the page, unsaved; None where they can't be read."""
        return self.instance if self.is_valid() else None


class GroupForm(forms.ModelForm):
    class Meta:
        model = ScoringGroup
        fields = ("name_en", "name_es", "most")
        labels = {"most": gettext_lazy("Points of all its rules, at most")}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        others = self.instance.version.groups.exclude(pk=self.instance.pk)
        if others.filter(name_en=said.get("name_en")).exists():
            self.add_error("name_en", _("Another group of this version has this name."))
        return said


class RuleForm(forms.ModelForm):
    """Half-life and limit are asked for events only, and dropped elsewhere."""

    criteria = CriteriaField(label=gettext_lazy("When"), personal=True)

    class Meta:
        model = ScoringRule
        fields = (
            "axis", "name_en", "name_es", "points", "how", "half_life_days", "most", "group", "criteria",
        )  # fmt: skip
        help_texts = {
            "points": gettext_lazy("Negative points take away."),
            "half_life_days": gettext_lazy(
                "After so many days an event gives half of its points, after twice as many a quarter. Empty: it never fades."
            ),
            "most": gettext_lazy("What all events of this rule give together. Empty: no limit."),
            "group": gettext_lazy("Rules of a group give no more together than its limit."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "group", self.instance.version.groups.all(), _("none"))

    def clean_criteria(self) -> Any:
        """A group of one question is that question."""
        tree = self.cleaned_data["criteria"]
        while isinstance(tree, dict) and len(tree) == 1 and {"all", "any"} & set(tree):
            (parts,) = tree.values()
            if len(parts) != 1:
                break
            (tree,) = parts
        return tree

    def clean_points(self) -> Decimal:
        value: Decimal = self.cleaned_data["points"]
        if not value:
            raise forms.ValidationError(_("A rule of 0 points changes nothing."))
        return value

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("how") == ScoringRule.How.HOLDS:
            said["half_life_days"] = said["most"] = None
        return said
