"""A definition is written, signed by both, in force, superseded, and never edited."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from documents.models import Document
from people.models import Organisation, User
from sla.criteria import Catalogue, Field, catalogues
from sla.guards import Refused
from sla.models import Definition, DefinitionVersion
from tests.conftest import MONDAY_NINE

from .conftest import hours, put_in_force

pytestmark = pytest.mark.django_db
FROM_SPAIN = {"field": "country", "op": "is", "value": "es"}


@pytest.fixture(autouse=True)
def lead_catalogue(organisation: Organisation) -> Iterator[None]:
    before = catalogues["lead"]
    catalogues.register("lead", Catalogue(Organisation, {"country": Field("text", "Country", "name")}))
    yield
    catalogues.register("lead", before)


@pytest.fixture
def mql() -> Definition:
    return Definition.objects.word("mql")


def written(definition: Definition, by: User, criteria: Any = None, english: str = "From Spain") -> Any:
    version = definition.draft(by=by)
    version.criteria, version.text_en, version.text_es = criteria or FROM_SPAIN, english, "De España"
    version.save()
    return version


def test_put_in_force_and_superseded(mql: Definition, marta: User, silvia: User) -> None:
    first = put_in_force(written(mql, marta), marta, silvia, MONDAY_NINE)
    assert first.put_in_force(by=marta, at=MONDAY_NINE + hours(1)).in_force_from == MONDAY_NINE
    second = put_in_force(written(mql, marta), marta, silvia, MONDAY_NINE + hours(2))
    assert second.number == 2 and second.criteria == FROM_SPAIN
    in_force = DefinitionVersion.objects.in_force
    assert in_force("mql", MONDAY_NINE - hours(1)) is None
    assert in_force("mql", MONDAY_NINE + hours(1)) == first
    assert in_force("mql", MONDAY_NINE + hours(2)) == second


def test_one_is_being_written(mql: Definition, marta: User, silvia: User) -> None:
    draft = written(mql, marta)
    assert mql.draft(by=silvia) == draft
    with pytest.raises(IntegrityError), transaction.atomic():
        DefinitionVersion.objects.create(definition=mql, number=2)
    draft.withdraw(by=marta, at=MONDAY_NINE)
    after = mql.draft(by=silvia)
    assert (after.number, after.criteria, after.text_es) == (2, FROM_SPAIN, "De España")


@pytest.mark.parametrize(
    ("criteria", "english"),
    [
        ({"field": "nothing", "op": "is", "value": "x"}, "x"),
        ({"all": []}, "x"),
        (FROM_SPAIN, " "),
    ],
)
def test_what_nobody_could_sign_is_not_reviewed(
    mql: Definition, marta: User, criteria: Any, english: str
) -> None:
    draft = written(mql, marta, criteria, english)
    with pytest.raises(Refused):
        draft.submit(by=marta, at=MONDAY_NINE)
    assert DefinitionVersion.objects.get(pk=draft.pk).state == "draft" and not Document.objects.exists()


def test_both_sign_before_it_counts(mql: Definition, marta: User, silvia: User) -> None:
    draft = written(mql, marta)
    with pytest.raises(Refused):
        draft.put_in_force(by=marta, at=MONDAY_NINE)
    draft.submit(by=marta, at=MONDAY_NINE)
    signature = draft.sign(by=marta, at=MONDAY_NINE)
    with pytest.raises(Refused):
        draft.put_in_force(by=marta, at=MONDAY_NINE)
    draft.sign(by=silvia, at=MONDAY_NINE)
    assert draft.document and signature.hash == draft.document.hash and draft.document.is_intact
    assert draft.put_in_force(by=silvia, at=MONDAY_NINE).state == "in_force"


def test_in_force_is_not_edited(mql: Definition, marta: User, silvia: User) -> None:
    version = put_in_force(written(mql, marta), marta, silvia, MONDAY_NINE)
    changes: list[dict[str, Any]] = [{"criteria": {"all": []}}, {"text_en": "other"}, {"state": "draft"}]
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            DefinitionVersion.objects.filter(pk=version.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        DefinitionVersion.objects.filter(pk=version.pk).delete()


def test_it_begins_on_the_day_that_both_signed(mql: Definition, marta: User, silvia: User) -> None:
    draft = written(mql, marta)
    draft.planned_on = (MONDAY_NINE + hours(24)).date()
    draft.save()
    draft.submit(by=marta, at=MONDAY_NINE)
    draft.sign(by=marta, at=MONDAY_NINE)
    draft.sign(by=silvia, at=MONDAY_NINE)
    with pytest.raises(Refused):
        draft.put_in_force(by=marta, at=MONDAY_NINE)
    assert DefinitionVersion.objects.begin(MONDAY_NINE) == 0
    assert DefinitionVersion.objects.begin(MONDAY_NINE + hours(24)) == 1
    assert DefinitionVersion.objects.get(pk=draft.pk).by is None


def test_the_guide_is_written_anew(mql: Definition, marta: User, silvia: User) -> None:
    put_in_force(written(mql, marta), marta, silvia, MONDAY_NINE)
    sql = written(Definition.objects.word("sql"), marta, english="A talk was held")
    put_in_force(sql, marta, silvia, MONDAY_NINE + hours(1))
    guide = Document.objects.get(kind="qualification_guide")
    assert guide.versions.count() == 2 and guide.title_en and guide.title_es
    newest = guide.versions.order_by("-number")[0]
    said = str(newest.blocks)
    assert set(newest.editions) == {"en", "es"} and "A talk was held" in said and "From Spain" in said
    again = DefinitionVersion.objects.issue_guide(marta, MONDAY_NINE + hours(2))
    assert again == newest, "the same words are no new edition"
