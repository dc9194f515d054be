"""What was said about a handoff, as lines of the lead's time line: answers, replies, disputes, rulings, proposals."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from .models import Dispute, Proposal, Reply, Ruling, Verdict
from .telling import Entry, Teller
from .wording import field_label


def _verdicts(teller: Teller) -> Iterable[Entry]:
    rows = Verdict.objects.filter(offer__handoff__lead__in=teller.ids).select_related("by", "reason")
    for row in teller.newest(rows, "decided_at"):
        is_good = row.kind == Verdict.Kind.ACCEPTED
        said = [row.reason.name if row.reason else "", "" if teller.user.sees_masked else row.note]
        yield Entry(
            row.decided_at, 2, row.pk, "circle-check" if is_good else "circle-x", str(row.get_kind_display()),
            why=" · ".join(filter(None, said)), who=row.who if row.by or row.heard_from else "", tone="good" if is_good else "bad",
        )  # fmt: skip


def _replies(teller: Teller) -> Iterable[Entry]:
    rows = Reply.objects.filter(verdict__offer__handoff__lead__in=teller.ids).select_related("by")
    for row in teller.newest(rows, "at"):
        names = ", ".join(str(field_label(name)) for name in row.filled)
        text = _("Marketing answered: %(names)s") % {"names": names} if names else _("Marketing answered")
        yield Entry(
            row.at,
            2,
            row.pk,
            "reply",
            text,
            why=_written(teller, row.note),
            who=str(row.by or ""),
            tone="info",
        )


def _disputes(teller: Teller) -> Iterable[Entry]:
    rows = Dispute.objects.filter(verdict__offer__handoff__lead__in=teller.ids).select_related("by")
    for row in teller.newest(rows, "at"):
        yield Entry(
            row.at, 2, row.pk, "scale", _("Marketing disputes the rejection"),
            why=_written(teller, row.argument), who=str(row.by or ""), tone="warn",
        )  # fmt: skip


def _rulings(teller: Teller) -> Iterable[Entry]:
    rows = Ruling.objects.filter(dispute__verdict__offer__handoff__lead__in=teller.ids).select_related("by")
    for row in teller.newest(rows, "at"):
        text = _("Ruling: %(outcome)s") % {"outcome": row.get_outcome_display()}
        yield Entry(
            row.at,
            3,
            row.pk,
            "gavel",
            text,
            why=_written(teller, row.grounds),
            who=str(row.by or ""),
            tone="info",
        )


def _proposals(teller: Teller) -> Iterable[Entry]:
    rows = Proposal.objects.filter(lead__in=teller.ids).select_related("by", "definition_version__definition")
    for row in teller.newest(rows, "proposed_at"):
        text = _("%(definition)s holds: proposed") % {"definition": row.definition_version}
        said = [row.get_outcome_display() if row.outcome else "", str(row.by or "")]
        yield Entry(
            row.proposed_at,
            4,
            row.pk,
            "circle-question-mark",
            text,
            why=" · ".join(filter(None, said)),
            tone="warn",
        )


def _written(teller: Teller, text: str) -> str:
    return "" if teller.user.sees_masked else text


SOURCES: tuple[Callable[[Teller], Iterable[Entry]], ...] = (
    _verdicts,
    _replies,
    _disputes,
    _rulings,
    _proposals,
)
