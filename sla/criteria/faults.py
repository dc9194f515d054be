"""What is wrong with a criteria tree, and where: a fault carries a code, so that every edge can say it in its language."""

from typing import Any

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "not_an_object": _("Write a condition here."),
    "not_json": _("This is no JSON text that can be read."),
    "one_key": _("A group has exactly one of: all, any, not."),
    "unknown_key": _("“%(key)s” means nothing here."),
    "missing": _("“%(key)s” is missing."),
    "not_a_list": _("Write a list of conditions here."),
    "unknown_field": _("There is no field “%(field)s”."),
    "withheld": _("“%(field)s” can't be asked for here, because it may speak of persons."),
    "unknown_op": _("“%(op)s” can't be asked of %(field)s."),
    "unknown_events": _("There are no events “%(events)s”."),
    "unknown_measure": _("Events can be counted, summed or asked how long ago they were; not “%(measure)s”."),
    "unknown_sum": _("“%(of)s” of an event can't be summed."),
    "no_events": _("Events can't be asked for here."),
    "not_text": _("Write a text here."),
    "not_a_number": _("Write a number here."),
    "not_a_date": _("Write a date like 2026-11-30 here."),
    "not_yes_or_no": _("Write true or false here."),
    "not_a_range": _("Write the lower and the upper end here."),
    "no_value": _("This question takes no value."),
    "unknown_choice": _("“%(value)s” is not one of the choices."),
    "days_out_of_range": _("Write a whole number of days from 1 to %(most)s."),
    "too_deep": _("Groups may lie %(most)s deep at most."),
    "too_many": _("At most %(most)s are allowed here."),
    "too_long": _("At most %(most)s characters are allowed here."),
}


class CriteriaFault(ValueError):
    """A tree that can't be read. `path` leads to the spot, as `all[0].value`; `message` is for a person."""

    def __init__(self, path: str, code: str, **params: Any) -> None:
        super().__init__(path.lstrip("."), code, params)
        self.path, self.code, self.params = path.lstrip("."), code, params

    @property
    def message(self) -> str:
        return str(MESSAGES[self.code]) % {key: str(value)[:60] for key, value in self.params.items()}

    def __str__(self) -> str:
        return f"{self.path or '.'}: {self.message}"
