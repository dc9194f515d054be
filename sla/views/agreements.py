"""Agreements: what was promised, by whom, and the signatures under it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, ListView

from people.models import User
from people.moment import now
from sla.guards import Refused
from sla.models import AgreementVersion, Party
from sla.models.agreement import SIGNS_FOR
from sla.story import sentences

VERBS = {"review": "submit", "signature": "sign", "force": "put_in_force"}
DONE = {"review": _("In review now."), "signature": _("Signed."), "force": _("In force now.")}


class AgreementList(ListView):
    template_name = "sla/agreement_list.html"

    def get_queryset(self) -> Any:
        return AgreementVersion.objects.select_related("agreement", "by").with_commitment_count()


class AgreementDetail(DetailView):
    """One version: its commitments with their ladders, whom it covers, who signed."""

    template_name = "sla/agreement_detail.html"
    context_object_name = "version"

    def get_queryset(self) -> Any:
        return AgreementVersion.objects.select_related("agreement", "by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        signed = {signature.capacity: signature for signature in self.object.signatures}
        return super().get_context_data(
            commitments=self.object.commitments.select_related("calendar").prefetch_related("steps"),
            parties=[(party, label, signed.get(party)) for party, label in Party.choices],
            scope=sentences(self.object.scope or {"all": []}),
            others=self.object.agreement.versions.exclude(pk=self.object.pk),
            next_verb=_next_verb(self.object, self.request.user, set(signed)),
            **kwargs,
        )


def _next_verb(version: AgreementVersion, user: Any, signed: set[str]) -> str:
    """What this person can do with the version now, if anything."""
    if version.state == AgreementVersion.State.DRAFT and may_write(user):
        return "review"
    if (
        version.state == AgreementVersion.State.IN_REVIEW
        and SIGNS_FOR.get(user.role, "") in set(Party) - signed
    ):
        return "signature"
    return "force" if version.state == AgreementVersion.State.SIGNED and may_write(user) else ""


def may_write(user: User) -> bool:
    return user.is_revops or user.role in SIGNS_FOR


@require_POST
def advance(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """The version goes one step on: into review, signed, in force."""
    if not may_write(request.user):  # type: ignore[arg-type]
        raise PermissionDenied
    version = get_object_or_404(AgreementVersion, pk=pk)
    try:
        getattr(version, VERBS[step])(by=request.user, at=now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, str(DONE[step]))
    return redirect(version)
