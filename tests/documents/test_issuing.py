"""Issuing: the same words are the same version, others the next; what was issued stays as it was."""

import json
from typing import Any

import pytest
from django.db import InternalError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis.extra.django import TestCase

from documents import writing as say
from documents.hashing import hash_of
from documents.json_form import from_json, to_json
from documents.models import Document, DocumentVersion
from people.models import User
from tests.conftest import MONDAY_NINE

from .conftest import Issue, promise
from .strategies import documents

pytestmark = pytest.mark.django_db


def test_the_same_words_are_the_same_version(issue: Issue, rita: User) -> None:
    first = issue()
    assert issue(by=rita, label="again") == first and first.number == 1
    assert DocumentVersion.objects.get().by != rita


def test_other_words_are_the_next_version(issue: Issue) -> None:
    later = MONDAY_NINE.replace(hour=12)
    first, second = issue("4 h"), issue("2 h", at=later)
    assert (first.number, second.number) == (1, 2) and first.hash != second.hash
    assert Document.objects.get().issued_at == later
    assert issue("4 h").number == 3, "going back is a version too"


def test_a_word_of_one_language_is_another_document(issue: Issue) -> None:
    first = issue()
    assert issue(editions={"en": promise(), "es": promise("otro")}).hash != first.hash


def test_documents_have_their_own_counts(issue: Issue) -> None:
    assert issue(key="7").number == issue("9 h", key="8").number == 1


def test_the_database_refuses_to_change_it(issue: Issue, marta: User) -> None:
    version = issue()
    signature = version.sign("marketing", by=marta, at=MONDAY_NINE)
    for row, values in ((version, {"label": "x"}), (signature, {"capacity": "x"})):
        rows = type(row).objects.filter(pk=row.pk)
        for change in (
            lambda rows=rows, values=values: rows.update(**values),
            lambda rows=rows: rows._raw_delete(rows.db),
        ):
            with pytest.raises(InternalError), transaction.atomic():
                change()


def test_someone_who_reaches_past_the_database_is_found_out(issue: Issue) -> None:
    version = issue()
    assert version.is_intact
    version.blocks["languages"]["en"][2]["words"][1]["text"] = "within 9 h"
    del version.__dict__["editions"]
    assert not version.is_intact


class StoredDocuments(TestCase):
    @settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(documents)
    def test_the_database_gives_back_what_was_hashed(self, written: Any) -> None:
        """PostgreSQL writes numbers and strings in its own way: the hash must not notice."""
        editions = {"en": written, "es": (say.title("x"),)}
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::jsonb::text", [json.dumps(to_json(editions))])
            (kept,) = cursor.fetchone()
        assert hash_of(from_json(json.loads(kept))) == hash_of(editions)


@settings(max_examples=60, deadline=None)
@given(documents, documents)
def test_different_documents_have_different_hashes(one: Any, other: Any) -> None:
    assert (hash_of({"en": one}) == hash_of({"en": other})) == (one == other)
