"""How documents look to a program: what was issued, under which hash, and who signed it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from documents.models import Document, DocumentVersion, Signature


class SignatureSerializer(serializers.ModelSerializer[Signature]):
    class Meta:
        model = Signature
        fields = ("capacity", "by", "role", "signed_at", "hash")


class VersionSerializer(serializers.ModelSerializer[DocumentVersion]):
    signatures = SignatureSerializer(many=True)
    url = serializers.SerializerMethodField()
    pdf = serializers.SerializerMethodField()
    word = serializers.SerializerMethodField()
    slides = serializers.SerializerMethodField()

    class Meta:
        model = DocumentVersion
        fields = ("number", "label", "hash", "created_at", "by", "signatures", "url", "pdf", "word", "slides")

    def get_url(self, version: DocumentVersion) -> str:
        return self._address("api-document-version", version)

    def get_pdf(self, version: DocumentVersion) -> str:
        """In the language that `?language=` names, else in English."""
        return self._address("api-document-pdf", version)

    def get_word(self, version: DocumentVersion) -> str:
        return self._address("api-document-word", version)

    def get_slides(self, version: DocumentVersion) -> str:
        return self._address("api-document-slides", version)

    def _address(self, name: str, version: DocumentVersion) -> str:
        place = {"pk": version.document_id, "number": version.number}
        return reverse(name, kwargs=place, request=self.context.get("request"))


class EditionSerializer(VersionSerializer):
    """A version with all it says; the hash is SHA-256 over `blocks` as JSON with sorted keys, no blanks, in UTF-8."""

    class Meta(VersionSerializer.Meta):
        fields = (*VersionSerializer.Meta.fields, "blocks")  # type: ignore[assignment]


class DocumentSerializer(serializers.ModelSerializer[Document]):
    newest = serializers.SerializerMethodField()

    class Meta:
        model = Document
        fields = ("id", "kind", "key", "title_en", "title_es", "created_at", "issued_at", "newest")

    @extend_schema_field(VersionSerializer)
    def get_newest(self, document: Document) -> Any:
        """The last issued version."""
        return VersionSerializer(self.context["newest"][document.pk], context=self.context).data


class DocumentDetailSerializer(serializers.ModelSerializer[Document]):
    versions = VersionSerializer(many=True)

    class Meta:
        model = Document
        fields = ("id", "kind", "key", "title_en", "title_es", "created_at", "issued_at", "versions")
