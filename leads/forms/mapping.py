"""What each column of a file is: a select a column, with what was guessed and what stands in the file."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leads.fields import ATTRIBUTE_PREFIX, FIELDS
from leads.models import EventKind, Import, Stage
from leads.models.importing.imports import refuse_reserved
from leads.proposing import guesses
from leads.reading.guess import attribute_of
from leads.reading.headers import DATE
from leads.reading.rows import Table, plain
from leads.wording import field_label
from people.bilingual import reads_spanish
from people.forms.long_select import LongSelect
from people.models.organisation import zones

SAMPLES = 3
ORDERS = [
    ("auto", gettext_lazy("find out")),
    ("dmy", gettext_lazy("day, month, year")),
    ("mdy", gettext_lazy("month, day, year")),
    ("ymd", gettext_lazy("year, month, day")),
]


class Choice(forms.ChoiceField):
    """A select that looks like the others of the page though no form library draws it."""

    widget = forms.Select(attrs={"class": "form-select"})


class MappingForm(forms.Form):
    system = forms.CharField(
        label=gettext_lazy("System"), max_length=60, validators=[refuse_reserved],
        widget=forms.TextInput(attrs={"list": "systems", "autocomplete": "off"}),
    )  # fmt: skip
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Times in the file are those of"),
        choices=lambda: [(zone, zone) for zone in zones()],
        widget=LongSelect,
    )
    is_live = forms.BooleanField(
        label=gettext_lazy("These leads are live"),
        required=False,
        help_text=gettext_lazy(
            "Live leads may become MQLs now, are handed to Sales and start clocks and alerts. Leave it off for history: "
            "it is scored and counted, and nobody is alerted."
        ),
    )

    def __init__(self, data: Any, one: Import, table: Table, lookups: Mapping[str, Table]) -> None:
        super().__init__(
            data,
            initial={"system": one.system, "time_zone": one.mapping.get("time_zone"), "is_live": one.is_live},
        )
        self.one, self.table, self.lookups = one, table, lookups
        self.guesses = guesses(table)
        self.known = _targets()
        self.said: dict[str, Any] = one.mapping
        samples = table.sample()
        self.columns = [self._column("c", place, name, samples) for place, name in enumerate(table.columns)]
        self.joins = [self._join(place, name, other) for place, (name, other) in enumerate(lookups.items())]
        self.stages = self._stage_names()

    def _column(self, prefix: str, place: int, name: str, samples: list[Any]) -> dict[str, Any]:
        target = self.said.get("columns", {}).get(name) or ""
        key = f"{prefix}{place}"
        self.fields[key] = Choice(
            label=name, required=False, choices=_choices(self.known, target, name), initial=target
        )
        values = list(dict.fromkeys(plain(row.cells[place]) for row in samples if place < len(row.cells)))
        shown = [value[:60] for value in values if value.strip()][:SAMPLES]
        has_dates = target.startswith(("stage:", "event:")) or any(re.match(DATE, value) for value in shown)
        if has_dates:
            self.fields[f"o{place}"] = Choice(
                label=name, choices=ORDERS, required=False, initial=_order(self.said, name)
            )
        return {
            "name": name, "samples": shown, "target": self[key], "order": self[f"o{place}"] if has_dates else None,
            "guess": self.guesses.get(name),
        }  # fmt: skip

    def _join(self, place: int, name: str, other: Table) -> dict[str, Any]:
        said: dict[str, Any] = next(
            (one for one in self.said.get("lookups", []) if one.get("file") == name), {}
        )
        on = said.get("on") or ""
        ours, theirs = (on.get("column"), on.get("their")) if isinstance(on, dict) else (on, on)
        none = [("", _("not used"))]
        self.fields[f"l{place}on"] = Choice(
            label=_("This column"),
            required=False,
            choices=[*none, *((c, c) for c in self.table.columns)],
            initial=ours,
        )
        self.fields[f"l{place}their"] = Choice(
            label=_("equals their column"),
            required=False,
            choices=[(c, c) for c in other.columns],
            initial=theirs,
        )
        rows = []
        for at, column in enumerate(other.columns):
            target = said.get("columns", {}).get(column) or ""
            key = f"l{place}c{at}"
            self.fields[key] = Choice(
                label=column, required=False, choices=_choices(self.known, target, column), initial=target
            )
            rows.append({"name": column, "target": self[key]})
        return {"name": name, "on": self[f"l{place}on"], "their": self[f"l{place}their"], "columns": rows}

    def _stage_names(self) -> list[dict[str, Any]]:
        """For each name of a stage in the file, the stage it means."""
        found = []
        stages = [("", _("no stage")), *Stage.choices]
        for place, (name, stage) in enumerate((self.said.get("stage_names") or {}).get("values", {}).items()):
            self.fields[f"s{place}"] = Choice(label=name, choices=stages, required=False, initial=stage or "")
            found.append({"name": name, "target": self[f"s{place}"]})
        return found

    def mapping(self) -> dict[str, Any]:
        """The mapping as JSON holds it; what the page doesn't show (values, defaults) stays as it was."""
        said = self.cleaned_data
        mapping = {key: value for key, value in self.said.items() if key in ("values", "defaults")}
        mapping["columns"] = {
            name: said[f"c{at}"] for at, name in enumerate(self.table.columns) if said.get(f"c{at}")
        }
        orders = {
            name: said[f"o{at}"]
            for at, name in enumerate(self.table.columns)
            if said.get(f"o{at}", "auto") not in ("", "auto")
        }
        mapping["date_order"] = orders or "auto"
        mapping["time_zone"] = said["time_zone"]
        if lookups := [one for one in map(self._joined, range(len(self.lookups)), self.lookups) if one]:
            mapping["lookups"] = lookups
        if names := self.said.get("stage_names"):
            values = {one["name"]: said.get(f"s{place}") or None for place, one in enumerate(self.stages)}
            mapping["stage_names"] = names | {"values": values}
        return mapping

    def _joined(self, place: int, name: str) -> dict[str, Any] | None:
        said, other = self.cleaned_data, self.lookups[name]
        columns = {
            c: said[f"l{place}c{at}"] for at, c in enumerate(other.columns) if said.get(f"l{place}c{at}")
        }
        if not said.get(f"l{place}on") or not columns:
            return None
        return {
            "file": name,
            "on": {"column": said[f"l{place}on"], "their": said[f"l{place}their"]},
            "columns": columns,
        }


