"""Published figures beside ours: with interval, grade, source and warning; unlike ones stand apart."""

from typing import Any

import pytest
from django.urls import reverse

from tests.dashboards.test_overview import house

__all__ = ["house"]
PAGE = {"from": "2026-03-01", "to": "2026-03-31"}
BUDGET = 70


@pytest.mark.usefixtures("house")
def test_ours_beside_theirs(client_of: Any, marta: Any) -> None:
    answer = client_of(marta).get(reverse("dashboards:benchmark-list"), PAGE)
    sections = {one.kpi.key: one for one in answer.context["beside"].sections}
    accepted = sections["mql_to_accepted"]
    assert accepted.reading.n and accepted.reading.low < accepted.reading.value < accepted.reading.high
    assert [row.words for row in accepted.rows][:2] == ["40\xa0% – 60\xa0%", "40\xa0% – 70\xa0%"]
    assert sections["mql_to_sql"].is_conflicting and sections["mql_to_sql"].spread == (0.08, 0.58)
    html = answer.content.decode()
    assert "The RevOps Report" in html and "198 is quoted for 2020" not in html


@pytest.mark.usefixtures("house")
def test_its_number_opens_its_rows(client_of: Any, marta: Any) -> None:
    client = client_of(marta)
    sections = client.get(reverse("dashboards:benchmark-list"), PAGE).context["beside"].sections
    counted = [one for one in sections if one.rows_url]
    assert counted
    for one in counted:
        assert client.get(one.rows_url).context["count"] == one.reading.n, one.kpi.key


@pytest.mark.usefixtures("house")
def test_money_of_others_is_not_compared(client_of: Any, marta: Any, organisation: Any) -> None:
    def section() -> Any:
        found = client_of(marta).get(reverse("dashboards:benchmark-list"), PAGE).context["beside"].sections
        return next(one for one in found if one.kpi.key == "cost_per_lead")

    assert (len(section().rows), len(section().foreign)) == (0, 2)
    organisation.currency = "USD"
    organisation.save()
    assert (len(section().rows), len(section().foreign)) == (2, 0)


@pytest.mark.usefixtures("house")
def test_statements(client_of: Any, marta: Any, django_assert_max_num_queries: Any) -> None:
    client = client_of(marta)
    client.get(reverse("dashboards:benchmark-list"), PAGE)
    with django_assert_max_num_queries(BUDGET):
        client.get(reverse("dashboards:benchmark-list"), PAGE)


def test_before_anything_was_counted(client_of: Any, sara: Any) -> None:
    answer = client_of(sara).get(reverse("dashboards:benchmark-list"))
    assert answer.status_code == 200 and "nothing counted yet" in answer.content.decode()


def test_for_programs(client_of: Any, marta: Any) -> None:
    client = client_of(marta)
    found = client.get("/api/v1/benchmarks/").json()["results"]
    assert len(found) == 53
    first = found[0]
    assert (first["metric"], first["mid"], first["grade"], first["kpi"]) == (
        "response_within_1h", 37.0, "A", "",
    )  # fmt: skip
    narrowed = client.get("/api/v1/benchmarks/", {"kpi": "mql_to_sql"}).json()["results"]
    assert {one["metric"] for one in narrowed} == {"mql_to_sql"}
    assert any(flag["kind"] == "conflicting" for one in narrowed for flag in one["flags"])
