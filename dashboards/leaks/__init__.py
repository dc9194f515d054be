"""Where the most is lost: each step of the funnel by group, against the rest of the company."""

from people.models import Role

READERS = frozenset(
    {
        Role.REVOPS,
        Role.MARKETING,
        Role.MARKETING_MANAGER,
        Role.SALES_MANAGER,
        Role.EXECUTIVE,
        Role.FACILITATOR,
    }
)
"""Who sees every lead, and the manager of Sales: the sums are the company's."""
