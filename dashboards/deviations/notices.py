"""How a deviation is told."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dashboards.kpis import registry
from dashboards.models import Deviation
from dashboards.models.watch import KINDS
from people.notices import Kind, Params, register
from people.templatetags.formats import day

from .looking import DEVIATION


def _named(params: Sequence[Params]) -> Sequence[Params]:
    return [
        one
        | {
            "name": registry[one["kpi"]].name if one["kpi"] in registry else one["kpi"],
            "day": day(date.fromisoformat(one["week"])),
            "news": KINDS[one["of"]],
        }
        for one in params
    ]


def _still_open(_users: Sequence[int | None], params: Sequence[Params]) -> Sequence[bool]:
    """What somebody explained before its mail left isn't sent."""
    waiting = Deviation.objects.unexplained().filter(watch__in={one["watch"] for one in params})
    told = {
        (watch, f"{week:%Y-%m-%d}", kind)
        for watch, week, kind in waiting.values_list("watch", "week", "kind")
    }
    return [(one["watch"], one["week"], one["of"]) in told for one in params]


def _together(count: int) -> str:
    words = ngettext("%(count)s week is news", "%(count)s weeks are news", count)
    return words % {"count": count}


def register_kinds() -> None:
    register(
        Kind(
            DEVIATION,
            gettext_lazy("A number leaves its limits"),
            lambda params: _("%(name)s, week of %(day)s: %(news)s") % params,
            enrich=_named,
            is_due=_still_open,
            together=_together,
        )
    )
