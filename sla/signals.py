"""What sla tells the floors above, in bulk and by id."""

from django.dispatch import Signal

steps_reached = Signal()
"""Clocks reached a step of their ladder. Sent inside the sweep's transaction, never for shadow clocks.

`ids`: clock ids; `percents`: {clock id: highest percent reached now} (100 and more is a breach); `reoffers`: ids of those whose
subject is to be offered to somebody else (the duty itself: `StepReached.objects.to_reoffer()`); `at`: the sweep's moment.
"""

breaches_excused = Signal()
"""Answers came late but had happened in time. `ids`: clock ids; `at`."""

clocks_moved = Signal()
"""Running clocks went on under other terms. `ids`: clock ids; `at`."""

version_in_force = Signal()
"""A definition or agreement version went into force. `version`, `at`."""
