"""Versions of what both teams sign: draft, in review, signed by both, in force; or back, or put aside."""

import logging
from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from documents import models as documents
from documents.blocks import Editions
from people.models import Organisation
from sla.guards import Refused, publication_guards
from sla.parties import SIGNS_FOR, Party
from sla.signals import version_in_force

from .frozen import State

log = logging.getLogger(__name__)
BEFORE_FORCE = (State.IN_REVIEW, State.SIGNED)


class VersionQuerySet(models.QuerySet[Any]):
    def at(self, at: datetime) -> Self:
        """Those that counted at `at`: today's, and for a past moment the ones of then."""
        open_ended = models.Q(in_force_until=None) | models.Q(in_force_until__gt=at)
        return self.filter(
            open_ended,
            state__in=(State.IN_FORCE, State.SUPERSEDED),
            in_force_from__lte=at,
        )

    def being_written(self) -> Self:
        """On the way to being in force; of one noun there is one at a time."""
        return self.filter(state__in=State.being_written())

    def planned(self, today: date) -> Self:
        """Signed by both, and their day has come."""
        return self.filter(state=State.SIGNED, planned_on__lte=today)

    def begin(self, at: datetime) -> int:
        """Put in force what both signed for a day that has come; how many. One that is refused says so in the log."""
        today, begun = at.astimezone(Organisation.current().zone).date(), 0
        for version in self.planned(today):
            try:
                version.put_in_force(by=None, at=at)
            except Refused as refused:
                log.warning("%s %s can't go into force: %s", type(version).__name__, version.pk, refused)
            else:
                begun += 1
        return begun


class Version(models.Model):
    """One edition of something both teams sign; once out of its draft it is never edited.

    Each verb is atomic, refuses with a sentence, and is quiet when done twice.
    """

    State = State
    NOUN: ClassVar[str]
    """The field that names what this is an edition of."""
    MOVED: ClassVar[tuple[str, ...]] = ("state", "in_force_from", "by_id", "document_id")
    """What the verbs change."""

    number = models.PositiveIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT)
    planned_on = models.DateField(
        _("to be in force from"), null=True, blank=True, help_text=_("Empty: when RevOps says so.")
    )
    in_force_from = models.DateTimeField(_("in force from"), null=True, blank=True)
    in_force_until = models.DateTimeField(_("in force until"), null=True, blank=True)
    document = models.OneToOneField(
        "documents.DocumentVersion",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("document"),
    )
    """What both sign: issued with each submission, empty in a draft."""
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )

    shadow_from: Any = None
    shadow_until: Any = None
    """The trial, for what can run on one."""

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        """The page of this version."""
        raise NotImplementedError

    def check_ready(self) -> None:
        """Raise Refused where nobody could sign it as it is; write out what would else hang on a default."""
        raise NotImplementedError

    def issue(self, by: Any, at: datetime) -> documents.DocumentVersion:
        """What the version says now, kept for good; each submission is an edition of its own."""
        raise NotImplementedError

    def written(self, at: datetime) -> Editions:
        """The document that the version would be at `at`."""
        raise NotImplementedError

    def editions(self, at: datetime) -> Editions:
        """The version as it reads: the document that was issued, and for a draft the one that it would be now."""
        return self.document.editions if self.document else self.written(at)

    @property
    def signatures(self) -> models.QuerySet[documents.Signature]:
        """Those under its document; what was signed before it went back to draft stands under an older document."""
        return documents.Signature.objects.filter(version=self.document_id).select_related("by")

    @property
    def noun(self) -> Any:
        """What this is a version of."""
        return getattr(self, self.NOUN)

    def siblings(self) -> models.QuerySet[Any]:
        """Every version of the same noun, this one among them."""
        noun: Any = type(self)._meta.get_field(self.NOUN)
        return type(self)._default_manager.filter(**{self.NOUN: getattr(self, noun.attname)})

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
            version.check_ready()
            version.document = version.issue(by, at)
            version.state, version.by = State.IN_REVIEW, by
            version.save(update_fields=self.MOVED)
        return self._became(version)

    @transaction.atomic
    def reopen(self, by: Any, at: datetime) -> Self:
        """Back from review to draft, to be written differently.

        The document and the signatures under it stay; they count for those words and not for the next ones.
        """
        version = self._locked()
        if version.state in BEFORE_FORCE:
            version.check_reopens()
            version.state, version.by, version.document = State.DRAFT, by, None
            version.save(update_fields=self.MOVED)
        return self._became(version)

    def check_reopens(self) -> None:
        """Raise Refused where it can't go back to draft."""

    @transaction.atomic
    def withdraw(self, by: Any, at: datetime) -> Self:
        """Put aside for good; the next draft starts from it."""
        version = self._locked()
        if version.state in State.being_written():
            version.state, version.by = State.WITHDRAWN, by
            version.end_trial(at)
            version.save(update_fields=self.MOVED)
        return self._became(version)

    def end_trial(self, at: datetime) -> None:
        """Nothing, where there is no trial."""

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
            signature: documents.Signature = version.document.sign(party, by, at)
        except documents.Refused as refused:
            raise Refused(str(refused)) from refused
        if version.state == State.IN_REVIEW and version.signatures.count() == len(Party):
            version.state = State.SIGNED
            version.save(update_fields=self.MOVED)
        self._became(version)
        return signature

    @transaction.atomic
    def put_in_force(self, by: Any, at: datetime) -> Self:
        """From `at` this is what counts; the one before is superseded. Quiet when it already is in force."""
        version = self._locked()
        if version.state == State.IN_FORCE:
            return self._became(version)
        if version.state != State.SIGNED:
            raise Refused(_("Both teams must sign this version first."))
        if version.planned_on and at < Organisation.current().start_of(version.planned_on):
            day = date_format(version.planned_on)
            raise Refused(_("Both teams signed that it counts from %(day)s.") % {"day": day})
        publication_guards.ask(version, by, at)
        in_force = version.siblings().filter(state=State.IN_FORCE)
        in_force.update(state=State.SUPERSEDED, in_force_until=at)
        version.state, version.in_force_from, version.by = State.IN_FORCE, at, by
        version.end_trial(at)
        version.save(update_fields=self.MOVED)
        version_in_force.send(sender=type(version), version=version, at=at)
        return self._became(version)

    def _locked(self) -> Any:
        """The row as it is once we hold it: its noun is locked first, so that two verbs take turns."""
        noun: Any = type(self)._meta.get_field(self.NOUN)
        noun.related_model.objects.select_for_update().get(pk=getattr(self, noun.attname))
        return type(self)._default_manager.select_related(self.NOUN, "document__document").get(pk=self.pk)

    def _became(self, version: Any) -> Self:
        """This copy of the row, brought up to what the verb wrote."""
        for name in self.MOVED:
            setattr(self, name, getattr(version, name))
        return self
