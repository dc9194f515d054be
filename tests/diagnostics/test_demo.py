"""The demo company's diagnosis: the people, six conversations, problems, ratings by both teams; built once."""

from datetime import UTC, datetime

from diagnostics import demo
from diagnostics.models import Interview, Note, Quote, Rating
from people.models import Organisation, User
from tests.conftest import ClientOf

BEGUN = datetime(2025, 3, 3, 8, 0, tzinfo=UTC)


def test_it_is_whole_and_built_once(
    organisation: Organisation,
    marta: User,
    silvia: User,
    felix: User,
    elena: User,
    client_of: ClientOf,
) -> None:
    cast = {"marketing_manager": marta, "sales_manager": silvia, "facilitator": felix}
    first = demo.fill(organisation, cast, BEGUN)
    assert demo.fill(organisation, cast, BEGUN) == first
    assert first.stakeholders.count() == 8 and first.closed_on is not None
    assert (
        Interview.objects.held().count() == 6 and Note.objects.written().count() == Quote.objects.count() == 9
    )
    assert Rating.objects.count() == 16
    assert {row.verdict.stars for row in first.recommendations.all()} == {2, 3, 4, 5}
    assert client_of(elena).get(first.get_absolute_url()).status_code == 200


def test_nobody_is_interviewed_at_the_weekend(organisation: Organisation) -> None:
    demo.fill(organisation, {}, BEGUN)
    assert all(interview.planned_at.weekday() < 5 for interview in Interview.objects.all())
