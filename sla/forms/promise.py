"""A promise on its page: its own form and its ladder, kept together while it is typed."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from sla.conditions import USUAL
from sla.models import AgreementVersion, Commitment, EscalationStep

from .commitment import CommitmentForm, moved, usual_party
from .rows import typed
from .step import StepRows

BROKEN = {"percent": 100, "notify": [EscalationStep.Whom.OWNER, EscalationStep.Whom.MANAGER]}


@dataclass
class PromiseEditor:
    form: CommitmentForm
    steps: StepRows

    @classmethod
    def blank(cls, version: AgreementVersion, kind: str, party: str) -> "PromiseEditor":
        """A new promise of this kind, with what is usual for it."""
        party = party or usual_party(kind)
        first: dict[str, Any] = {"kind": kind, "kind_was": kind, "party": party, **moved(USUAL.get(kind, {}))}
        peer = version.commitments.filter(party=party, calendar__isnull=False).first()
        first["calendar"] = peer.calendar_id if peer else None
        return cls(
            CommitmentForm(instance=Commitment(version=version), initial=first),
            StepRows(initial=[BROKEN]),
        )

    @classmethod
    def of(cls, commitment: Commitment) -> "PromiseEditor":
        form = CommitmentForm(instance=commitment, initial=CommitmentForm.written(commitment))
        return cls(form, StepRows.of(commitment))

    @classmethod
    def typed(cls, commitment: Commitment, data: QueryDict) -> "PromiseEditor":
        """What stands on the page after one of its rows came, went or changed its kind; nothing is judged or saved."""
        change = data.get("change", "")
        first = typed(CommitmentForm(instance=commitment), data)
        steps = StepRows.changed(data, change)
        assert isinstance(steps, StepRows)
        form = CommitmentForm(instance=commitment, initial=_of_kind(first))
        return cls(form, steps)

    @classmethod
    def sent(cls, commitment: Commitment, data: QueryDict) -> "PromiseEditor":
        return cls(CommitmentForm(data, instance=commitment), StepRows(data))

    def is_valid(self) -> bool:
        """Both are judged, so that every mistake is shown at once."""
        is_right = self.form.is_valid()
        return (self.steps.is_valid() or not self.form.is_timed) and is_right

    def save(self) -> Commitment:
        """Inside the transaction that holds the draft."""
        commitment: Commitment = self.form.save(commit=False)
        if commitment.pk is None:
            commitment.position = commitment.version.commitments.next_position()
        commitment.save()
        if commitment.is_timed:
            self.steps.save(commitment)
        else:
            commitment.steps.all().delete()
        return commitment


def _of_kind(said: dict[str, Any]) -> dict[str, Any]:
    """After another kind was chosen: who promises and what moves the clock follow, unless somebody had changed them."""
    kind, was = str(said.get("kind") or ""), str(said.get("kind_was") or "")
    if kind == was:
        return said
    moves = {name: value for name, value in said.items() if name.startswith("move-") and value}
    if moves == moved(USUAL.get(was, {})):
        said = {name: "" if name.startswith("move-") else value for name, value in said.items()}
        said |= moved(USUAL.get(kind, {}))
    if said.get("party") == usual_party(was):
        said["party"] = usual_party(kind)
    said["period"] = said.get("period") or Commitment.Period.MONTH
    return said | {"kind_was": kind}
