"""Standard Webhooks: the generic way in, for forms, own programs and whatever speaks it."""

from .proof import draw_secret, identity, prove, sign
from .reading import read

__all__ = ["draw_secret", "identity", "prove", "read", "sign"]
