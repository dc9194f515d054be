"""The lead list: what the address asks, within sight of the reader, at a steady cost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from leads.models import Handoff, Lead
from people.models import User
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import Made

ClientOf = Callable[[User], Client]
LIST = "/leads/"


def names(answer: Any) -> list[str]:
    return [lead.name for lead in answer.context["rows"]]


@pytest.fixture
def three(make_lead: Made) -> list[Lead]:
    return [
        make_lead(
            name=name, source=source, country=country, stages={"captured": MONDAY_NINE + timedelta(days=day)}
        )
        for day, (name, source, country) in enumerate(
            [("Ana Ruiz", "web", "Spain"), ("José Núñez", "", "Spain"), ("Li Wei", "fair", "China")]
        )
    ]


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_opens_in_both_languages(
    three: list[Lead], client_of: ClientOf, marta: User, language: str
) -> None:
    User.objects.filter(pk=marta.pk).update(language=language)
    answer = client_of(marta).get(LIST)
    assert answer.status_code == 200 and names(answer) == ["Li Wei", "José Núñez", "Ana Ruiz"]
    assert client_of(marta).get(three[0].get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("source=web", ["Ana Ruiz"]),
        ("source=~", ["José Núñez"]),
        ("source=web&source=fair", ["Li Wei", "Ana Ruiz"]),
        ("q=jose+nun", ["José Núñez"]),
        ("q=JOSÉ", ["José Núñez"]),
        ("from=2026-03-03&to=2026-03-03", ["José Núñez"]),
        ("stage=captured&sort=captured", ["Ana Ruiz", "José Núñez", "Li Wei"]),
        ("stage=nonsense&owner=x&team=-1&from=yesterday&q=%00", ["Li Wei", "José Núñez", "Ana Ruiz"]),
        ("system=test", ["Li Wei", "José Núñez", "Ana Ruiz"]),
        ("system=other", []),
        ("grade=D&sort=-score", []),
    ],
)
def test_filters(three: list[Lead], client_of: ClientOf, marta: User, query: str, found: list[str]) -> None:
    assert names(client_of(marta).get(f"{LIST}?{query}")) == found


def test_pages_follow_each_other_through_unknown_moments(
    make_lead: Made, client_of: ClientOf, marta: User
) -> None:
    """The dated first, the newest before the rest; then those nobody dated."""
    for number in range(60):
        make_lead(name=f"n{number}", stages={"captured": MONDAY_NINE} if number < 45 else None)
    client, seen, after = client_of(marta), [], ""
    while True:
        answer = client.get(LIST, {"after": after})
        seen += names(answer)
        if not (after := answer.context["next"]):
            break
    assert seen == [f"n{n}" for n in [*range(44, -1, -1), *range(59, 44, -1)]]
    assert client.get(LIST, {"after": "nonsense"}).status_code == 200


@pytest.mark.usefixtures("scoring")
def test_pages_by_score(make_lead: Made, client_of: ClientOf, marta: User) -> None:
    for number in range(52):
        make_lead(name=f"n{number}", country="Spain" if number % 2 else "France")
    first = client_of(marta).get(LIST, {"sort": "-score"})
    second = client_of(marta).get(LIST, {"sort": "-score", "after": first.context["next"]})
    scores = [lead.score.score for lead in (*first.context["rows"], *second.context["rows"])]
    assert scores == sorted(scores, reverse=True) and len(scores) == 52


def test_it_costs_the_same_for_many(
    make_lead: Made, client_of: ClientOf, marta: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(55):
        make_lead(name=f"n{number}", stages={"captured": MONDAY_NINE})
    client = client_of(marta)
    client.get(LIST)
    with django_assert_max_num_queries(12):
        answer = client.get(f"{LIST}?q=n&source=~")
    assert (answer.context["counted"], len(answer.context["rows"])) == (55, 50)


@pytest.mark.usefixtures("running")
def test_each_reader_sees_their_own(
    make_lead: Made, client_of: ClientOf, sara: User, olga: User, silvia: User, felix: User
) -> None:
    lead = make_lead(
        name="Ana Ruiz", email="ana@x.example", country="Spain", events=["demo_request"], live=True
    )
    make_lead(name="Nobody's", live=True)
    assert names(client_of(sara).get(LIST)) == names(client_of(silvia).get(LIST)) == ["Ana Ruiz"]
    assert names(client_of(olga).get(LIST)) == []
    assert client_of(olga).get(lead.get_absolute_url()).status_code == 404
    for address in (
        LIST,
        f"{LIST}?q=Ana",
        lead.get_absolute_url(),
        reverse("leads:lead-export", args=["csv"]),
    ):
        answer = client_of(felix).get(address)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        assert b"Ana Ruiz" not in text and b"ana@x.example" not in text, address


@pytest.mark.usefixtures("running")
def test_ticked_leads_are_handed_off_once(
    make_lead: Made, client_of: ClientOf, marta: User, sara: User, mario: User
) -> None:
    leads = [make_lead(name=f"n{n}", country="France", live=True) for n in range(2)]
    address, ticked = reverse("leads:handoff-create"), {"pk": [lead.pk for lead in leads] + ["x", "9" * 30]}
    assert client_of(marta).get(address).status_code == 405
    assert client_of(sara).post(address, ticked).status_code == 403
    for _twice in range(2):
        assert client_of(mario).post(address, ticked).status_code == 302
    assert Handoff.objects.count() == 2 and {h.by for h in Handoff.objects.all()} == {mario}
    assert {lead.stage for lead in Lead.objects.all()} == {"handed_off"}


def test_an_empty_list_teaches(client_of: ClientOf, marta: User) -> None:
    assert reverse("leads:import-create") in client_of(marta).get(LIST).content.decode()
