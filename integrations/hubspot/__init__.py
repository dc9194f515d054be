"""HubSpot: events of contacts and deals, signed by v3."""

from .proof import draw_secret, identity, prove, sign
from .reading import read

__all__ = ["draw_secret", "identity", "prove", "read", "sign"]
