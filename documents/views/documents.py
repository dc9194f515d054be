"""The list of documents, one version as it is read, and what changed between two."""

from typing import Any

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import DetailView, TemplateView

from documents import kinds
from documents.comparing import counted
from documents.models import Document, DocumentVersion
from documents.rendering import html
from documents.rendering.paper import comparison_paper, paper_of
from people import keyset

from .asking import changes_of, language_of, pair_of


class DocumentList(TemplateView):
    """The last issued first."""

    template_name = "documents/document_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET
        rows = Document.objects.visible_to(self.request.user).of_kind(asked.get("kind", ""))
        page = keyset.page_of(rows.named(asked.get("q", "")), ("-issued_at", "-id"), asked.get("after", ""))
        newest = DocumentVersion.objects.newest_of(page.rows)
        return super().get_context_data(
            rows=[(document, newest[document.pk]) for document in page.rows],
            next=page.next,
            kinds=kinds.choices(),
            is_filtered=bool(asked.get("kind") or asked.get("q")),
            **kwargs,
        )


class VersionDetail(DetailView):
    """The newest version, or the one whose number stands in the address."""

    template_name = "documents/version_detail.html"
    context_object_name = "version"

    def get_object(self, queryset: Any = None) -> DocumentVersion:
        number = self.kwargs.get("number")
        versions = DocumentVersion.objects.visible_to(self.request.user).for_reading()
        rows = versions.filter(document=self.kwargs["pk"]).order_by("-number")
        version = (rows.filter(number=number) if number else rows).first()
        if version is None:
            raise Http404
        return version

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        language = language_of(self.request, self.object)
        paper = paper_of(self.object, language)
        versions = list(self.object.document.versions.newest_first().prefetch_related("signatures"))
        return super().get_context_data(
            document=self.object.document,
            paper=paper,
            sheet=html.render(paper),
            contents=html.contents(paper),
            versions=versions,
            newest=versions[0],
            signatures=self.object.by_capacity(),
            language=language,
            languages=[(code, name) for code, name in settings.LANGUAGES if code in self.object.editions],
            **kwargs,
        )


class ComparisonDetail(TemplateView):
    """Two versions as one; without numbers, the newest against the one before."""

    template_name = "documents/comparison_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        document = get_object_or_404(Document.objects.visible_to(self.request.user), pk=self.kwargs["pk"])
        versions = list(document.versions.newest_first())
        old, new = pair_of(self.request, document)
        context = {"document": document, "versions": versions, "old": old, "new": new}
        if old is not None and new is not None:
            language = language_of(self.request, new)
            changes = changes_of(self.request, old, new, language)
            paper = comparison_paper(old, new, changes, language)
            context |= {"sheet": html.render(paper), "counts": counted(changes), "language": language}
        return super().get_context_data(**context, **kwargs)
