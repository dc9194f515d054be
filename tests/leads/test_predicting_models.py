"""A predictive model from asking for it to its use: the floor, leakage by moments, refusals, the rules, drift."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leads.foretelling import foretell
from leads.models import DriftLook, Event, Lead, LeadChange, LeadPrediction, PredictiveModel, ScoringVersion
from leads.models.erasing import block, destroy
from leads.predicting import reading
from leads.predicting.frame import INTEREST
from leads.predicting.reading import Plan
from people.models import Notification, Team, User
from sla.guards import Refused
from tests.leads.past_leads import Past, put

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
RATES = {"web": 0.08, "fair": 0.35, "list": 0.0}
BUDGET, SIZE = "attributes.budget", "employees"
FIELDS = ("source", "country", SIZE, BUDGET, "segment", INTEREST)
PLAN = Plan("won", 60, 1, NOW - 400 * DAY, NOW - 60 * DAY, FIELDS)


def past(n: int, seed: int = 1) -> Iterator[Past]:
    """Leads of three sources; a fair's are won more often, large companies too; the budget is asked for after the win."""
    random = np.random.default_rng(seed)
    for number in range(n):
        came = NOW - 400 * DAY + number * 330 * DAY / n
        source = str(random.choice(["web", "fair", "list"], p=[0.55, 0.35, 0.1]))
        size = int(random.integers(1, 500))
        is_won = random.random() < RATES[source] * (0.4 + size / 300)
        won = came + DAY * float(random.uniform(3, 50)) if is_won else None
        told: list[tuple[datetime, dict[str, Any]]] = [
            (came, {"source": source, "country": "Spain", SIZE: size, "segment": f"s{number}"})
        ]
        if won:
            told.append((won + DAY, {BUDGET: "high" if size > 100 else "low"}))
        yield Past(came, won, told)


@pytest.fixture
def leads(organisation: object) -> list[Lead]:
    return put(past(1600), NOW)


@pytest.fixture
def model(leads: list[Lead], rita: User) -> PredictiveModel:
    asked = PredictiveModel.objects.ask(PLAN, by=rita, at=NOW)
    asked.train(NOW)
    return asked


def newcomer(
    source: str | None, size: int | None = 100, came: datetime = NOW - DAY, team: Any = None
) -> Lead:
    (lead,) = put([Past(came, None, [(came, {"source": source, SIZE: size, "country": "Spain"})], team)], NOW)
    return lead


def test_below_the_floor_nothing_is_trained(organisation: object, rita: User) -> None:
    put(past(900), NOW)
    with pytest.raises(Refused):
        PredictiveModel.objects.ask(PLAN, by=rita, at=NOW)
    assert not PredictiveModel.objects.exists()


def test_what_is_asked_twice_is_trained_once(leads: list[Lead], rita: User) -> None:
    first = PredictiveModel.objects.ask(PLAN, by=rita, at=NOW)
    assert PredictiveModel.objects.ask(PLAN, by=rita, at=NOW) == first
    PredictiveModel.objects.filter(pk=first.pk).update(state="training", heard_at=NOW)
    first.train(NOW + DAY / 86400)
    assert PredictiveModel.objects.get().state == "training"
    first.train(NOW + DAY)
    assert first.state == "ready" and not PredictiveModel.objects.due(NOW + DAY).exists()


def test_it_learns_what_is_there_and_leaves_out_what_tells(model: PredictiveModel) -> None:
    assert model.state == "ready" and model.leads == 1600
    why = {one["field"]: (one["why"], one["params"]) for one in model.excluded}
    wins = Lead.objects.exclude(won_at=None).count()
    assert why[BUDGET] == ("late", {"late": wins, "of": wins})
    assert why["segment"][0] == "scattered" and why["country"][0] == why[INTEREST][0] == "same"
    assert {field.name for field in model.learnt.fields} == {"source", SIZE}
    source, size = sorted(model.learnt.fields, key=lambda one: one.name, reverse=True)
    chances = {one.group: one.chance for one in model.learnt.alone(source)}
    assert chances["fair"] > 2 * chances["web"] > 2 * chances["list"]
    assert [one.chance for one in model.learnt.alone(size)] == sorted(
        one.chance for one in model.learnt.alone(size)
    )
    assert model.measures["model"]["auc_low"] > 0.6 and model.measures["rules"] is None


