"""Where a delivery stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    PENDING = "pending", _("Waiting")
    DONE = "done", _("Taken in")
    QUARANTINED = "quarantined", _("In quarantine")
    IGNORED = "ignored", _("Ignored")
