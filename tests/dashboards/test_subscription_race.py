"""Several workers sweep at the same instant, and several clicks ask: one mail for a moment, one subscription for a wish."""

from datetime import timedelta
from functools import partial

import pytest

from dashboards.models import Subscription
from dashboards.subscriptions import sending
from people.models import Delivery, User
from people.moment import now
from tests.sla.test_race import together

pytestmark = pytest.mark.django_db(transaction=True)


def wanted(owner: User, hour: int = 8) -> Subscription:
    due = now() - timedelta(days=9)
    return Subscription(owner=owner, board="sales", cadence="weekly", hour=hour, next_at=due)


def test_one_mail_for_a_moment(marta: User) -> None:
    for hour in range(5):
        Subscription.objects.subscribe(wanted(marta, hour), now())
    together(*[partial(sending.sweep, now())] * 4)
    assert Delivery.objects.count() == 5
    assert not Subscription.objects.filter(next_at__lte=now()).exists()


def test_one_subscription_for_a_wish(marta: User) -> None:
    together(*[partial(Subscription.objects.subscribe, wanted(marta), now()) for _click in range(4)])
    assert Subscription.objects.count() == 1
