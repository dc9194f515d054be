"""Puts back the words that a migration seeded, after the database was emptied. Twice safe."""

from .models import EventKind, RejectionReason
from .seeds import CONVERSATIONS, EVENT_KINDS, EVIDENCE, REJECTION_REASONS, RETIRED

KIND = ("key", "name_en", "name_es", "direction", "is_human", "is_touch", "is_engagement")
REASON = ("code", "name_en", "name_es", "owner", "recycle_days", "counts_against_quality")


def sow() -> None:
    EventKind.objects.bulk_create(
        [
            EventKind(**dict(zip(KIND, kind, strict=True)), is_conversation=kind[0] in CONVERSATIONS)
            for kind in EVENT_KINDS
        ],
        ignore_conflicts=True,
    )
    RejectionReason.objects.bulk_create(
        [
            RejectionReason(
                position=position,
                evidence=EVIDENCE.get(reason[0], "none"),
                retired_at=RETIRED.get(reason[0]),
                **dict(zip(REASON, reason, strict=True)),
            )
            for position, reason in enumerate(REJECTION_REASONS)
        ],
        ignore_conflicts=True,
    )
