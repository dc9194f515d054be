"""Where a delivery stands."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    PENDING = "pending", _("Waiting")
    DONE = "done", _("Taken in")
    QUARANTINED = "quarantined", _("In quarantine")
    IGNORED = "ignored", _("Ignored")


Delivery = Any
"""An `InboxDelivery`, for what works on its rows: that module imports them, so they can't import it."""
