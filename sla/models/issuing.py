"""The document of an agreement version: gathered from what will run, issued when it goes into review."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models

from documents.blocks import Editions
from documents.models import Document, DocumentVersion
from people.models import CalendarVersion, Organisation, Team
from sla.document import KIND, Gathered, editions, titles

from .definition import DefinitionVersion

if TYPE_CHECKING:
    from .agreement import AgreementVersion


def issue(version: "AgreementVersion", by: Any, at: datetime) -> DocumentVersion:
    """What the version says now, kept for good; each submission is an edition of its own."""
    key = str(version.agreement_id)
    return Document.objects.issue(
        KIND, key, titles(version.agreement.name), written(version, at), f"v{version.number}", by, at
    )


def written(version: "AgreementVersion", at: datetime) -> Editions:
    """The document that the version would be at `at`."""
    return editions(_gathered(version, at))


def _gathered(version: "AgreementVersion", at: datetime) -> Gathered:
    commitments = list(version.commitments.select_related("calendar").prefetch_related("steps"))
    calendars = {one.calendar_id for one in commitments if one.calendar_id}
    definitions = DefinitionVersion.objects.at(at).select_related("definition").order_by("definition_id")
    return Gathered(
        version=version,
        edition=_issued(version) + 1,
        at=at,
        company=Organisation.current(),
        teams=list(Team.objects.filter(kind__in=("marketing", "sales")).order_by("name")),
        clauses={clause.kind: clause for clause in version.clauses.all()},
        commitments=commitments,
        calendars=list(CalendarVersion.objects.in_force(calendars, at).select_related("calendar")),
        definitions=list(definitions),
        earlier=list(version.agreement.versions.filter(number__lt=version.number).order_by("number")),
    )


def _issued(version: "AgreementVersion") -> int:
    """How many editions of this agreement's document there are: the number of the newest."""
    documents = DocumentVersion.objects.filter(document__kind=KIND, document__key=str(version.agreement_id))
    return documents.aggregate(last=models.Max("number"))["last"] or 0
