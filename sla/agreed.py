"""Agreements and definitions among the documents: who reads and who signs them, and where their page is."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents import kinds
from people import palette
from people.models import Role

from . import definition_document, guide
from .document import KIND
from .parties import SIGNS_FOR, Party


def signs_for(user: Any, capacity: str) -> bool:
    return SIGNS_FOR.get(user.role) == capacity


def page_of(key: str) -> str:
    return reverse("sla:version-list", args=[int(key)])


def definition_of(key: str) -> str:
    return reverse("sla:definition-detail", args=[key])


def guide_page(key: str) -> str:
    return reverse("sla:guide")


def register() -> None:
    """Everybody reads what both teams agreed on."""
    capacities = {party.value: party.label for party in Party}
    kinds.register(
        kinds.Kind(KIND, _("Service level agreement"), capacities, source_url=page_of, may_sign=signs_for)
    )
    kinds.register(
        kinds.Kind(
            definition_document.KIND,
            _("Definition"),
            capacities,
            source_url=definition_of,
            may_sign=signs_for,
        )
    )
    kinds.register(kinds.Kind(guide.KIND, _("Qualification guide"), source_url=guide_page))
    writers: frozenset[str] = frozenset({Role.REVOPS, *SIGNS_FOR})
    palette.register_action(
        palette.Action("agreement-create", _("New agreement"), "sla:agreement-create", "handshake", writers)
    )
