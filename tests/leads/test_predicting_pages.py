"""The pages of predictive models, from too little data to a chance on the lead's page."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leads.models import Lead, LeadPrediction, PredictiveModel
from people.models import User
from people.moment import now
from tests.leads.past_leads import Past, put
from tests.leads.test_predicting_models import NOW, past

DAY = timedelta(days=1)
ASKED = {
    "outcome": "won",
    "horizon_days": "60",
    "months": "24",
    "known_days": "1",
    "fields_read": ["source", "employees"],
}


@pytest.fixture
def leads(organisation: object) -> list[Lead]:
    """As if they had come in until two months ago."""
    late = now() - NOW
    moved = (
        Past(one.came + late, one.won and one.won + late, [(at + late, said) for at, said in one.told])
        for one in past(1300)
    )
    return put(moved, now())


@pytest.fixture
def ritas(trusted: Any, rita: User) -> Client:
    return trusted(rita)


def trained(client: Client) -> PredictiveModel:
    answer = client.post("/leads/prediction/new/", ASKED)
    model = PredictiveModel.objects.get()
    assert answer.status_code == 302 and answer["Location"] == model.get_absolute_url()
    return model


def test_too_little_is_said_with_what_is_missing(ritas: Client) -> None:
    said = ritas.get("/leads/prediction/").content.decode()
    assert "Not enough data" in said and "1,000 missing" in said and "120 missing" in said
    answer = ritas.post("/leads/prediction/new/", ASKED)
    assert answer.status_code == 422 and not PredictiveModel.objects.exists()


def test_an_answer_changes_what_is_counted(ritas: Client, leads: list[Lead]) -> None:
    full = ritas.get("/leads/prediction/new/", ASKED).context
    assert (full["leads"], full["is_enough"]) == (1300, True)
    short = ritas.get("/leads/prediction/new/", ASKED | {"months": "6"}).context
    assert short["lacks_leads"] > 0 and not short["is_enough"]
    other = ritas.get("/leads/prediction/new/", ASKED | {"outcome": "opportunity"}).context
    assert other["conversions"] == 0


def test_nonsense_is_refused_with_its_field(ritas: Client, leads: list[Lead]) -> None:
    wrong = ASKED | {"horizon_days": "-1", "fields_read": ["email"]}
    answer = ritas.post("/leads/prediction/new/", wrong)
    assert (
        answer.status_code == 422 and {"horizon_days", "fields_read"} <= answer.context["form"].errors.keys()
    )


def test_training_moves_on_and_ends_on_the_measures(ritas: Client, leads: list[Lead]) -> None:
    model = trained(ritas)
    waiting = ritas.get(model.get_absolute_url()).content.decode()
    assert "hx-get" in waiting and "Waiting for a worker" in waiting
    assert "HX-Redirect" not in ritas.get(f"{model.get_absolute_url()}progress/")
    model.train(now())
    assert ritas.get(f"{model.get_absolute_url()}progress/")["HX-Redirect"] == model.get_absolute_url()
    with CaptureQueriesContext(connection) as few:
        said = ritas.get(model.get_absolute_url()).content.decode()
    assert len(few) < 20
    assert "No rules are live" in said and "fair" in said and "How it was taught and judged" in said


def test_in_use_a_lead_has_a_chance_that_adds_up(ritas: Client, leads: list[Lead], rita: User) -> None:
    model = trained(ritas)
    model.train(now())
    came = now() - DAY
    fair, moon = put(
        [Past(came, None, [(came, {"source": source, "employees": 300})]) for source in ("fair", "moon")],
        came,
    )
    assert "Chance" not in ritas.get(fair.get_absolute_url()).content.decode()
    ritas.post(f"{model.get_absolute_url()}publication/")
    LeadPrediction.objects.refresh(now())
    shown = ritas.get(fair.get_absolute_url())
    told = shown.context["foretold"]
    assert told.average + sum(line.points for line in told.lines) == told.chance > 10
    assert "source: fair" in shown.content.decode()
    assert "fewer than twenty leads of the source" in ritas.get(moon.get_absolute_url()).content.decode()
    best = ritas.get("/leads/prediction/").context["best"]
    assert best[0].lead == fair or best[0].chance >= LeadPrediction.objects.get(lead=fair).chance
    ritas.post(f"{model.get_absolute_url()}retirement/")
    assert "Chance" not in ritas.get(fair.get_absolute_url()).content.decode()


def test_sales_sees_only_its_own_leads_among_the_best(
    ritas: Client, leads: list[Lead], sara: User, elena: User, client_of: Any, trusted: Any
) -> None:
    model = trained(ritas)
    model.train(now())
    ritas.post(f"{model.get_absolute_url()}publication/")
    came = now() - DAY
    put([Past(came, None, [(came, {"source": "web"})]) for _one in range(3)], came)
    Lead.objects.filter(captured_at=came).update(name="Ana Ruiz")
    LeadPrediction.objects.refresh(now())
    assert client_of(sara).get("/leads/prediction/").context["best"] == []
    seen = trusted(elena).get("/leads/prediction/").content.decode()
    assert "Ana" not in seen and "Lead" in seen
    assert client_of(sara).post(f"{model.get_absolute_url()}retirement/").status_code == 403
