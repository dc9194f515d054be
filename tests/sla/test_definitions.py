"""A definition's version is put in force, supersedes the one before, and is never edited."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from people.models import Organisation, User
from sla.criteria import Catalogue, CriteriaFault, Field, catalogues
from sla.models import Definition, DefinitionVersion
from tests.conftest import MONDAY_NINE

from .conftest import hours

pytestmark = pytest.mark.django_db
FROM_SPAIN = {"field": "country", "op": "is", "value": "es"}


@pytest.fixture(autouse=True)
def lead_catalogue() -> Iterator[None]:
    before = catalogues["lead"]
    catalogues.register("lead", Catalogue(Organisation, {"country": Field("text", "Country", "name")}))
    yield
    catalogues.register("lead", before)


@pytest.fixture
def mql() -> Definition:
    return Definition.objects.get_or_create(key="mql", defaults={"name_en": "MQL", "name_es": "MQL"})[0]


def test_put_in_force_and_superseded(mql: Definition, rita: User) -> None:
    first = mql.draft(FROM_SPAIN, "From Spain", "De España", by=rita)
    second = mql.draft({"all": []}, "All", "Todos", by=rita)
    first.put_in_force(by=rita, at=MONDAY_NINE)
    assert first.put_in_force(by=rita, at=MONDAY_NINE + hours(1)).in_force_from == MONDAY_NINE
    second.put_in_force(by=rita, at=MONDAY_NINE + hours(2))
    in_force = DefinitionVersion.objects.in_force
    assert in_force("mql", MONDAY_NINE - hours(1)) is None
    assert in_force("mql", MONDAY_NINE + hours(1)) == first
    assert in_force("mql", MONDAY_NINE + hours(2)) == second


def test_a_draft_must_be_readable(mql: Definition, rita: User) -> None:
    with pytest.raises(CriteriaFault):
        mql.draft({"field": "nothing", "op": "is", "value": "x"}, "", "", by=rita)


def test_in_force_is_not_edited(mql: Definition, rita: User) -> None:
    version = mql.draft(FROM_SPAIN, "", "", by=rita).put_in_force(by=rita, at=MONDAY_NINE)
    changes: list[dict[str, Any]] = [{"criteria": {"all": []}}, {"text_en": "other"}, {"state": "draft"}]
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            DefinitionVersion.objects.filter(pk=version.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        DefinitionVersion.objects.filter(pk=version.pk).delete()
