"""The goals of speed, measured: each piece of the product's work beside the fastest way to do the same on the same rows.

A member (`sla.py`, ...) says in `races(scale)` what it builds in an empty database and which races it runs there; members
look alike. `running` measures, `database` lends the database, `telling` prints and writes what came out.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from . import dashboards, scoring, sla
from .database import lent
from .running import Race, Result, run
from .telling import machine

MEMBERS: dict[str, Callable[[str], Sequence[Race]]] = {
    "dashboards": dashboards.races,
    "scoring": scoring.races,
    "sla": sla.races,
}
"""{name of `--only`: builds its rows and gives its races}."""
SCALES = ("small", "full")


def measure(
    names: Iterable[str], scale: str, tell: Callable[[str], object], template: str = ""
) -> tuple[list[Result], dict[str, Any]]:
    """Every race of these members, each member in a database of its own, and the machine it was on."""
    results: list[Result] = []
    about = machine()
    for name in names:
        with lent(template):
            for race in MEMBERS[name](scale):
                results.append(run(race))
                tell(f"{race.name}: {results[-1].ratio:.2f}")
    return results, about
