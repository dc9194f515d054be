"""A running house whose leads can be made in hundreds, with what a person, a rule and a late fact would do to them."""

from tests.leads.conftest import agreement, make_lead, mql, queue, running, scoring

__all__ = ["agreement", "make_lead", "mql", "queue", "running", "scoring"]
