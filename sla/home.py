"""What sla puts on the home page: breaches for managers, the sweep's health for RevOps, two steps of the first run."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from people import home
from people.models import Role, User
from people.moment import now

from . import punctuality
from .board import Board
from .filters import BoardAsked
from .models import AgreementVersion, Breach, Clock, DefinitionVersion
from .models.boarding import RISK
from .models.narrowing import Narrowing
from .subjects import subjects

SHOWN = 5


def breaches_to_acknowledge(user: User, at: datetime) -> dict[str, Any]:
    """The newest few; one more than is shown tells that there are others."""
    found = list(_open_breaches(user).with_answers()[: SHOWN + 1])
    names = subjects.name((breach.clock for breach in found), user)
    rows = [(breach, *names[breach.clock_id]) for breach in found[:SHOWN]]
    return {"rows": rows, "has_more": len(found) > SHOWN}


def _open_breaches(user: User) -> Any:
    """Without those on trial, which nobody has to answer for."""
    return Breach.objects.visible_to(user).narrowed(Narrowing()).to_acknowledge()


def team_clocks(user: User, at: datetime) -> dict[str, Any]:
    """How many of the team's clocks stand where, and those that can still be saved."""
    board = Board(user, BoardAsked(part=RISK), at)
    rows, _more = board.page()
    return {"counts": board.counts, "rows": rows[:SHOWN]}


def sweep_health(user: User, at: datetime) -> dict[str, Any]:
    lag = punctuality.lag(at)
    return {
        "lag_seconds": int(lag.total_seconds()),
        "is_late": lag > punctuality.TOO_LATE,
        "running": Clock.objects.running().count(),
        "set_aside": Clock.objects.set_aside(at).count(),
        "drafts": AgreementVersion.objects.filter(state__in=("draft", "in_review", "signed")).count(),
    }


def register() -> None:
    managers: set[str] = {Role.SALES_MANAGER, Role.MARKETING_MANAGER}
    home.register(
        home.Card("breaches", managers, "sla/_home_breaches.html", breaches_to_acknowledge, order=20, width=2)
    )
    home.register(
        home.Card("clocks", {Role.SALES_MANAGER}, "sla/_home_clocks.html", team_clocks, order=10, width=2)
    )
    home.register(home.Card("sweep", {Role.REVOPS}, "sla/_home_sweep.html", sweep_health, order=10))
    home.register_step(
        home.Step("definition", _("Define the MQL"), "sla:definition-list", _mql_in_force, order=30)
    )
    home.register_step(
        home.Step(
            "agreement", _("Put an agreement in force"), "sla:agreement-list", _agreement_in_force, order=40
        )
    )


def _mql_in_force() -> bool:
    return DefinitionVersion.objects.in_force("mql", now()) is not None


def _agreement_in_force() -> bool:
    return AgreementVersion.objects.in_force(now()).exists()
