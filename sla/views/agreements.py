"""Agreements: what was promised, by whom, what changed from one version to the next, and the signatures under it."""

from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.generic import DetailView, ListView, TemplateView

from documents.rendering import html
from people.moment import now
from people.querystrings import key_of
from sla.difference import of_promises, of_terms
from sla.gaps import hearings
from sla.models import Agreement, AgreementVersion, Party
from sla.papers import comparison, paper
from sla.parties import PROMISERS, REVOPS, may_write

from .drafts import missing_words
from .verbs import verbs_of, way_of

VIEWS = ("promises", "document", "hearing")
__all__ = ["AgreementDetail", "AgreementList", "Difference", "VersionList", "may_write"]


class AgreementList(ListView):
    """Each agreement with what is in force and what is being written."""

    template_name = "sla/agreement_list.html"

    def get_queryset(self) -> Any:
        versions = AgreementVersion.objects.select_related("by").with_commitment_count().order_by("-number")
        return Agreement.objects.prefetch_related(Prefetch("versions", versions))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [(agreement, *_standing(list(agreement.versions.all()))) for agreement in self.object_list]
        return super().get_context_data(rows=rows, may_write=may_write(self.request.user), **kwargs)


def _standing(
    versions: list[AgreementVersion],
) -> tuple[AgreementVersion | None, AgreementVersion | None, int]:
    """The version in force, the one on its way, and how many there are."""
    in_force = next((one for one in versions if one.state == one.State.IN_FORCE), None)
    coming = next((one for one in versions if one.state in one.State.being_written()), None)
    return in_force, coming, len(versions)


def readable() -> Any:
    return AgreementVersion.objects.select_related("agreement", "by", "document__document")


class AgreementDetail(DetailView):
    """One version: its promises, the document as it reads, and who would hear of each step."""

    template_name = "sla/agreement_detail.html"
    context_object_name = "version"

    def get_queryset(self) -> Any:
        return readable()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version, user = self.object, self.request.user
        signed = {signature.capacity: signature for signature in version.signatures}
        heard = hearings(version)
        return super().get_context_data(
            view=self._view(),
            way=way_of(version, set(signed)),
            verbs=verbs_of(version, user, set(signed)),
            may_edit=version.state == version.State.DRAFT and may_write(user),
            parties=[(party, label, signed.get(party)) for party, label in Party.choices],
            hearings=heard,
            gaps=sum(one.is_gap for one in heard),
            earlier=version.agreement.versions.filter(number__lt=version.number).first(),
            others=version.agreement.versions.exclude(pk=version.pk),
            **self._content(),
            **kwargs,
        )

    def _view(self) -> str:
        """A draft opens with its promises, anything else reads as the document."""
        asked = self.request.GET.get("view", "")
        is_draft = self.object.state == self.object.State.DRAFT
        return asked if asked in VIEWS else "promises" if is_draft else "document"

    def _content(self) -> dict[str, Any]:
        view = self._view()
        if view == "document":
            language = language_of(self.request)
            return {"sheet": html.render(paper(self.object, language, now())), "language": language}
        if view == "promises":
            return promises_of(self.object)
        return {}


def promises_of(version: AgreementVersion) -> dict[str, Any]:
    """The promises of each side, and what a draft still lacks in words."""
    listed = list(version.commitments.select_related("calendar").prefetch_related("steps"))
    sides = [(label, party, [one for one in listed if one.party == party]) for party, label in PROMISERS]
    sides = [side for side in sides if side[2] or side[1] != REVOPS]
    return {"sides": sides, "missing": missing_words(version, listed)}


def language_of(request: Any) -> str:
    """`?language=`, else the reader's."""
    known = [code for code, _name in settings.LANGUAGES]
    asked = request.GET.get("language", "")
    return asked if asked in known else (get_language() or "en")[:2]


class VersionList(DetailView):
    """Every version of one agreement: its state, who signed it, since when."""

    template_name = "sla/agreement_versions.html"
    context_object_name = "agreement"
    queryset = Agreement.objects.all()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = self.object.versions.with_commitment_count().select_related("by", "document")
        listed = versions.prefetch_related("document__signatures__by").order_by("-number")
        rows = [(one, list(one.document.signatures.all()) if one.document else []) for one in listed]
        return super().get_context_data(rows=rows, may_write=may_write(self.request.user), **kwargs)


class Difference(TemplateView):
    """Two versions of one agreement: `?with=` names the other, else it is the one before."""

    template_name = "sla/agreement_difference.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = get_object_or_404(readable(), pk=self.kwargs["pk"])
        others = readable().filter(agreement=version.agreement_id).exclude(pk=version.pk).order_by("-number")
        other = (
            asked_of(self.request, others)
            or others.filter(number__lt=version.number).first()
            or others.first()
        )
        context = {"version": version, "others": others, "other": other}
        if other:
            before, after = sorted((other, version), key=lambda one: one.number)
            language = language_of(self.request)
            sheet, counts = comparison(before, after, language, now())
            context |= {
                "before": before,
                "after": after,
                "language": language,
                "terms": of_terms(before, after),
                "promises": of_promises(before, after),
                "sheet": html.render(sheet),
                "counts": counts,
            }
        return super().get_context_data(**context, **kwargs)


def asked_of(request: Any, others: Any) -> Any:
    """The version that `?with=` names, or None where nothing is asked."""
    asked = request.GET.get("with", "")
    if not asked:
        return None
    return get_object_or_404(others, pk=key_of(asked) or 0)
