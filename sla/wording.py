"""The words of sla's notices, made when they are read, in the reader's language."""

from collections.abc import Callable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from people.notices import Kind, Params, register

from .models import Clock
from .models.notices import BROKEN, CORRECTION, WARNING, Audience
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


def warnings(count: int) -> str:
    return ngettext("%(count)s deadline comes near", "%(count)s deadlines come near", count) % {
        "count": count
    }


def breaches(count: int) -> str:
    return ngettext("%(count)s deadline was missed", "%(count)s deadlines were missed", count) % {
        "count": count
    }


def corrections(count: int) -> str:
    return ngettext("%(count)s missed deadline was none", "%(count)s missed deadlines were none", count) % {
        "count": count
    }


def at_risk() -> str:
    return f"{reverse('sla:clock-list')}?state=risk"


def unseen() -> str:
    return f"{reverse('sla:breach-list')}?state=open"


def excused() -> str:
    return f"{reverse('sla:breach-list')}?state=excused"


def still_open(user_ids: Sequence[int | None], params: Sequence[Params]) -> Sequence[bool]:
    """A warning of a clock that ended, or that is somebody else's now, is not sent any more."""
    return _still(user_ids, params, lambda clock: clock.running)


def still_stands(user_ids: Sequence[int | None], params: Sequence[Params]) -> Sequence[bool]:
    """A breach that was excused before its mail left is not sent; its correction says what there was to say."""
    return _still(user_ids, params, lambda clock: clock.outcome == Clock.Outcome.BREACHED)


def _still(
    user_ids: Sequence[int | None], params: Sequence[Params], holds: Callable[[Clock], bool]
) -> list[bool]:
    """Whether it holds still and concerns its reader still; what goes to a team's or a program's door always does."""
    ids = {one["clock"] for one in params}
    clocks = Clock.objects.select_related("commitment").prefetch_related("commitment__steps").in_bulk(ids)
    audience = Audience(clocks.values())
    return [
        clock is not None
        and holds(clock)
        and (user_id is None or user_id in audience.of(clock, _whom(clock, one["percent"])))
        for user_id, one in zip(user_ids, params, strict=True)
        for clock in [clocks.get(one["clock"])]
    ]


def _whom(clock: Clock, percent: int) -> Sequence[str]:
    """Who is to be told of this step by the terms that the clock runs under now."""
    step = clock.commitment.ladder().get(percent)
    return step.notify if step else ()


def register_kinds() -> None:
    register(
        Kind(
            WARNING,
            gettext_lazy("A deadline comes near"),
            warning,
            enrich=enrich,
            is_due=still_open,
            together=warnings,
            together_at=at_risk,
        )
    )
    register(
        Kind(
            BROKEN,
            gettext_lazy("A deadline was missed"),
            broken,
            enrich=enrich,
            is_due=still_stands,
            together=breaches,
            together_at=unseen,
        )
    )
    register(
        Kind(
            CORRECTION,
            gettext_lazy("A missed deadline was none"),
            correction,
            enrich=enrich,
            together=corrections,
            together_at=excused,
        )
    )
