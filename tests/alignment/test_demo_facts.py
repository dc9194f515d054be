"""The demo writes its past as the program would have: what people do in it next meets nothing in its way."""

import pytest

from alignment.demo.company import build
from leads.models import LeadChange, Reply
from people.moment import now


@pytest.mark.django_db
def test_answers_to_returns_are_told_as_the_program_tells_them() -> None:
    build(now(), leads=350)
    told = LeadChange.objects.filter(origin="app", origin_key__startswith="reply:")
    replies = Reply.objects.values_list("pk", flat=True)
    assert replies and set(told.values_list("origin_key", flat=True)) == {f"reply:{pk}" for pk in replies}
