"""What a promise says, for templates; the words are made in `sla.targets`."""

from django import template

from sla import targets

register = template.Library()
register.filter(targets.target_words)
register.filter(targets.calendar_words)
register.filter(targets.scope_words)
register.filter(targets.step_words)
