"""What people tells the floors above, in bulk and by id."""

from django.dispatch import Signal

calendar_published = Signal()
"""Calendars have a new edition. Sent inside the publishing transaction.

`ids`: ids of the calendar versions; `at`. A version says itself (`moves_running`) whether running clocks move to it.
"""
