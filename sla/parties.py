"""The two sides of every agreement, and whose word binds each."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import Role


class Party(models.TextChoices):
    MARKETING = "marketing", _("Marketing")
    SALES = "sales", _("Sales")


REVOPS = "revops"
PROMISERS = [*Party.choices, (REVOPS, _("RevOps"))]
"""Who may promise: the two sides, and RevOps that arbitrates between them and signs nothing."""

SIGNS_FOR: dict[str, Party] = {Role.MARKETING_MANAGER: Party.MARKETING, Role.SALES_MANAGER: Party.SALES}


def may_write(user: Any) -> bool:
    """Who writes drafts and takes them forward: the two managers who sign, and RevOps."""
    return bool(user.is_revops or user.role in SIGNS_FOR)
