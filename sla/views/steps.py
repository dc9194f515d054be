"""The steps of an agreement version, each a POST; and what putting it in force would do to the clocks that run."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import DetailView

from people.moment import now
from sla.guards import Refused
from sla.models import AgreementVersion, Clock, Rebase
from sla.models.rebase import MOST_FORESEEN
from sla.models.version import Version
from sla.parties import may_write
from sla.subjects import subjects

from .agreements import readable

VERBS = {
    "review": "submit",
    "reopening": "reopen",
    "withdrawal": "withdraw",
    "trial": "try_out",
    "signature": "sign",
    "force": "put_in_force",
}
DONE = {
    "review": _("In review now."),
    "reopening": _("A draft again."),
    "withdrawal": _("Put aside."),
    "trial": _("On trial now: its clocks run, and nobody is told."),
    "signature": _("Signed."),
    "force": _("In force now."),
}
SHOWN = 50


@require_POST
def advance(request: HttpRequest, pk: int, step: str, of: type[Version] = AgreementVersion) -> HttpResponse:
    """The version goes one step on, or back; what the model refuses is said."""
    if not may_write(request.user):
        raise PermissionDenied
    version = get_object_or_404(of, pk=pk)
    try:
        getattr(version, VERBS[step])(by=request.user, at=now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, str(DONE[step]))
    return redirect(version)


class Foresight(DetailView):
    """Before a version is put in force: how many running clocks would move, and how many would flip."""

    template_name = "sla/agreement_foresight.html"
    context_object_name = "version"

    def get_queryset(self) -> Any:
        return readable()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at = now()
        version = self.object
        moves = (
            version.applies_to == version.AppliesTo.OPEN and version.state in version.State.being_written()
        )
        foreseen = Rebase(agreement_version=version, asked_at=at).foresee(at) if moves else []
        moved = [one for one in foreseen if one.before != one.after]
        return super().get_context_data(
            rows=_rows(moved, self.request.user, at),
            total=len(foreseen),
            moved=len(moved),
            later=sum(one.seconds > 0 for one in moved),
            late=sum(one.flips and one.after < at for one in foreseen),
            saved=sum(one.flips and one.after >= at for one in foreseen),
            is_part=len(foreseen) == MOST_FORESEEN,
            may_force=version.state == version.State.SIGNED and may_write(self.request.user),
            **kwargs,
        )


def _rows(moved: list[Any], user: Any, at: datetime) -> list[tuple[Any, str, bool]]:
    """The first of those that this person may see, what flips before the rest; each with its name, and whether it
    would be late."""
    moved = sorted(moved, key=lambda one: not one.flips)
    ids = [one.clock.pk for one in moved]
    seen = set(Clock.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
    shown = [one for one in moved if one.clock.pk in seen][:SHOWN]
    names = subjects.name((one.clock for one in shown), user)
    return [(one, names[one.clock.pk][0], one.after < at) for one in shown]
