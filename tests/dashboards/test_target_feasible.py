"""What it takes to show a target: the known figures come out of the page, and relative or points is asked."""

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from dashboards.targets import feasibility
from dashboards.targets.aim import Aim, Kind, gone
from people.moment import now

SOON = "2999-01-01"


@pytest.fixture
def told(trusted: Any, rita: Any) -> Any:
    """What the page says to somebody who states where a number stands."""

    def ask(**said: Any) -> Any:
        form = {"matures_on": SOON, "decided_by": rita.pk, "step": "look"} | said
        answer = trusted(rita).post(reverse("dashboards:target-create"), form)
        assert answer.status_code == 200 and not answer.context["form"].errors, answer.context["form"].errors
        words = re.sub(r"<[^>]+>", " ", answer.content.decode())
        return re.sub(r"\s+", " ", words)

    return ask


@pytest.mark.parametrize(
    ("kpi", "stated", "kind", "amount", "makes", "needed"),
    [
        ("lead_acceptance_rate", 50, "relative", 20, "60 %", "388"),
        ("lead_acceptance_rate", 50, "points", 20, "70 %", "93"),
        ("captured_to_opportunity", 13, "relative", 15, "15 %", "4,962"),
        ("captured_to_opportunity", 13, "relative", 20, "15.6 %", "2,845"),
        ("captured_to_opportunity", 13, "relative", 25, "16.3 %", "1,855"),
    ],
)
def test_cases_that_a_change_takes(
    told: Any, kpi: str, stated: float, kind: str, amount: float, makes: str, needed: str
) -> None:
    page = told(kpi=kpi, stated=stated, cases=1000, kind=kind, amount=amount)
    assert f"takes {needed} cases in each of two periods" in page
    assert f"to {makes} by" in page or kpi == "captured_to_opportunity"


def test_the_other_way_is_told(told: Any) -> None:
    page = told(kpi="lead_acceptance_rate", stated=50, cases=100, kind="relative", amount=20)
    assert "Meant the other way, the same figure would make 70 %." in page


def test_a_level_is_proven(told: Any) -> None:
    page = told(kpi="sla_compliance", stated=80, cases=100, kind="level", amount=90)
    for kept in ("50/50", "96/100", "189/200", "372/400"):
        assert kept in page


def test_an_nps_says_its_margin(told: Any) -> None:
    page = told(kpi="internal_nps", stated=10, cases=10, kind="points", amount=20)
    assert "10 ±51 ±62" in page


def test_relative_or_points_is_asked(trusted: Any, rita: Any) -> None:
    client = trusted(rita)
    page = client.get(reverse("dashboards:target-create"))
    assert page.context["form"]["kind"].value() is None
    form = {"kpi": "lead_acceptance_rate", "stated": 50, "amount": 20, "matures_on": SOON, "step": "save"}
    answer = trusted(rita).post(reverse("dashboards:target-create"), form | {"decided_by": rita.pk})
    assert answer.status_code == 422 and list(answer.context["form"].errors) == ["kind"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"amount": 60, "kind": "points"}, "amount"),
        ({"amount": 0}, "amount"),
        ({"stated": ""}, "amount"),
        ({"amount": "nan"}, "amount"),
        ({"kpi": "moon"}, "kpi"),
        ({"matures_on": "2020-01-01"}, "matures_on"),
        ({"since": "2026-02-01", "until": "2026-01-01"}, "until"),
        ({"until": "2998-01-01"}, "until"),
        ({"kpi": "internal_nps", "kind": "level", "amount": 101}, "amount"),
    ],
)
def test_what_makes_no_target(trusted: Any, rita: Any, said: dict[str, Any], field: str) -> None:
    form = {
        "kpi": "lead_acceptance_rate", "stated": 50, "kind": "relative", "amount": 20,
        "matures_on": SOON, "decided_by": rita.pk, "step": "save",
    } | said  # fmt: skip
    answer = trusted(rita).post(reverse("dashboards:target-create"), form)
    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]


def test_better_goes_down_where_less_is_better() -> None:
    assert Aim(Kind.RELATIVE, 0.4).value(100, "down") == pytest.approx(60)
    assert Aim(Kind.POINTS, 5).value(30, "down") == 25 and Aim(Kind.LEVEL, 0.9).value(0.5, "up") == 0.9
    assert gone(100, 60, 90) == 0.25 and gone(1, 1, 1) is None


def test_by_when_at_the_present_volume() -> None:
    volume = feasibility.Volume(100, 100, lag=30)
    asking = feasibility.Asking(0.5, 0.7, volume, date(2026, 1, 1), date(2026, 12, 31))
    answer = feasibility.of_share(asking)
    assert (answer.needed, answer.comes_on, answer.can_show) == (93, date(2026, 5, 4), True)
    late = feasibility.of_share(feasibility.Asking(0.5, 0.6, volume, date(2026, 1, 1), date(2026, 12, 31)))
    assert not late.can_show and not late.has_enough_before and late.least and 0.15 < late.least < 0.25
    assert feasibility.Volume(0, 100).comes_on(1, date(2026, 1, 1)) is None


def test_a_median_takes_ended_waits() -> None:
    volume = feasibility.Volume(400, 100)
    asking = feasibility.Asking(100, 60, volume, date(2026, 1, 1), date(2026, 12, 31))
    assert feasibility.of_times(asking).needed == 61
    assert feasibility.of_mean(asking, None, None).needed is None
    # sd 100, step 40: 2 x (2.8016 x 2.5)^2
    assert feasibility.of_mean(asking, 90.2, 109.8).needed == 99


def test_today_is_no_date_to_be_judged_on(trusted: Any, rita: Any) -> None:
    form = {
        "kpi": "lead_acceptance_rate",
        "stated": 50,
        "kind": "relative",
        "amount": 20,
        "decided_by": rita.pk,
    }
    today = now().date().isoformat()
    answer = trusted(rita).post(reverse("dashboards:target-create"), form | {"matures_on": today})
    assert list(answer.context["form"].errors) == ["matures_on"]
