"""Trees written by somebody who wants more than an answer are refused with the path, by page and API; none becomes SQL."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from leads.models import Lead
from people.models import Team, User
from people.moment import now
from sla.criteria import catalogues, parse, read

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
LEAF = {"field": "country", "op": "is", "value": "es"}
TEXTS = [
    "' OR '1'='1",
    "'; DROP TABLE leads_lead; --",
    '"',
    "\\",
    "%s",
    "%(x)s",
    "{0}",
    "$$",
    "\x1b[0m",
    "\u202e",
    "%",
    "_",
]
INJECTIONS = [
    # Q(**tree) with words of Q itself: CVE-2025-64459
    {"_connector": "OR 1=1 OR", "field": "country", "op": "is", "value": "es"},
    {"_negated": True, "all": [LEAF]},
    {"_connector": "OR"},
    {"all": [LEAF], "_connector": "XOR"},
    # names of columns from outside: CVE-2025-57833, CVE-2022-28346
    {"field": 'country" IS NULL OR 1=1 --', "op": "is", "value": "x"},
    {"field": "country; SELECT 1", "op": "is", "value": "x"},
    {"field": "score__score", "op": ">", "value": 0},
    {"field": "owner__password__startswith", "op": "is", "value": "x"},
    {"field": "__class__", "op": "is", "value": "x"},
    {"field": "attributes.__proto__", "op": "is", "value": "x"},
    {"field": "attributes.plan__regex", "op": "is", "value": "x"},
    {"field": "attributes.a\x00b", "op": "is", "value": "x"},
    {"field": "attributes.a\nb", "op": "is", "value": "x"},
    {"field": "pk", "op": "is", "value": "1"},
    # operators and measures from outside
    {**LEAF, "op": "is OR 1=1"},
    {**LEAF, "op": "iregex", "value": "(a+)+$"},
    {**LEAF, "op": ["is"]},
    {"events": "page_view", "op": ">= 0 OR 1=1 --", "value": 1},
    {"events": "page_view", "measure": "count(*)", "op": ">", "value": 1},
    {"events": "page_view", "measure": "sum", "of": "values", "op": ">", "value": 1},
    {"events": "page_view", "measure": "sum", "of": "lead__score", "op": ">", "value": 1},
    {"events": "*touch) OR (1=1", "op": ">", "value": 1},
    {"events": {"__in": []}, "op": ">", "value": 1},
    {"events": "page_view", "op": ">", "value": "1) OR (1=1"},
    {"events": "page_view", "op": ">", "value": {"$gt": 0}},
    {"events": "page_view", "op": ">", "value": 1, "within_days": "1 day'"},
    {"events": "page_view", "op": ">", "value": 1, "within_days": 10**9},
    # shapes
    {"all": {"0": LEAF}},
    {"not": [LEAF]},
    {"all": [[LEAF]]},
    {"all": [None]},
    {"all": ["country"]},
    {"": []},
    {"field": {"field": "country"}, "op": "is", "value": "x"},
    {**LEAF, "value": {"sql": "1"}},
    {**LEAF, "value": ["es"]},
    {**LEAF, "value": None},
    {"field": "employees", "op": ">", "value": "1 OR 1=1"},
    {"field": "employees", "op": "between", "value": [1, "2"]},
    {"field": "employees", "op": ">", "value": 10**16},
    {"field": "captured_at", "op": "on", "value": "2026-13-40"},
    {"field": "captured_at", "op": "on", "value": "now()"},
    {"field": "captured_at", "op": "on", "value": "9999-12-31"},
    {"field": "captured_at", "op": "before", "value": "0001-01-01"},
    {"events": [], "op": ">", "value": 1},
    {**LEAF, "events": "page_view"},
]  # fmt: skip


@pytest.mark.parametrize("tree", INJECTIONS, ids=lambda tree: json.dumps(tree)[:60])
@pytest.mark.parametrize("wrap", ["", "all[0]", "not.any[1]"])
def test_refused_where_it_stands(tree: Any, wrap: str) -> None:
    wrapped = {"": tree, "all[0]": {"all": [tree, LEAF]}, "not.any[1]": {"not": {"any": [LEAF, tree]}}}[wrap]
    faults = read(wrapped, catalogues["lead"]).faults
    assert len(faults) == 1 and faults[0].path.startswith(wrap) and faults[0].message


def test_page_and_api_name_the_spot(client_of: ClientOf, marta: User) -> None:
    client = client_of(marta)
    tree = {
        "all": [
            LEAF,
            {
                "any": [
                    {**LEAF, "_connector": "OR 1=1"},
                    {"field": "owner__password", "op": "is", "value": "x"},
                ]
            },
        ]
    }
    page = client.post(
        reverse("sla:criteria-count"), {"criteria-name": "x", "x": json.dumps(tree)}
    ).content.decode()
    assert 'data-path="all[1].any[0]"' in page and 'data-path="all[1].any[1].field"' in page
    answer = client.post(reverse("api-criteria-count"), {"criteria": tree}, content_type="application/json")
    assert answer.status_code == 400 and answer.headers["Content-Type"] == "application/problem+json"
    assert set(answer.json()["errors"]["criteria"]) == {"all[1].any[0]", "all[1].any[1].field"}


def test_texts_stay_values(marta: User, sales: Team) -> None:
    """What looks like SQL in a value or in the name of an own attribute finds exactly the lead that has it."""
    Lead.objects.bulk_create(
        Lead(recorded_at=now(), country=text, attributes={text: "yes"} if text.isprintable() else {})
        for text in TEXTS
    )
    for text in TEXTS:
        for op, value in (("is", text), ("in", [text]), ("starts_with", text)):
            criteria = parse({"field": "country", "op": op, "value": value}, catalogues["lead"])
            found = set(criteria.matching(Lead.objects.all(), now()).values_list("country", flat=True))
            assert text in found and all(one.startswith(text) for one in found)
            assert criteria.sentence()
        if text.isprintable():
            own = parse({"field": f"attributes.{text}", "op": "is", "value": "yes"}, catalogues["lead"])
            assert own.matching(Lead.objects.all(), now()).get().country == text


def test_the_api_counts_and_says(client_of: ClientOf, marta: User, olga: User, sales: Team) -> None:
    Lead.objects.bulk_create([Lead(recorded_at=now(), country="ES", team=sales), Lead(recorded_at=now())])
    asked = {"criteria": {"all": [LEAF, {"events": "*touch", "op": "<", "value": 1}]}}
    url = reverse("api-criteria-count")
    said = client_of(marta).post(url, asked, content_type="application/json").json()
    assert (said["count"], said["total"]) == (1, 2)
    assert said["sentences"]["en"] == "country is “es” and the number of events (human touches) is below 1"
    assert set(said["sentences"]) == {"en", "es"}
    assert client_of(olga).post(url, asked, content_type="application/json").json()["total"] == 0


def test_the_api_tells_no_names_to_who_reads_none(trusted: ClientOf, elena: User) -> None:
    asked = {"criteria": {"field": "email", "op": "is", "value": "ana@x.es"}}
    answer = trusted(elena).post(reverse("api-criteria-count"), asked, content_type="application/json")
    assert answer.status_code == 400 and "field" in answer.json()["errors"]["criteria"]