def _order(said: Mapping[str, Any], name: str) -> str:
    order = said.get("date_order") or "auto"
    return str(order.get(name, order.get("", "auto")) if isinstance(order, dict) else order)


def _targets() -> list[tuple[str, list[tuple[str, str]]]]:
    spanish = reads_spanish()
    kinds = [
        (f"event:{kind.key}", kind.name_es if spanish else kind.name_en) for kind in EventKind.objects.all()
    ]
    return [
        (
            _("Who it is"),
            [("external_id", _("id in that system")), *((name, str(field_label(name))) for name in FIELDS)],
        ),
        (_("Reached on"), [(f"stage:{stage}", str(label)) for stage, label in Stage.choices]),
        (_("Happened on"), kinds),
        (_("Deal"), [("amount", _("amount")), ("currency", _("currency"))]),
    ]


def _choices(known: list[tuple[str, list[tuple[str, str]]]], target: str, column: str) -> list[Any]:
    """With the column's own attribute, and with a target that only its mapping names."""
    own = attribute_of(column)
    more = [(own, own.removeprefix(ATTRIBUTE_PREFIX))]
    listed = {value for _label, pairs in known for value, _words in pairs}
    if target and target not in listed and target != own:
        more.append((target, target.removeprefix(ATTRIBUTE_PREFIX)))
    return [("", _("leave out")), *known, (_("Own attribute"), more)]
