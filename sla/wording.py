"""The words of sla's notices, made when they are read, in the reader's language."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.notices import Kind, Params, register

from .models import Clock
from .models.notices import BROKEN, CORRECTION, WARNING
from .subjects import subjects


def enrich(params: Sequence[Params]) -> Sequence[Params]:
    """Each with what its clock is about and what was promised; two queries and the subjects' own, however many."""
    clocks = _clocks(params)
    names = subjects.name(clocks.values())
    return [one | _about(clocks.get(one["clock"]), names) for one in params]


def _clocks(params: Sequence[Params]) -> dict[int, Clock]:
    ids = {one["clock"] for one in params}
    return Clock.objects.select_related("commitment").in_bulk(ids)


def _about(clock: Clock | None, names: dict[int, tuple[str, str]]) -> Params:
    if clock is None:
        return {"subject": _("a clock that is gone"), "promise": ""}
    return {"subject": names[clock.pk][0], "promise": clock.commitment.get_kind_display()}


def warning(params: Params) -> str:
    return _("%(promise)s: %(subject)s, %(percent)s %% of the time has gone") % params


def broken(params: Params) -> str:
    if params["percent"] > 100:
        return _("%(promise)s: %(subject)s is still late, at %(percent)s %% of the time") % params
    return _("%(promise)s: the time for %(subject)s ran out") % params


def correction(params: Params) -> str:
    return _("%(promise)s: %(subject)s was in time after all") % params


def still_open(user_ids: Sequence[int | None], params: Sequence[Params]) -> Sequence[bool]:
    """A warning of a clock that ended, or moved to somebody else, is not sent any more."""
    clocks = _clocks(params)
    return [bool((clock := clocks.get(one["clock"])) and clock.running) for one in params]


def still_stands(user_ids: Sequence[int | None], params: Sequence[Params]) -> Sequence[bool]:
    """A breach that was excused before its mail left is not sent; its correction says what there was to say."""
    clocks = _clocks(params)
    return [
        bool((clock := clocks.get(one["clock"])) and clock.outcome == Clock.Outcome.BREACHED)
        for one in params
    ]


def register_kinds() -> None:
    kinds: list[tuple[str, Any, Any, Any]] = [
        (WARNING, gettext_lazy("A deadline comes near"), warning, still_open),
        (BROKEN, gettext_lazy("A deadline was missed"), broken, still_stands),
    ]
    for key, label, subject, is_due in kinds:
        register(Kind(key, label, subject, enrich=enrich, is_due=is_due))
    register(Kind(CORRECTION, gettext_lazy("A missed deadline was none"), correction, enrich=enrich))
