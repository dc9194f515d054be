"""Trees that can't be read are refused with the path of the fault; what can is said in both languages."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import translation

from people.models import User
from sla.criteria import Catalogue, CriteriaFault, EventCatalogue, Field, Group, parse

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
FIELDS = {
    "country": Field("text", "Country", "name"),
    "employees": Field("number", "Employees", "pk"),
    "amount": Field("money", "Amount", "pk"),
    "stage": Field("choice", "Stage", "role", choices={"mql": "MQL", "sql": "SQL"}),
    "captured": Field("date", "Captured", "created_at"),
    "active": Field("boolean", "Active", "is_active"),
}
EVENTS = EventCatalogue(
    rows=User.objects.all,
    subject="team_id",
    kind="role",
    groups={"touch": Group("human touches", None)},  # type: ignore[arg-type]
    numbers={"amount": Field("money", "amount", "pk")},
    kinds=lambda: {"page_view": "page views"},
)
CATALOGUE = Catalogue(User, FIELDS, EVENTS)
LEAF = {"field": "country", "op": "is", "value": "es"}
VIEWS = {"events": "page_view", "op": ">=", "value": 3}


def deep(levels: int) -> dict[str, Any]:
    return {"not": deep(levels - 1)} if levels else LEAF


@pytest.mark.parametrize(
    ("tree", "path", "code"),
    [
        (None, "", "not_an_object"),
        ({}, "", "not_an_object"),
        ([LEAF], "", "not_an_object"),
        ({"all": [LEAF], "any": [LEAF]}, "", "one_key"),
        ({"all": LEAF}, "all", "not_a_list"),
        ({"xor": [LEAF]}, "", "unknown_key"),
        ({"_connector": "OR"}, "", "unknown_key"),
        ({"all": [LEAF], "_negated": True}, "", "unknown_key"),
        ({**LEAF, "_connector": "OR"}, "", "unknown_key"),
        (
            {"all": [LEAF, {"any": [{"field": "nope", "op": "is", "value": "x"}]}]},
            "all[1].any[0].field",
            "unknown_field",
        ),
        ({"field": "country__name", "op": "is", "value": "x"}, "field", "unknown_field"),
        ({"field": "password", "op": "is", "value": "x"}, "field", "unknown_field"),
        ({"field": "attributes.a__b", "op": "is", "value": "x"}, "field", "unknown_field"),
        ({"field": "attributes.", "op": "is", "value": "x"}, "field", "unknown_field"),
        ({"field": 3, "op": "is", "value": "x"}, "field", "not_text"),
        ({"field": "country", "op": "regex", "value": "("}, "op", "unknown_op"),
        ({"field": "country", "op": ">", "value": 3}, "op", "unknown_op"),
        ({"field": "country", "op": "is"}, "", "missing"),
        ({"field": "country", "op": "is", "value": 3}, "value", "not_text"),
        ({"field": "country", "op": "is", "value": "a\x00"}, "value", "not_text"),
        ({"field": "country", "op": "is", "value": "\ud800"}, "value", "not_text"),
        ({"field": "country", "op": "is", "value": "x" * 301}, "value", "too_long"),
        ({"field": "country", "op": "in", "value": ["x"] * 501}, "value", "too_many"),
        ({"field": "country", "op": "in", "value": []}, "value", "not_a_list"),
        ({"field": "country", "op": "is_empty", "value": "x"}, "value", "no_value"),
        ({"field": "employees", "op": ">", "value": "3"}, "value", "not_a_number"),
        ({"field": "employees", "op": ">", "value": True}, "value", "not_a_number"),
        ({"field": "employees", "op": ">", "value": float("nan")}, "value", "not_a_number"),
        ({"field": "employees", "op": ">", "value": 10**5000}, "value", "not_a_number"),
        ({"field": "employees", "op": "between", "value": [3, 1]}, "value", "not_a_range"),
        ({"field": "stage", "op": "is", "value": "lost"}, "value", "unknown_choice"),
        ({"field": "active", "op": "is", "value": "yes"}, "value", "not_yes_or_no"),
        ({"field": "captured", "op": "before", "value": "soon"}, "value", "not_a_date"),
        ({"field": "captured", "op": "within_days", "value": 0}, "value", "days_out_of_range"),
        ({**VIEWS, "events": "*nothing"}, "events", "unknown_events"),
        ({**VIEWS, "events": "a__b"}, "events", "unknown_events"),
        ({**VIEWS, "measure": "median"}, "measure", "unknown_measure"),
        ({**VIEWS, "measure": "sum", "of": "price"}, "of", "unknown_sum"),
        ({**VIEWS, "op": "is"}, "op", "unknown_op"),
        ({**VIEWS, "within_days": 1.5}, "within_days", "days_out_of_range"),
        (deep(7), "not.not.not.not.not.not", "too_deep"),
        ({"all": [{"any": [LEAF] * 101}, {"any": [LEAF] * 100}]}, "all[1].any[99]", "too_many"),
    ],
)
def test_refused(tree: Any, path: str, code: str) -> None:
    with pytest.raises(CriteriaFault) as refused:
        parse(tree, CATALOGUE)
    assert (refused.value.path, refused.value.code) == (path, code)
    for language in ("en", "es"):
        with translation.override(language):
            assert refused.value.message


def test_limits_are_reached() -> None:
    parse(deep(6), CATALOGUE)
    assert len(parse({"all": [LEAF] * 200}, CATALOGUE).leaves()) == 200


def test_what_it_looks_at() -> None:
    criteria = parse(
        {"all": [LEAF, {"not": VIEWS}, {"field": "attributes.plan", "op": "is", "value": "pro"}]}, CATALOGUE
    )
    assert criteria.fields_used() == {"country", "attributes.plan"}
    assert criteria.events_used() == {"page_view"} and not criteria.ages
    assert parse({**VIEWS, "within_days": 14}, CATALOGUE).ages
    assert parse({"field": "captured", "op": "older_than_days", "value": 3}, CATALOGUE).ages


def sentences() -> Iterator[tuple[dict[str, Any], str]]:
    yield LEAF, "Country is “es”"
    yield {"field": "stage", "op": "in", "value": ["mql", "sql"]}, "Stage is one of MQL, SQL"
    yield {"field": "employees", "op": "between", "value": [10, 2000]}, "Employees is between 10 and 2,000"
    yield {"field": "active", "op": "is", "value": True}, "Active is yes"
    yield {"field": "country", "op": "is empty"}, "Country is empty"
    yield {"field": "captured", "op": "within_days", "value": 14}, "Captured lies within the last 14 days"
    yield (
        {**VIEWS, "within_days": 14},
        "the number of events (page views) is at least 3 within the last 14 days",
    )
    yield {**VIEWS, "events": "*touch"}, "the number of events (human touches) is at least 3"
    yield {"all": [LEAF, {"any": [LEAF, LEAF]}]}, "Country is “es” and (Country is “es” or Country is “es”)"
    yield {"not": LEAF}, "not (Country is “es”)"
    yield {"all": []}, "always"
    yield {"any": []}, "never"


@pytest.mark.parametrize(("tree", "sentence"), list(sentences()))
def test_said(tree: dict[str, Any], sentence: str) -> None:
    with translation.override("en"):
        assert parse(tree, CATALOGUE).sentence() == sentence
