"""How agreements look to a program: what is promised, the document that says so, and who signed it."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from rest_framework import serializers

from documents.models import DocumentVersion, Signature
from sla.models import AgreementVersion, Clause, Commitment, EscalationStep


class StepSerializer(serializers.ModelSerializer[EscalationStep]):
    class Meta:
        model = EscalationStep
        fields = ("percent", "notify", "urgent", "reoffers")


class CommitmentSerializer(serializers.ModelSerializer[Commitment]):
    calendar = serializers.CharField(source="calendar.name", default=None)
    conditions = serializers.SerializerMethodField()
    steps = serializers.SerializerMethodField()

    class Meta:
        model = Commitment
        fields = (
            "id",
            "version",
            "kind",
            "party",
            "name_en",
            "name_es",
            "target_seconds",
            "target_value",
            "period",
            "calendar",
            "conditions",
            "warning_percent",
            "weight",
            "scope",
            "steps",
        )

    def get_conditions(self, commitment: Commitment) -> dict[str, list[str]]:
        """What a clock does, and the occasions that make it; empty for a promise that is counted."""
        return {does: list(occasions) for does, occasions in commitment.moved_by().items()}

    def get_steps(self, commitment: Commitment) -> list[dict[str, Any]]:
        steps = commitment.ladder().values() if commitment.target_seconds else []
        return [dict(StepSerializer(step).data) for step in steps]


class ClauseSerializer(serializers.ModelSerializer[Clause]):
    class Meta:
        model = Clause
        fields = ("kind", "text_en", "text_es")


class AgreementSignatureSerializer(serializers.ModelSerializer[Signature]):
    party = serializers.CharField(source="capacity")

    class Meta:
        model = Signature
        fields = ("party", "by", "role", "signed_at", "hash")


class AgreementDocumentSerializer(serializers.ModelSerializer[DocumentVersion]):
    """The document that both sign, and where its files are: {language: address}."""

    url = serializers.CharField(source="get_absolute_url")
    issued_at = serializers.DateTimeField(source="created_at")
    pdf = serializers.SerializerMethodField()
    word = serializers.SerializerMethodField()
    slides = serializers.SerializerMethodField()

    class Meta:
        model = DocumentVersion
        fields = ("number", "hash", "issued_at", "url", "pdf", "word", "slides")

    def get_pdf(self, version: DocumentVersion) -> dict[str, str]:
        return _files(version, "pdf")

    def get_word(self, version: DocumentVersion) -> dict[str, str]:
        return _files(version, "word")

    def get_slides(self, version: DocumentVersion) -> dict[str, str]:
        return _files(version, "slides")


def _files(version: DocumentVersion, form: str) -> dict[str, str]:
    address = reverse(f"documents:version-{form}", args=[version.document_id, version.number])
    return {language: f"{address}?language={language}" for language, _name in settings.LANGUAGES}


class AgreementSerializer(serializers.ModelSerializer[AgreementVersion]):
    """Give it with what `AgreementViewSet` selects: a list costs the same however long."""

    name = serializers.CharField(source="agreement.name")
    clauses = ClauseSerializer(many=True)
    commitments = CommitmentSerializer(many=True)
    document = AgreementDocumentSerializer(default=None)
    signatures = AgreementSignatureSerializer(source="document.signatures", many=True, default=[])

    class Meta:
        model = AgreementVersion
        fields = (
            "id",
            "agreement",
            "name",
            "number",
            "state",
            "scope",
            "applies_to",
            "planned_on",
            "review_on",
            "shadow_from",
            "shadow_until",
            "in_force_from",
            "in_force_until",
            "clauses",
            "commitments",
            "document",
            "signatures",
        )
