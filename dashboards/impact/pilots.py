"""Who began first, as an address or a line writes it: `team:3`."""

from dashboards.asking import Asked
from dashboards.choices import standing
from dashboards.labels import labels
from people.querystrings import key_of

from .study import Pilot

PILOTS = ("team", "source", "segment", "region")


def pilot_of(said: str, asked: Asked) -> Pilot | None:
    """Nothing where the value is none that leads have, or the only one."""
    dimension, _colon, written = said.partition(":")
    if dimension not in PILOTS:
        return None
    values = standing(asked.user, [dimension])[dimension]
    mine = [value for value in values if value not in ("", None) and str(value) == written]
    others = tuple(value for value in values if value not in mine)
    return Pilot(dimension, mine[0], others) if mine and others else None


def named(said: str) -> str:
    """Whose pilot it is, in words; blank for none."""
    dimension, _colon, written = said.partition(":")
    if dimension not in PILOTS:
        return ""
    value = key_of(written) if dimension == "team" else written
    return labels(dimension, [value])[value]
