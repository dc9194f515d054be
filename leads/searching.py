"""Words for the search: folded the same way when they are stored (in SQL) and when they are asked for."""

import re
import unicodedata

from django.contrib.postgres.search import SearchQuery

MOST_WORDS = 8


def fold(text: str) -> str:
    """Lower case without accents: what PostgreSQL's `lower(normalize(x, NFKD))` less combining marks gives."""
    spread = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def prefix_query(text: str) -> SearchQuery | None:
    """All the words, each as a beginning; None where the text holds none. Words are bare letters and digits,
    so nothing a person types can reach the query language."""
    words = re.findall(r"[^\W_]+", fold(text))[:MOST_WORDS]
    if not words:
        return None
    return SearchQuery(" & ".join(f"{word}:*" for word in words), search_type="raw", config="simple")
