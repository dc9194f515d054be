"""Whether today's leads still look like those that a model learnt from. Pure.

The population stability index over the shares of groups: sum of (now - then) x ln(now / then). Below 0.1 little has
changed, above 0.2 a model should be learnt anew (Siddiqi, Credit Risk Scorecards, 2006). Half a lead is added to each group,
so that an empty one is no infinity.
"""

from collections.abc import Mapping
from math import log

ALARM = 0.2
ENOUGH = 200
"""So many recent leads are needed: with fewer, chance alone moves the index."""


def psi(then: Mapping[str, int], now: Mapping[str, int]) -> float:
    """Both map a group to its leads; a group that one side doesn't know counts as empty there."""
    groups = sorted(then.keys() | now.keys())
    total_then = sum(then.values()) + 0.5 * len(groups)
    total_now = sum(now.values()) + 0.5 * len(groups)
    found = 0.0
    for group in groups:
        was, is_now = (then.get(group, 0) + 0.5) / total_then, (now.get(group, 0) + 0.5) / total_now
        found += (is_now - was) * log(is_now / was)
    return found
