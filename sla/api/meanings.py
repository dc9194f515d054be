"""How definitions look to a program: the criteria that run, the same in words, the document and who signed it."""

from typing import Any

from rest_framework import serializers

from sla.models import DefinitionVersion
from sla.story import sentences

from .promised import AgreementDocumentSerializer, AgreementSignatureSerializer


class DefinitionSerializer(serializers.ModelSerializer[DefinitionVersion]):
    """Give it with what `DefinitionViewSet` selects: a list costs the same however long."""

    key = serializers.CharField(source="definition.key")
    name_en = serializers.CharField(source="definition.name_en")
    name_es = serializers.CharField(source="definition.name_es")
    sentences = serializers.SerializerMethodField()
    document = AgreementDocumentSerializer(default=None)
    signatures = AgreementSignatureSerializer(source="document.signatures", many=True, default=[])

    class Meta:
        model = DefinitionVersion
        fields = (
            "id",
            "key",
            "name_en",
            "name_es",
            "number",
            "state",
            "criteria",
            "fall_back",
            "sentences",
            "text_en",
            "text_es",
            "planned_on",
            "in_force_from",
            "in_force_until",
            "document",
            "signatures",
        )

    def get_sentences(self, version: DefinitionVersion) -> dict[str, Any]:
        """The criteria told in each language, from the tree itself."""
        return sentences(version.criteria or {"all": []})
