"""Definitions: what both teams mean by each word, since when, who signed it; and the guide to all of them."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import DetailView, TemplateView

from documents.models import Document
from documents.rendering import html
from documents.rendering.paper import paper_of
from people.moment import now
from sla.criteria import CriteriaFault
from sla.criteria.counting import count
from sla.models import Definition, DefinitionVersion, Example, Party
from sla.papers import comparison, guide_paper, paper
from sla.parties import may_write
from sla.story import sentences

from .agreements import asked_of, language_of
from .meanings import missing_words
from .verbs import verbs_of, way_of

VIEWS = ("meaning", "document")


class DefinitionList(TemplateView):
    """Every word of the vocabulary: what it means now, and what is being written."""

    template_name = "sla/definition_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = {one.key: one for one in Definition.objects.prefetch_related("versions__by")}
        rows = [(key, label, *_standing(known.get(key))) for key, label in Definition.Key.choices]
        return super().get_context_data(rows=rows, may_write=may_write(self.request.user), **kwargs)


def _standing(definition: Definition | None) -> tuple[Any, Any, Any, int]:
    """The definition, the version in force, the one on its way, and how many there are."""
    versions = list(definition.versions.all()) if definition else []
    in_force = next((one for one in versions if one.state == one.State.IN_FORCE), None)
    coming = next((one for one in versions if one.state in one.State.being_written()), None)
    return definition, in_force, coming, len(versions)


def readable() -> Any:
    return DefinitionVersion.objects.select_related("definition", "by", "document__document")


class VersionDetail(DetailView):
    """One version: what it means, whom it takes today, real examples, the document and the signatures."""

    template_name = "sla/definition_detail.html"
    context_object_name = "version"

    def get_queryset(self) -> Any:
        return readable()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version, user = self.object, self.request.user
        signed = {signature.capacity: signature for signature in version.signatures}
        return super().get_context_data(
            view=self._view(),
            way=way_of(version, set(signed)),
            verbs=verbs_of(version, user, set(signed)),
            may_edit=version.state == version.State.DRAFT and may_write(user),
            missing=missing_words(version),
            parties=[(party, label, signed.get(party)) for party, label in Party.choices],
            others=version.siblings().exclude(pk=version.pk).order_by("-number"),
            in_force=version.siblings().filter(state=version.State.IN_FORCE).first(),
            **self._content(),
            **kwargs,
        )

    def _view(self) -> str:
        asked = self.request.GET.get("view", "")
        return asked if asked in VIEWS else "meaning"

    def _content(self) -> dict[str, Any]:
        if self._view() == "document":
            language = language_of(self.request)
            return {"sheet": html.render(paper(self.object, language, now())), "language": language}
        leaves = self.object.fall_back and sentences(self.object.fall_back)
        said = {"said": sentences(self.object.criteria), "leaves": leaves}
        return {**said, **whom(self.object, self.request.user)}


def whom(version: DefinitionVersion, user: Any) -> dict[str, Any]:
    """How many leads it holds for today among those the reader sees, and the examples with their pages."""
    at = now()
    try:
        criteria = version.meaning()
    except CriteriaFault:
        return {}
    model = criteria.catalogue.model
    seen = model.objects.visible_to(user)
    examples = list(version.examples.all()) if version.document else Example.objects.proposed(version, at)
    pages = {row.pk: row for row in seen.filter(pk__in=[one.subject_id for one in examples])}
    return {
        "counted": None if version.asks_nothing else count(criteria, seen, at),
        "noun": model._meta.verbose_name_plural,
        "examples": [(one, one.answers(), pages.get(one.subject_id)) for one in examples],
    }


class DefinitionDetail(VersionDetail):
    """A word: the version in force, else the newest."""

    def get_object(self, queryset: Any = None) -> DefinitionVersion:
        versions = readable().filter(definition__key=self.kwargs["key"]).order_by("-number")
        version = versions.filter(state="in_force").first() or versions.first()
        if version is None:
            raise Http404
        return version


class MeaningDifference(TemplateView):
    """Two versions of one word: `?with=` names the other, else it is the one before."""

    template_name = "sla/definition_difference.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = get_object_or_404(readable(), pk=self.kwargs["pk"])
        others = readable().filter(definition=version.definition_id).exclude(pk=version.pk)
        others = others.order_by("-number")
        other = asked_of(self.request, others) or others.filter(number__lt=version.number).first()
        other = other or others.first()
        context = {"version": version, "others": others, "other": other}
        if other:
            before, after = sorted((other, version), key=lambda one: one.number)
            language = language_of(self.request)
            sheet, counts = comparison(before, after, language, now())
            context |= {"before": before, "after": after, "language": language, "counts": counts}
            context |= {"sheet": html.render(sheet)}
            context |= {"sides": [(one, sentences(one.criteria)) for one in (before, after)]}
        return super().get_context_data(**context, **kwargs)


class Guide(TemplateView):
    """The qualification guide as it reads now; its files are those of the edition that was issued last."""

    template_name = "sla/guide.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        language = language_of(self.request)
        document = Document.objects.filter(kind="qualification_guide").first()
        issued = document.versions.order_by("-number").first() if document else None
        sheet = paper_of(issued, language) if issued else guide_paper(language, now())
        return super().get_context_data(sheet=html.render(sheet), language=language, issued=issued, **kwargs)
