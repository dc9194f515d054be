"""Whom an agreement or a promise is about: rows of field, question and value, all of which must hold."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sla.criteria import CriteriaFault, catalogues, parse
from sla.criteria.fields import ABSENCE, OPS
from sla.scoping import OP_LABELS, askable, leaf_of, rows_of, scope_of

from .rows import Rows

SELECT = {"class": "form-select"}


class ScopeRow(forms.Form):
    field = forms.ChoiceField(label=_("Field"), widget=forms.Select(attrs=SELECT))
    op = forms.ChoiceField(label=_("Question"), choices=OP_LABELS.items(), widget=forms.Select(attrs=SELECT))
    value = forms.CharField(
        label=_("Value"),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = askable(catalogues["lead"])
        self.fields["field"].choices = [(name, field.label) for name, field in known.items()]  # type: ignore[attr-defined]
        self.name = self["field"].value() if self["field"].value() in known else next(iter(known), "")
        if self.name:
            self._offer(OPS[known[self.name].kind])

    def _offer(self, ops: Any) -> None:
        """The questions that this field understands; one that it doesn't is judged when the form is sent."""
        asked = self["op"].value()
        self.takes_value = asked not in ABSENCE
        if not self.is_bound:
            if asked not in ops:
                self.initial["op"] = next(iter(ops))
            self.fields["op"].choices = [(op, OP_LABELS[op]) for op in ops]  # type: ignore[attr-defined]
        self.fields["value"].widget.attrs["list"] = f"known-{self.name}"

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if "field" in said and "op" in said:
            try:
                self.leaf = leaf_of(said["field"], said["op"], said.get("value", ""))
                parse(self.leaf, catalogues["lead"])
            except CriteriaFault as fault:
                self.add_error("op" if fault.path == "op" else "value", fault.message)
        return said


class ScopeRows(Rows):
    form, prefix, most = ScopeRow, "scope", 12

    def __init__(self, data: QueryDict | None = None, initial: Any = (), kept: Any = None) -> None:
        super().__init__(data, initial)
        self.kept = kept
        """A scope that can't be shown as rows; it stays until somebody replaces it by rows."""

    @classmethod
    def of(cls, scope: Any) -> "ScopeRows":
        rows = rows_of(scope)
        return cls(initial=rows or (), kept=scope if rows is None else None)

    @property
    def scope(self) -> dict[str, Any]:
        """What the rows say; of rows just typed, those that can be read already."""
        if self.kept and not self.forms:
            return dict(self.kept)
        return scope_of(leaf for leaf in map(_leaf, self.forms) if leaf)


def _leaf(form: Any) -> dict[str, Any] | None:
    if form.is_bound:
        return getattr(form, "leaf", None) if form.is_valid() else None
    try:
        leaf = leaf_of(form.name, form["op"].value(), str(form["value"].value() or ""))
        parse(leaf, catalogues["lead"])
    except (CriteriaFault, KeyError):
        return None
    return leaf
