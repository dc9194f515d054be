"""Examples are real leads without their names; whoever is erased is none any more."""

from collections.abc import Callable

import pytest
from django.test import Client

from documents.models import Document
from leads.models import Lead
from people.models import User
from sla.models import Definition, DefinitionVersion, Example
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import Made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("scoring")]
ClientOf = Callable[[User], Client]


@pytest.fixture
def leads(make_lead: Made) -> list[Lead]:
    """Employees 10, 20 ... 100; every second is from Spain, all are of some company."""
    return [
        make_lead(
            country="Spain" if n % 2 else "Chile",
            employees=10 * n,
            company=f"Acme {n}",
            name=f"Zoe Marvel {n}",
        )
        for n in range(1, 11)
    ]


@pytest.fixture
def draft(marta: User, leads: list[Lead]) -> DefinitionVersion:
    version = Definition.objects.word("sql").draft(by=marta)
    version.criteria = {
        "all": [
            {"field": "country", "op": "is", "value": "Spain"},
            {"field": "employees", "op": ">=", "value": 50},
            {"field": "company", "op": "is_not_empty"},
        ]
    }
    version.text_en = version.text_es = "Large and in Spain"
    version.save()
    return version


def chosen(version: DefinitionVersion, leads: list[Lead]) -> dict[str, list[int]]:
    """{kind: the places of its leads}."""
    places = {lead.pk: place for place, lead in enumerate(leads, start=1)}
    found: dict[str, list[int]] = {}
    for example in version.examples.all():
        found.setdefault(example.kind, []).append(places[example.subject_id])
    return found


def test_the_clearest_and_the_nearest(draft: DefinitionVersion, leads: list[Lead], marta: User) -> None:
    assert len(Example.objects.proposed(draft, MONDAY_NINE)) == 7 and not Example.objects.exists()
    draft.submit(by=marta, at=MONDAY_NINE)
    found = chosen(draft, leads)
    assert sorted(found["holds"]) == [5, 7, 9]
    assert set(found["nearly"]) <= {3, 10, 8} and len(found["nearly"]) == 2
    assert 2 in found["not"] and not set(found["not"]) & {*found["holds"], *found["nearly"]}


def test_nobody_is_named(draft: DefinitionVersion, client_of: ClientOf, marta: User, elena: User) -> None:
    draft.submit(by=marta, at=MONDAY_NINE)
    kept = str(list(Example.objects.values_list("shown", flat=True)))
    assert "Acme" not in kept and "Zoe Marvel" not in kept and "Spain" in kept
    example = draft.examples.filter(kind="holds")[0]
    country, employees, company = example.answers()
    assert (country.value, company.value, company.holds) == ("Spain", "known", True) and employees.holds
    page = client_of(marta).get(draft.get_absolute_url()).content.decode()
    assert (
        "Clearly one" in page
        and "Nearly, but not one" in page
        and "Zoe Marvel" not in page
        and "Acme" not in page
    )
    assert "Zoe Marvel" not in client_of(elena).get(draft.get_absolute_url()).content.decode()


def test_the_erased_vanish(
    draft: DefinitionVersion, leads: list[Lead], marta: User, silvia: User, rita: User
) -> None:
    draft.submit(by=marta, at=MONDAY_NINE)
    draft.sign(by=marta, at=MONDAY_NINE)
    draft.sign(by=silvia, at=MONDAY_NINE)
    draft.put_in_force(by=rita, at=MONDAY_NINE)
    guide = Document.objects.get(kind="qualification_guide")
    first = guide.versions.get()
    assert "Spain" in str(first.blocks)
    gone = draft.examples.filter(kind="holds")[0]
    Lead.objects.get(pk=gone.subject_id).erase(by=rita, at=MONDAY_NINE)
    assert not Example.objects.filter(subject_id=gone.subject_id).exists()
    assert guide.versions.count() == 2, "the guide is written without them"
    assert draft.document and draft.document.is_intact


def test_only_the_newest_leads_are_looked_at(
    draft: DefinitionVersion, leads: list[Lead], marta: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sla.examples.LOOKED_AT", 4)
    draft.submit(by=marta, at=MONDAY_NINE)
    assert {place for places in chosen(draft, leads).values() for place in places} == {7, 8, 9, 10}
