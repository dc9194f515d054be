"""The way of an agreement version: draft, in review, signed by both, in force; or back, or put aside."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from documents import models as documents
from people.models import Organisation
from sla.criteria import CriteriaFault
from sla.guards import Refused, publication_guards
from sla.parties import SIGNS_FOR, Party
from sla.signals import version_in_force

from . import issuing
from .frozen import State

BEFORE_FORCE = (State.IN_REVIEW, State.SIGNED)
MOVED = ("state", "in_force_from", "shadow_from", "shadow_until", "by_id", "document_id")
"""What the verbs change."""


class Advancing:
    """The verbs of an agreement version; each is atomic, refuses with a sentence, and is quiet when done twice."""

    if TYPE_CHECKING:
        pk: int
        agreement_id: int
        signatures: Any

    def _locked(self) -> Any:
        """The row as it is once we hold it: the agreement is locked first, so that two verbs take turns."""
        versions: Any = type(self)
        agreement = versions._meta.get_field("agreement").related_model
        agreement.objects.select_for_update().get(pk=self.agreement_id)
        return versions.objects.select_related("agreement", "document__document").get(pk=self.pk)

    def _became(self, version: Any) -> Self:
        """This copy of the row, brought up to what the verb wrote."""
        for name in MOVED:
            setattr(self, name, getattr(version, name))
        return self

    def held(self) -> Any:
        """The row, locked, while it is a draft: for whoever writes into it, inside a transaction."""
        version = self._locked()
        if version.state != State.DRAFT:
            raise Refused(_("This version is no draft any more: what was sent to review stands still."))
        return version

    @transaction.atomic
    def submit(self, by: Any, at: datetime) -> Self:
        """From draft to review: its document is issued, and from here its terms stand still."""
        version = self._locked()
        if version.state == State.DRAFT:
            if not version.commitments.exists():
                raise Refused(_("An agreement without a commitment can't be reviewed."))
            _refuse_unreadable(version)
            version.commitments.write_out()
            version.document = issuing.issue(version, by, at)
            version.state, version.by = State.IN_REVIEW, by
            version.save(update_fields=["state", "by", "document"])
        return self._became(version)

    @transaction.atomic
    def reopen(self, by: Any, at: datetime) -> Self:
        """Back from review to draft, to be written differently. What ran on trial keeps its terms: draft the next.

        The document and the signatures under it stay; they count for those words and not for the next ones.
        """
        version = self._locked()
        if version.state in BEFORE_FORCE:
            if version.shadow_from:
                raise Refused(_("This version has run on trial. Withdraw it and write the next one."))
            version.state, version.by, version.document = State.DRAFT, by, None
            version.save(update_fields=["state", "by", "document"])
        return self._became(version)

    @transaction.atomic
    def withdraw(self, by: Any, at: datetime) -> Self:
        """Put aside for good, its trial ended; the next draft starts from it."""
        version = self._locked()
        if version.state in State.being_written():
            version.state, version.by = State.WITHDRAWN, by
            version.shadow_until = at if version.shadow_from else None
            version.save(update_fields=["state", "by", "shadow_until"])
        return self._became(version)

    @transaction.atomic
    def try_out(self, by: Any, at: datetime) -> Self:
        """Start the shadow period: from `at` its clocks run beside those in force, and nobody is alerted."""
        version = self._locked()
        if version.state not in BEFORE_FORCE:
            raise Refused(_("Only a version in review or signed can run on trial."))
        if version.shadow_from is None:
            version.shadow_from = at
            version.save(update_fields=["shadow_from"])
        return self._became(version)

    @transaction.atomic
    def sign(self, by: Any, at: datetime) -> documents.Signature:
        """The manager of one team signs the document; with both signatures the version is signed."""
        version = self._locked()
        party = SIGNS_FOR.get(by.role)
        if party is None:
            raise Refused(_("Only the managers of Marketing and of Sales sign."))
        if version.state not in BEFORE_FORCE:
            raise Refused(_("Only a version in review can be signed."))
        if version.document is None:
            raise Refused(
                _("This version has no document to sign. Send it back to draft and into review again.")
            )
        try:
            signature = version.document.sign(party, by, at)
        except documents.Refused as refused:
            raise Refused(str(refused)) from refused
        if version.state == State.IN_REVIEW and version.signatures.count() == len(Party):
            version.state = State.SIGNED
            version.save(update_fields=["state"])
        self._became(version)
        return signature

    @transaction.atomic
    def put_in_force(self, by: Any, at: datetime) -> Self:
        """From `at` new clocks run on this version; the one before is superseded. Quiet when it already is in force."""
        version = self._locked()
        if version.state == State.IN_FORCE:
            return self._became(version)
        if version.state != State.SIGNED:
            raise Refused(_("Both teams must sign this version first."))
        if version.planned_on and at < Organisation.current().start_of(version.planned_on):
            day = date_format(version.planned_on)
            raise Refused(_("Both teams signed that it counts from %(day)s.") % {"day": day})
        publication_guards.ask(version, by, at)
        in_force = type(version).objects.filter(agreement=version.agreement_id, state=State.IN_FORCE)
        in_force.update(state=State.SUPERSEDED, in_force_until=at)
        version.state, version.in_force_from, version.by = State.IN_FORCE, at, by
        version.shadow_until = at if version.shadow_from else None
        version.save(update_fields=["state", "in_force_from", "by", "shadow_until"])
        version_in_force.send(sender=type(version), version=version, at=at)
        return self._became(version)


def _refuse_unreadable(version: Any) -> None:
    """A scope that can't be read would cover nobody, and nobody would notice."""
    for scoped in (version, *version.commitments.all()):
        try:
            scoped.covers()
        except CriteriaFault as fault:
            raise Refused(_("“%(name)s”: %(fault)s") % {"name": scoped, "fault": fault}) from fault
