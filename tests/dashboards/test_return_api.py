"""Costs, return and leaks over REST: read by who may, costs added once, problems as problem documents."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dashboards.models import Benefit, Spend
from people.models import Organisation, User
from tests.conftest import MONDAY_NINE

ClientOf = Callable[[User], Client]
SPEND, ROI, LEAKS = "/api/v1/spend/", "/api/v1/roi/", "/api/v1/leaks/"
ROW = {"month": "2026-03", "purpose": "program", "amount": "1200.50", "label": "Workshop"}


def post(client: Client, body: Any, key: str = "") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(SPEND, body, content_type="application/json", headers=headers)


def test_rows_are_added_once(organisation: Organisation, trusted: ClientOf, rita: User) -> None:
    client = trusted(rita)
    first = post(
        client, {"rows": [ROW, ROW | {"purpose": "channel", "source": "web", "currency": "usd"}]}, "k1"
    )
    assert (
        first.status_code == 201
        and post(
            client, {"rows": [ROW, ROW | {"purpose": "channel", "source": "web", "currency": "usd"}]}, "k1"
        ).json()
        == first.json()
    )
    assert Spend.objects.count() == 2
    told = {row["purpose"]: row for row in first.json()["results"]}
    assert told["program"]["amount_base"] == "1200.50" and told["channel"]["amount_base"] is None
    again = post(client, {"rows": [ROW]}, "k2")
    assert again.status_code == 409 and Spend.objects.count() == 2
    assert (
        post(client, {"rows": [ROW], "again": True}, "k3").status_code == 201 and Spend.objects.count() == 3
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"rows": []},
        {"rows": "x"},
        {"rows": [ROW | {"month": "2026-13"}]},
        {"rows": [ROW | {"month": "March"}]},
        {"rows": [ROW | {"amount": "-1"}]},
        {"rows": [ROW | {"amount": "1,5"}]},
        {"rows": [ROW | {"amount": "NaN"}]},
        {"rows": [ROW | {"purpose": "party"}]},
        {"rows": [ROW | {"currency": "ABC"}]},
        {"rows": [ROW | {"label": "x" * 201}]},
        {"rows": [ROW | {"source": "\x00"}]},
        {"rows": [ROW] * 501},
    ],
)
def test_what_cannot_be(organisation: Organisation, trusted: ClientOf, rita: User, wrong: Any) -> None:
    answer = post(trusted(rita), wrong)
    assert answer.status_code == 400 and answer.headers["Content-Type"] == "application/problem+json"
    assert not Spend.objects.exists()


def test_the_list_tells_corrections(organisation: Organisation, client_of: ClientOf, marta: User) -> None:
    row = Spend(month=date(2026, 3, 1), source="web", amount=Decimal(9), currency="EUR")
    (said,) = Spend.objects.record([row], by=marta, at=MONDAY_NINE)
    kept = said.correct(marta, MONDAY_NINE, Decimal(7))
    client = client_of(marta)
    rows = client.get(SPEND).json()["results"]
    assert {row["id"]: (row["corrects"], row["corrected_by"]) for row in rows} == {
        said.pk: (None, kept.pk),
        kept.pk: (said.pk, None),
    }
    assert [row["id"] for row in client.get(SPEND, {"standing": "true"}).json()["results"]] == [kept.pk]
    assert client.get(SPEND, {"from": "2026-04"}).json()["results"] == []
    assert client.get(SPEND, {"limit": 1}).json()["next"]
    assert client.get(SPEND, {"from": "x"}).status_code == 400


def test_the_return(organisation: Organisation, trusted: ClientOf, rita: User) -> None:
    client = trusted(rita)
    empty = client.get(ROI).json()
    assert (empty["verdict"], empty["roi"], empty["payback"]) == ("no_benefit", None, None)
    post(client, {"rows": [ROW]})
    amounts = {"amount_low": 500, "amount_likely": 600, "amount_high": 700}
    shares = {"isolation_low": 1, "isolation_likely": 1, "isolation_high": 1}
    told = {
        "name": "Tools",
        "method": "declared",
        "pool": "other",
        "written_by": rita,
        "written_at": MONDAY_NINE,
    }
    Benefit.objects.create(**told, **amounts, **shares)
    answer = client.get(ROI, {"since": "2026-03-02"}).json()
    (line,) = answer["benefits"]
    assert answer["cost"] == "1200.50" and line["counts"] and line["counted_by"] is None
    assert answer["roi"]["likely"] == pytest.approx((answer["benefit"]["likely"] - 1200.5) / 1200.5)
    assert [factor["shape"] for factor in line["factors"]] == ["judged", "counted", "judged"]
    assert (
        client.get(ROI, {"since": "x"}).status_code == 400
        and client.get(ROI, {"costs": "x"}).status_code == 400
    )


def test_the_leaks(organisation: Organisation, client_of: ClientOf, marta: User) -> None:
    answer = client_of(marta).get(LEAKS, {"by": "segment"}).json()
    assert answer == {"by": "segment", "currency": "EUR", "ranked": [], "cells": [], "points": []}
    assert client_of(marta).get(LEAKS, {"by": "owner"}).status_code == 400


def test_who_may(
    organisation: Organisation, client_of: ClientOf, silvia: User, mario: User, olga: User
) -> None:
    assert client_of(silvia).get(SPEND).status_code == 200 and client_of(silvia).get(ROI).status_code == 200
    assert post(client_of(silvia), {"rows": [ROW]}).status_code == 403
    for address in (SPEND, ROI):
        assert client_of(mario).get(address).status_code == 403
    assert client_of(olga).get(LEAKS).status_code == 403 and client_of(mario).get(LEAKS).status_code == 200
    assert Client().get(reverse("api-roi")).status_code == 401


@pytest.mark.parametrize("address", [f"{SPEND}?form=2026-01", f"{ROI}?cost=window", f"{LEAKS}?periods=26w"])
def test_a_parameter_that_isnt_there_is_told(
    organisation: Organisation, trusted: ClientOf, rita: User, address: str
) -> None:
    answer = trusted(rita).get(address)
    assert answer.status_code == 400 and "There is no such field." in answer.content.decode()


@pytest.mark.parametrize("body", [{"rows": [ROW], "agian": True}, {"rows": [ROW | {"chanel": "web"}]}])
def test_a_member_that_isnt_there_adds_nothing(
    organisation: Organisation, trusted: ClientOf, rita: User, body: dict[str, Any]
) -> None:
    answer = post(trusted(rita), body)
    assert answer.status_code == 400 and not Spend.objects.exists()
    assert trusted(rita).get(f"{SPEND}?limit=1").status_code == 200