def test_it_reads_what_was_known_then_and_not_what_came_later(leads: list[Lead], rita: User) -> None:
    """Every won lead was said to come from a fair, but only afterwards."""
    won = Lead.objects.exclude(won_at=None)
    LeadChange.objects.bulk_create(
        LeadChange(
            lead=lead, values={"source": "customer"}, occurred_at=lead.won_at, recorded_at=NOW, origin="x", origin_key=str(lead.pk)
        )
        for lead in won
    )  # fmt: skip
    model = PredictiveModel.objects.ask(PLAN, by=rita, at=NOW)
    model.train(NOW)
    assert "customer" not in model.groups["source"] and model.groups["source"]["list"][1] == 0


def test_an_event_counts_only_when_it_had_happened_by_then(leads: list[Lead], rita: User) -> None:
    """Everybody who was won asked for a demo; half of them only after the first day."""
    won = list(Lead.objects.exclude(won_at=None))
    for number, lead in enumerate(won):
        at = lead.captured_at + (DAY / 2 if number % 2 else 2 * DAY)
        said = {"occurred_at": at, "recorded_at": NOW, "origin": "x", "origin_key": str(lead.pk)}
        Event.objects.create(lead=lead, kind="demo_request", **said)
    plan = replace(PLAN, fields=("event:demo_request", INTEREST))
    frame = reading.read(plan, [lead.pk for lead in won], NOW)
    asked = list(frame.columns["event:demo_request"])
    assert asked.count("yes") == len(won) // 2 and list(frame.columns[INTEREST]).count("1") == len(won) // 2
    model = PredictiveModel.objects.ask(plan, by=rita, at=NOW)
    model.train(NOW)
    (field,) = (one for one in model.learnt.fields if one.name == "event:demo_request")
    chances = {one.group: one.chance for one in model.learnt.alone(field)}
    assert chances["yes"] > 2 * chances["no"]


def test_the_rules_are_judged_on_the_same_leads(
    leads: list[Lead], scoring: ScoringVersion, rita: User
) -> None:
    scoring.refresh_from_db()
    model = PredictiveModel.objects.ask(PLAN, by=rita, at=NOW)
    model.train(NOW)
    rules, gap = model.measures["rules"], model.measures["gap"]
    # all of them are of Spain, so the rules give all of them the same
    assert (rules["auc"], rules["leads"]) == (0.5, model.measures["model"]["leads"])
    assert gap["low"] > 0 and gap["value"] == pytest.approx(model.measures["model"]["auc"] - 0.5, abs=1e-6)


def test_open_leads_get_their_chance_and_some_a_refusal(
    model: PredictiveModel, rita: User, sales: Team
) -> None:
    fair, unknown, listed = newcomer("fair"), newcomer("moon"), newcomer("list")
    of_team, old = newcomer("fair", team=sales), newcomer("fair", came=NOW - 61 * DAY)
    assert LeadPrediction.objects.refresh(NOW) == 0
    model.publish(by=rita, at=NOW)
    with CaptureQueriesContext(
        connection,
    ) as few:
        LeadPrediction.objects.refresh(NOW)
    assert len(few) < 12
    said: dict[int, Any] = {one.lead_id: (one.refusal, one.chance) for one in LeadPrediction.objects.all()}
    assert said[fair.pk][0] == "" and 0.2 < said[fair.pk][1] < 0.5
    assert said[unknown.pk] == said[listed.pk] == ("source", None)
    assert said[of_team.pk] == ("team", None) and old.pk not in said
    assert LeadPrediction.objects.refresh(NOW) == 0 and LeadPrediction.objects.refresh(
        NOW, everything=True
    ) == len(said)


