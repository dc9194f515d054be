"""Why an offer went where it went, for the pages that show offers."""

from typing import Any

from django import template

from leads.routed import Routed, names_of, people_in, routed

register = template.Library()


@register.filter
def routing_of(offer: Any) -> Routed | None:
    """A query where somebody was passed over."""
    return routed(offer.why, offer.owner_id, names_of(people_in([offer.why])))
