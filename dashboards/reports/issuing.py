"""Reports become documents: issued by a person for the months they choose, or by the month's close."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from dashboards import rollups
from dashboards.models import ClosedMonth
from documents import kinds
from documents.models import Document, DocumentVersion
from people.models import Role, User
from sla.parties import SIGNS_FOR

from .base import Report
from .monthly import MonthlyPerformance
from .months import Months


def issue(report: type[Report], months: Months, by: User | None, at: datetime) -> DocumentVersion:
    """The version that says what the numbers of the whole company say now; the same words again are the same version.

    The label is when the numbers were read, so that two versions of a month are told apart.
    """
    rollups.catch_up()
    # the whole company's numbers, whoever asks: a document is read by many
    written = report(User(role=Role.REVOPS), months, at)
    label = f"{at.astimezone(written.company.zone):%Y-%m-%d}"
    return Document.objects.issue(
        report.kind(), months.key, written.titles(), written.editions(), label, by, at
    )


@transaction.atomic
def issue_closed_month(at: datetime) -> DocumentVersion | None:
    """The report of the month that was closed last, once; None where there is none to write.

    Of months before it nothing was said here in their time. The row's lock lets one worker write it.
    """
    closed = ClosedMonth.objects.select_for_update().order_by("-month").first()
    if closed is None:
        return None
    months = Months(closed.month, closed.month)
    if Document.objects.filter(kind=MonthlyPerformance.kind(), key=months.key).exists():
        return None
    return issue(MonthlyPerformance, months, None, at)


def may_sign(user: User, capacity: str) -> bool:
    """Each manager for their own side."""
    return SIGNS_FOR.get(user.role) == capacity


def register_kind(report: type[Report]) -> None:
    """The kind of document that it is issued as."""

    def page_of(_key: str) -> str:
        return f"{reverse('dashboards:report-list')}#{report.key}"

    kinds.register(
        kinds.Kind(report.kind(), report.name, report.capacities(), report.may_read, page_of, may_sign)
    )
