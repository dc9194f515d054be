"""What leads tells the floors above it, in bulk and by id."""

from django.dispatch import Signal

leads_changed = Signal()
"""`ids`: leads whose row, score, handoff or clock may have changed; `at`: when. Sent inside the transaction."""

persons_erased = Signal()
"""`ids`: leads that are anonymous now; `emails`, `phones`, `external_ids` ({(system, id)}): by which copies elsewhere are found
and destroyed; `at`: when. Sent inside the transaction that destroys."""
