"""The notice that leads have drifted away from what the live model learnt, in the reader's language."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.notices import Kind, Params, register

from .wording import name_of


def subject(params: Params) -> str:
    return _("Predictive model P%(number)s: the leads have changed") % params


def body(params: Params) -> str:
    if not params["fields"]:
        return _(
            "The chances of the last four weeks spread otherwise than those the model learnt from. Train it anew, and compare."
        )
    said = {"fields": get_text_list([name_of(field) for field in params["fields"]], _("and"))}
    return (
        _(
            "The leads of the last four weeks differ from those the model learnt from, in: %(fields)s. Train it anew, and compare."
        )
        % said
    )


def register_kind(key: str) -> None:
    register(Kind(key, gettext_lazy("A predictive model drifts"), subject, body))
