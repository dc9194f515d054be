"""Several people issue and sign at the same instant: one version for the same words, one signature for each capacity."""

from functools import partial

import pytest

from documents.models import DocumentVersion, Signature
from people.models import User
from tests.conftest import MONDAY_NINE
from tests.sla.test_race import together

from .conftest import Issue

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_same_words_at_once_are_one_version(issue: Issue) -> None:
    together(*[partial(issue, "4 h")] * 4)
    assert DocumentVersion.objects.get().number == 1


def test_other_words_at_once_count_up(issue: Issue) -> None:
    together(*[partial(issue, f"{hours} h") for hours in range(4)])
    assert sorted(DocumentVersion.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_one_signature_stands(issue: Issue, marta: User, silvia: User) -> None:
    version = issue()
    together(*[partial(version.sign, "sales", by=by, at=MONDAY_NINE) for by in (marta, silvia, marta)])
    assert Signature.objects.count() == 1
