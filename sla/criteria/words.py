"""Words of the editor: what a question is called in a list, and how its value is typed."""

from django.utils.translation import gettext_lazy as _

from . import values
from .fields import Read

OPS = {
    "is": _("is"),
    "is_not": _("is not"),
    "in": _("is one of"),
    "not_in": _("is none of"),
    "contains": _("contains"),
    "not_contains": _("does not contain"),
    "starts_with": _("starts with"),
    "=": "=",
    "!=": "≠",
    ">": ">",
    ">=": "≥",
    "<": "<",
    "<=": "≤",
    "between": _("is between"),
    "before": _("is before"),
    "after": _("is after"),
    "on": _("is on"),
    "within_days": _("lies within the last days:"),
    "older_than_days": _("lies back more than days:"),
    "is_empty": _("is empty"),
    "is_not_empty": _("is known"),
}
MEASURES = {
    "count": _("happened so often:"),
    "recency_days": _("happened so many days ago:"),
    "sum": _("added up to:"),
}
GROUPS = {
    "all": _("All of these hold"),
    "any": _("Any of these holds"),
    "none": _("None of these holds"),
    "not_all": _("Not all of these hold"),
}
ROW_GROUPS = {
    "all": _("All rows below it at the next level"),
    "any": _("Any row below it at the next level"),
    "not": _("None of the rows below it at the next level"),
}
INPUTS: dict[Read, str] = {
    values.text: "text",
    values.texts: "list",
    values.number: "number",
    values.numbers: "range",
    values.day: "date",
    values.days: "days",
    values.truth: "truth",
    values.nothing: "",
}
"""How each reader's value is typed; "" takes none."""

EDITOR = {
    "choose": _("Choose a field …"),
    "fields": _("Fields"),
    "own": _("Own attributes"),
    "other": _("Another attribute …"),
    "attribute": _("Name of the attribute"),
    "happened": _("What happened"),
    "events": _("Events …"),
    "kinds": _("Events that count"),
    "measure": _("Measure"),
    "of": _("Sum of"),
    "field": _("Field"),
    "question": _("Question"),
    "value": _("Value"),
    "low": _("at least"),
    "high": _("up to"),
    "yes": _("yes"),
    "no": _("no"),
    "days": _("Days"),
    "within": _("within days:"),
    "ever": _("ever"),
    "add": _("Add"),
    "remove": _("Take this condition away"),
    "dissolve": _("Take this group away"),
    "untag": _("Take away: %s"),
    "addRow": _("Add a condition"),
    "addGroup": _("Add a group"),
    "group": _("Group"),
    "row": _("Condition %s"),
    "tooDeep": _("Groups can't lie deeper than this."),
    "unreadable": _("This text can't be shown as conditions. It stays as it is until you mend it."),
}
