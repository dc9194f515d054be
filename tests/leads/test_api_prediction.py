"""Prediction over REST: what is missing, what is in use, and a lead's chance that its parts add up to."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from leads.models import Lead, PredictiveModel
from people.models import User
from people.moment import now
from tests.leads.past_leads import Past, put
from tests.leads.test_predicting_pages import ASKED, leads, ritas, trained

__all__ = ["leads", "ritas"]
pytestmark = pytest.mark.django_db


def get(user: User, route: str, *args: int) -> Any:
    client = APIClient()
    client.force_authenticate(user)
    return client.get(reverse(route, args=args))


def test_what_is_missing_is_said(organisation: object, mario: User, dora: User) -> None:
    said = get(mario, "api-prediction").json()
    assert said["state"] == "not_enough_data" and said["in_use"] is None
    assert (said["floor"]["missing_leads"], said["floor"]["missing_conversions"]) == (1000, 120)
    assert get(dora, "api-prediction").status_code == 403


def test_a_chance_and_its_parts(ritas: Any, leads: list[Lead], mario: User, olga: User) -> None:
    assert ASKED["outcome"] == PredictiveModel.Outcome.WON
    model = trained(ritas)
    assert get(mario, "api-prediction").json()["state"] == "training"
    model.train(now())
    assert get(mario, "api-lead-prediction", leads[0].pk).status_code == 404, "nothing is in use yet"
    ritas.post(f"/leads/prediction/{model.pk}/publication/")
    said = get(mario, "api-prediction").json()
    assert said["state"] == "in_use" and said["in_use"]["number"] == model.number
    assert said["in_use"]["measures"]["model"]["auc"] > 0.5
    came = now() - timedelta(days=3)
    source = leads[0].source
    (fresh,) = put([Past(came, None, [(came, {"source": source})])], now())
    told = get(mario, "api-lead-prediction", fresh.pk).json()
    parts = sum(Decimal(part["points"]) for part in told["parts"])
    assert told["refused"] == "" and Decimal(told["average"]) + parts == Decimal(told["chance"])
    assert get(olga, "api-lead-prediction", fresh.pk).status_code == 404
