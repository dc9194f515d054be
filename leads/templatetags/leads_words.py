"""Words of leads in templates."""

from collections.abc import Iterable

from django import template

from leads.wording import field_label, state_label

register = template.Library()


@register.filter
def field_names(names: Iterable[str]) -> str:
    """Fields of a lead in the reader's words, in a row."""
    return ", ".join(str(field_label(name)) for name in names)


@register.filter
def state_name(state: str) -> str:
    """Where a handoff stands, in the reader's words."""
    return state_label(state)
