"""The hash that a signature names: it covers every word and number of every language, and nothing else."""

import hashlib
import json
from collections.abc import Mapping

from .blocks import Blocks
from .json_form import to_json


def hash_of(editions: Mapping[str, Blocks]) -> str:
    """SHA-256 of the canonical JSON: keys in order, no blanks, UTF-8. Anybody with the API can compute it again."""
    text = json.dumps(
        to_json(editions), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return hashlib.sha256(text.encode()).hexdigest()
