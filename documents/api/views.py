"""Documents over REST: read, with their words, and as files."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ReadOnlyModelViewSet

from documents.models import Document, DocumentVersion
from documents.views.files import file_of

from . import serializers

LANGUAGE = OpenApiParameter("language", str, enum=["en", "es"], description="Which of its languages.")


class DocumentViewSet(ReadOnlyModelViewSet[Document]):
    """Documents that the caller may read, the last issued first; `?kind=` and `?kind=&key=` name them."""

    queryset = Document.objects.none()
    filterset_fields = ("kind", "key")
    keyset_ordering = ("-issued_at", "-id")

    def get_queryset(self) -> Any:
        found = Document.objects.visible_to(self.request.user)
        if self.action != "retrieve":
            return found
        versions = DocumentVersion.objects.newest_first().prefetch_related("signatures")
        return found.prefetch_related(Prefetch("versions", versions))

    def get_serializer_class(self) -> Any:
        detail = self.action == "retrieve"
        return serializers.DocumentDetailSerializer if detail else serializers.DocumentSerializer

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        """A page's newest versions are read at once."""
        if self.action == "list" and args:
            newest = {"newest": DocumentVersion.objects.newest_of(args[0])}
            kwargs["context"] = {**self.get_serializer_context(), **newest}
        return super().get_serializer(*args, **kwargs)


def _version(request: Request, pk: int, number: int) -> DocumentVersion:
    rows = DocumentVersion.objects.visible_to(request.user).for_reading()
    return get_object_or_404(rows, document=pk, number=number)


class EditionView(APIView):
    """One version with its blocks, from which anybody can compute its hash."""

    @extend_schema(responses=serializers.EditionSerializer)
    def get(self, request: Request, pk: int, number: int) -> Response:
        version = _version(request, pk, number)
        return Response(serializers.EditionSerializer(version, context={"request": request}).data)


class FileView(APIView):
    """One version as PDF, Word or slides."""

    form = "pdf"

    @extend_schema(parameters=[LANGUAGE], responses={200: OpenApiTypes.BINARY})
    def get(self, request: Request, pk: int, number: int) -> HttpResponse:
        version = _version(request, pk, number)
        asked = request.query_params.get("language", "en")
        language = asked if asked in version.editions else next(iter(version.editions))
        return file_of(version, language, self.form)
