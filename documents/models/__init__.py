from .document import Document
from .signature import Refused, Signature
from .version import DocumentVersion

__all__ = ["Document", "DocumentVersion", "Refused", "Signature"]
