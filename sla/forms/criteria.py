"""A field of a form that holds criteria: the editor posts one JSON text, or plain rows where no script runs."""

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from people import strict_json
from sla.criteria import CriteriaFault, catalogues, read
from sla.criteria.outline import MOST_ROWS, Row, tree_of

MOST_TEXT = 200_000


class Scrawl(str):
    """A text that was sent as criteria and is no JSON: shown again as it came."""


def tree_from(text: str) -> Any:
    """The tree in a posted text: {} where it is blank, a Scrawl where it can't be read."""
    if not text.strip():
        return {}
    if len(text) > MOST_TEXT:
        return Scrawl(text[:MOST_TEXT])
    try:
        tree = strict_json.loads(text.encode("utf-8", "surrogatepass"))
    except strict_json.JSONFault:
        return Scrawl(text)
    return {} if tree in ({}, {"all": []}) else tree


class CriteriaWidget(forms.Widget):
    """`name` holds the JSON text; `name-plain` says that plain rows `name-0-what`, `-op`, `-value` … were sent instead."""

    def __init__(self, catalogue: str = "lead", personal: bool = True, attrs: Any = None) -> None:
        super().__init__(attrs)
        self.catalogue, self.personal = catalogue, personal
        self.faults: list[CriteriaFault] = []
        self.label = ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        if f"{name}-plain" not in data:
            return tree_from(data.get(name, ""))
        counted = data.get(f"{name}-plain", "")
        places = range(min(int(counted), MOST_ROWS) if counted.isascii() and counted.isdigit() else 0)
        return tree_of((_row(data, f"{name}-{place}") for place in places), catalogues[self.catalogue])

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}-plain" not in data

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        said = {
            "name": name,
            "tree": value,
            "catalogue": self.catalogue,
            "personal": self.personal,
            "label": self.label,
            "faults": self.faults,
        }
        return render_to_string("sla/_criteria_editor.html", said)

    def id_for_label(self, id_: str, index: str = "") -> str:
        """A group of controls has no single one to point at."""
        return ""

    def use_required_attribute(self, initial: Any) -> bool:
        return False


def _row(data: Any, prefix: str) -> Row:
    level = data.get(f"{prefix}-level", "")
    said = {name: data.get(f"{prefix}-{name}", "")[:20_000] for name in ("what", "op", "value", "days")}
    return Row(level=int(level) if level in set("0123456") else 0, **said)


class CriteriaField(forms.Field):
    """Criteria over a catalogue. `clean` gives the tree as it is stored: {} where nothing is asked.

    Without `personal` what speaks of persons can't be asked for. Each fault is an error; `widget.faults` has their paths.
    """

    widget = CriteriaWidget
    default_error_messages = {"required": _("Write at least one condition.")}

    def __init__(self, *, catalogue: str = "lead", personal: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("widget", CriteriaWidget(catalogue, personal))
        super().__init__(**kwargs)
        self.catalogue, self.personal = catalogue, personal
        self.empty_values = [*self.empty_values, {"all": []}]
        if isinstance(self.widget, CriteriaWidget):
            self.widget.label = self.label or ""

    def to_python(self, value: Any) -> Any:
        return {} if value in self.empty_values else value

    def validate(self, value: Any) -> None:
        super().validate(value)
        if not value:
            return
        asked = catalogues[self.catalogue]
        faults = (
            [CriteriaFault("", "not_json")]
            if isinstance(value, Scrawl)
            else read(value, asked if self.personal else asked.impersonal()).faults
        )
        widget: Any = self.widget
        widget.faults = faults
        if faults:
            raise forms.ValidationError([_error(fault) for fault in faults])

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(initial) != self.to_python(data))


def _error(fault: CriteriaFault) -> forms.ValidationError:
    return forms.ValidationError(str(fault), code=fault.code)
