"""How the API tells whose word stands under a target or a baseline."""

from typing import Any

from rest_framework import serializers


class WordSerializer(serializers.Serializer[Any]):
    """One manager's yes for one team."""

    party = serializers.ChoiceField(["marketing", "sales"])
    by = serializers.CharField()
    signed_at = serializers.DateTimeField()
