"""What a number may claim, and what it may not: intervals, tests, charts that tell signal from noise, and how many cases a
question takes. Pure.

Every function takes counts or arrays and gives numbers; None where nothing can be said. Tests are two-sided.
"""

from people.shares import FEW, Z95, Interval, apart, holm, newcombe, two_sided, wilson, z_of_two

from .survival import Survival, kaplan_meier, log_rank

__all__ = [
    "FEW",
    "Z95",
    "Interval",
    "Survival",
    "apart",
    "holm",
    "kaplan_meier",
    "log_rank",
    "newcombe",
    "two_sided",
    "wilson",
    "z_of_two",
]
