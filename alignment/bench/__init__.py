"""The goals of speed, measured: each piece of the product's work beside the fastest way to do the same on the same rows.

A member (`sla.py`, ...) says in `races(scale)` what it builds in an empty database and which races it runs there; members
look alike. `running` measures, `database` lends the database, `telling` prints and writes what came out.
"""

from collections.abc import Callable, Sequence

from . import sla
from .running import Race

MEMBERS: dict[str, Callable[[str], Sequence[Race]]] = {"sla": sla.races}
"""{name of `--only`: builds its rows and gives its races}."""
SCALES = ("small", "full")
