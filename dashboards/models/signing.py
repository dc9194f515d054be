"""The word of both teams under a number: who gave it, for which side, when. Given for good."""

from datetime import datetime
from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import User
from sla.guards import Refused
from sla.parties import SIGNS_FOR, Party


def given_for_good(name: str = "given_for_good") -> pgtrigger.Trigger:
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)


class Word(models.Model):
    """One manager's yes for one team. A subclass names what was signed as `of`."""

    of: Any
    of_id: int
    party = models.CharField(gettext_lazy("for"), max_length=10, choices=Party.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=gettext_lazy("signed by")
    )
    signed_at = models.DateTimeField(gettext_lazy("signed"))

    class Meta:
        abstract = True
        ordering: ClassVar[Any] = ["signed_at", "id"]

    def __str__(self) -> str:
        return f"{self.by} ({self.party})"


class Signed:
    """What both managers sign: its words stand under `signatures`."""

    signatures: Any

    def sign(self, by: User, at: datetime) -> Word:
        """The word of one team; the first stands, a second time changes nothing."""
        party = SIGNS_FOR.get(by.role)
        if party is None:
            raise Refused(_("Only the managers of Marketing and of Sales sign."))
        word: Word = self.signatures.get_or_create(party=party, defaults={"by": by, "signed_at": at})[0]
        return word

    @property
    def is_agreed(self) -> bool:
        """Both teams have signed."""
        return {word.party for word in self.signatures.all()} == set(Party.values)

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """A signature block for each side, signed or not yet."""
        given = {word.party: word for word in self.signatures.all()}
        return [
            {
                "party": party.label,
                "value": party.value,
                "by": given[party].by if party in given else None,
                "at": given[party].signed_at if party in given else None,
            }
            for party in Party
        ]
