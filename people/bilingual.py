"""Text that people write in both languages: which of the two the reader gets."""

from django.utils.translation import get_language


def reads_spanish() -> bool:
    """Whether the active language is Spanish; any other reads English."""
    return (get_language() or "").startswith("es")


def told(english: str, spanish: str) -> str:
    """The text in the reader's language."""
    return spanish if reads_spanish() else english