def test_a_lead_is_explained_to_the_tenth(model: PredictiveModel, rita: User) -> None:
    lead, unknown = newcomer("fair", size=450), newcomer("moon")
    assert foretell(lead, NOW) is None
    model.publish(by=rita, at=NOW)
    told = foretell(lead, NOW)
    assert told is not None and told.average + sum(line.points for line in told.lines) == told.chance
    LeadPrediction.objects.refresh(NOW)
    assert float(told.chance) == pytest.approx(100 * LeadPrediction.objects.get(lead=lead).chance, abs=0.051)  # type: ignore[operator]
    assert [line.label for line in told.lines] == [
        "source: fair",
        "employees: 450",
    ] and "source: fair" in told.sentence
    refused = foretell(unknown, NOW)
    assert refused is not None and "moon" in refused.refused and not refused.lines


def test_one_is_in_use_at_a_time_and_none_that_is_a_coin(model: PredictiveModel, rita: User) -> None:
    model.publish(by=rita, at=NOW)
    model.publish(by=rita, at=NOW + DAY)
    assert model.published_at == NOW
    coin = PredictiveModel.objects.ask(PLAN, by=rita, at=NOW)
    coin.train(NOW)
    coin.measures["model"]["auc_low"] = 0.49
    coin.save(update_fields=["measures"])
    with pytest.raises(Refused):
        coin.publish(by=rita, at=NOW)
    assert PredictiveModel.objects.live() == model
    model.retire(at=NOW)
    assert PredictiveModel.objects.live() is None and not LeadPrediction.objects.exists()


def test_too_few_outcomes_among_the_latest_leads_are_said(organisation: object, rita: User) -> None:
    """All wins are of the first months."""
    leads = list(past(2400))
    put([one if place < 1400 else Past(one.came, None, one.told[:1]) for place, one in enumerate(leads)], NOW)
    model = PredictiveModel.objects.ask(PLAN, by=rita, at=NOW)
    model.train(NOW)
    assert (model.state, model.fault) == ("failed", {"code": "scale", "hits": 0}) and not model.may_be_used


def test_a_month_of_other_leads_raises_the_alarm_once(model: PredictiveModel, rita: User) -> None:
    model.publish(by=rita, at=NOW)
    few = DriftLook.objects.look(model, NOW)
    assert few.score is None and not few.alarms
    week = timedelta(days=7)
    put(
        [
            Past(NOW + week - DAY * (n % 20), None, [(NOW - 30 * DAY, {"source": "fair", SIZE: 100 + n})])
            for n in range(300)
        ],
        NOW,
    )
    look = DriftLook.objects.look(model, NOW + week)
    assert (
        look.moved[0] == "source" and look.alarms and DriftLook.objects.look(model, NOW + week + DAY) == look
    )
    told = Notification.objects.get(kind="prediction_drifted")
    assert told.user == rita and told.params["fields"] == look.moved


def test_nothing_of_a_person_stays_in_a_model(organisation: object, rita: User) -> None:
    leads = [
        Past(one.came, one.won, [(at, said | {"source": "Ana Ruiz" if n == 7 else said.get("source")}) for at, said in one.told])
        for n, one in enumerate(past(1600))
    ]  # fmt: skip
    put(leads, NOW)
    model = PredictiveModel.objects.ask(PLAN, by=rita, at=NOW)
    model.train(NOW)
    assert "Ana" not in str(model.predictor) + str(model.profile) + str(model.groups)


def test_an_erased_lead_has_no_chance(model: PredictiveModel, rita: User) -> None:
    lead = newcomer("fair")
    model.publish(by=rita, at=NOW)
    LeadPrediction.objects.refresh(NOW)
    block(lead, by=rita, at=NOW, reason="")
    destroy(lead, by=rita, at=NOW, reason="")
    LeadPrediction.objects.refresh(NOW)
    assert not LeadPrediction.objects.filter(lead=lead).exists()
