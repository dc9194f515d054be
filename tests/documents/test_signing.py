"""Signing: the first word stands, twice is quiet, and nobody signs what has been replaced."""

import pytest

from documents import kinds
from documents.models import Refused, Signature
from people.models import User
from tests.conftest import MONDAY_NINE

from .conftest import Issue

pytestmark = pytest.mark.django_db
LATER = MONDAY_NINE.replace(hour=15)


def test_twice_changes_nothing(issue: Issue, marta: User, rita: User) -> None:
    version = issue()
    first = version.sign("marketing", by=marta, at=MONDAY_NINE)
    assert version.sign("marketing", by=rita, at=LATER) == first
    kept = Signature.objects.get()
    assert (kept.by, kept.role, kept.signed_at, kept.hash) == (
        marta,
        "marketing_manager",
        MONDAY_NINE,
        version.hash,
    )


def test_it_is_signed_when_everybody_has(issue: Issue, marta: User, silvia: User) -> None:
    version = issue()
    version.sign("marketing", by=marta, at=MONDAY_NINE)
    assert not version.is_signed
    version.sign("sales", by=silvia, at=MONDAY_NINE)
    assert version.is_signed


def test_nobody_signs_for_a_stranger(issue: Issue, marta: User) -> None:
    with pytest.raises(Refused):
        issue().sign("finance", by=marta, at=MONDAY_NINE)


def test_nobody_signs_what_was_replaced(issue: Issue, marta: User, silvia: User) -> None:
    old = issue("4 h")
    given = old.sign("marketing", by=marta, at=MONDAY_NINE)
    issue("2 h")
    assert old.sign("marketing", by=marta, at=LATER) == given, "what was given stays given"
    with pytest.raises(Refused):
        old.sign("sales", by=silvia, at=LATER)


def test_a_kind_may_say_who_signs(issue: Issue, marta: User, sara: User) -> None:
    kinds.register(kinds.Kind("pact", "Pact", {"sales": "Sales"}, may_sign=lambda user, _for: user == sara))
    with pytest.raises(Refused):
        issue().sign("sales", by=marta, at=MONDAY_NINE)
    assert issue().sign("sales", by=sara, at=MONDAY_NINE).by == sara
