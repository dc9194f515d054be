"""RevOps sees at home whether what the sources send is taken in."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from integrations import home
from integrations.models import InboxDelivery
from people.models import User
from people.moment import now
from tests.test_main_job import sender

pytestmark = pytest.mark.django_db


def test_nothing_before_a_source_is_connected(rita: User) -> None:
    assert home.inbox(rita, now()) == {}


def test_what_waits_is_counted(client: Client, rita: User, settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []
    standard, at = sender("standard"), now()
    standard.post(standard.lead("p-1", at=at))
    assert InboxDelivery.objects.count() == 1
    card = home.inbox(rita, now() + timedelta(minutes=5))
    assert (card["waiting"], card["is_slow"], card["quarantined"], card["refused"]) == (1, True, 0, 0)
    client.force_login(rita)
    assert "Waiting to be read" in client.get("/").content.decode()
