"""What was found out, put into the draft: nothing that is in review, signed or in force is touched."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sla.guards import Refused
from sla.models import Agreement, AgreementVersion, Commitment, Party


def draft_of(agreement: Agreement, by: Any) -> AgreementVersion:
    """The draft being written, or a new one; Refused while a version is in review or signed."""
    draft = agreement.draft(by)
    if draft.state != AgreementVersion.State.DRAFT:
        raise Refused(
            _("Version %(n)s is in review or signed. Take it back to draft first.") % {"n": draft.number}
        )
    return draft


@transaction.atomic
def put_target(commitment: Commitment, seconds: int, by: Any) -> Commitment:
    """This promise's target in the draft of its agreement; where the draft lacks the promise it is copied into it."""
    draft = draft_of(commitment.version.agreement, by)
    drafted = commitment if commitment.version_id == draft.pk else _same(commitment, draft)
    drafted.target_seconds = seconds
    drafted.save(update_fields=["target_seconds"])
    return drafted


def _same(commitment: Commitment, draft: AgreementVersion) -> Commitment:
    alike = draft.commitments.filter(kind=commitment.kind, party=commitment.party, scope=commitment.scope)
    return alike.order_by("pk").first() or commitment.copy_to(draft)


@transaction.atomic
def put_volumes(agreement: Agreement, volumes: Mapping[str, int], by: Any) -> AgreementVersion:
    """{source: leads a month}: Marketing's volume commitments of the draft are these, and no others."""
    draft = draft_of(agreement, by)
    old = {_source(one): one for one in draft.commitments.filter(kind=Commitment.Kind.VOLUME)}
    for source, one in old.items():
        if source not in volumes:
            one.steps.all().delete()
            one.delete()
    for source, leads in volumes.items():
        kept = old.get(source) or Commitment(
            version=draft, kind=Commitment.Kind.VOLUME, party=Party.MARKETING, warning_percent=None
        )
        kept.scope, kept.target_value, kept.period = scope_of(source), leads, Commitment.Period.MONTH
        kept.save()
    return draft


def scope_of(source: str) -> dict[str, Any]:
    """The rule that takes the leads of one source; a blank one those that name none."""
    if not source:
        return {"field": "source", "op": "is empty"}
    return {"field": "source", "op": "is", "value": source}


def _source(commitment: Commitment) -> str | int:
    """The source a volume is about; its number where its scope says something else."""
    scope = commitment.scope
    if scope == scope_of(""):
        return ""
    said = scope.get("value") if scope.keys() == {"field", "op", "value"} else None
    return said if isinstance(said, str) and scope == scope_of(said) else commitment.pk
