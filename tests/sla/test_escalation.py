"""The ladder: each step once, to the right people, silent where it should be, and its row says why."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from people.dispatch import send_due
from people.models import Delivery, Notification, Role, Team, User, WorkingCalendar
from people.moment import now
from sla.guards import Refused
from sla.models import Breach, Clock, EscalationStep, StepReached
from sla.models.step import MOST_RUNGS
from tests.conftest import MONDAY_NINE, person

from .conftest import HOUR, Promise, Start, Tell, hours

pytestmark = pytest.mark.django_db
LADDER = {
    80: (["owner"], False),
    100: (["owner", "manager"], False),
    150: (["leadership"], False),
    200: (["revops"], True),
}


def silences() -> list[tuple[int, str]]:
    return list(StepReached.objects.order_by("percent", "cycle").values_list("percent", "silent"))


def told() -> list[str]:
    return sorted(Notification.objects.values_list("user__name", flat=True))


def test_whom_each_word_means(
    promise: Promise,
    start: Start,
    sara: User,
    samuel: User,
    silvia: User,
    marta: User,
    elena: User,
    rita: User,
) -> None:
    words = list(EscalationStep.Whom.values)
    for number, word in enumerate(words, start=1):
        start(promise(steps={100: ([word], False)}), subject_id=number)
    Clock.objects.sweep(MONDAY_NINE + hours(3))
    heard = {
        word: sorted(Notification.objects.filter(params__clock=clock.pk).values_list("user__name", flat=True))
        for word, clock in zip(words, Clock.objects.order_by("pk"), strict=True)
    }
    assert heard == {
        "owner": ["Sara"],
        "team": ["Samuel", "Sara"],
        "manager": ["Silvia"],
        "other_manager": ["Marta"],
        "revops": ["Rita"],
        "leadership": ["Elena"],
    }


def test_an_acknowledged_breach_silences_the_later_steps(
    promise: Promise, start: Start, silvia: User, elena: User, rita: User
) -> None:
    start(promise(steps=LADDER))
    Clock.objects.sweep(MONDAY_NINE + hours(2.1))
    Breach.objects.get().acknowledge(by=silvia, at=MONDAY_NINE + hours(2.2))
    before = told()
    for late in (3.1, 5.1):
        Clock.objects.sweep(MONDAY_NINE + hours(late))
    assert told() == before
    assert silences() == [(80, "overtaken"), (100, ""), (150, "acknowledged"), (200, "acknowledged")]


def test_a_waived_breach_too(promise: Promise, start: Start, silvia: User, elena: User) -> None:
    start(promise(steps=LADDER))
    Clock.objects.sweep(MONDAY_NINE + hours(2.1))
    Breach.objects.get().waive(by=silvia, at=MONDAY_NINE + hours(2.2), reason="The CRM was down")
    Clock.objects.sweep(MONDAY_NINE + hours(3.1))
    assert silences()[2] == (150, "waived") and "Elena" not in told()


def test_what_breaks_again_is_a_new_matter(
    promise: Promise, start: Start, tell: Tell, silvia: User, elena: User
) -> None:
    clock = start(promise(steps=LADDER))
    Clock.objects.sweep(MONDAY_NINE + hours(2.1))
    Breach.objects.get().acknowledge(by=silvia, at=MONDAY_NINE + hours(2.2))
    tell(clock, "reset", MONDAY_NINE + hours(2.3))
    Clock.objects.sweep(MONDAY_NINE + timedelta(days=3))
    assert Breach.objects.count() == 2
    newest = StepReached.objects.order_by("-pk").filter(percent=200).get()
    assert newest.silent in ("", "nobody") and not StepReached.objects.filter(silent="acknowledged").exists()


def test_a_step_without_a_recipient_is_recorded_and_shown(
    promise: Promise, start: Start, marta: User
) -> None:
    start(promise(steps={100: (["leadership"], False)}))
    Clock.objects.sweep(MONDAY_NINE + hours(3))
    step = StepReached.objects.unheard().get()
    assert not step.told and step.get_silent_display() == "there was nobody to tell"
    assert Breach.objects.count() == 1


def test_an_owner_who_has_left_is_replaced_by_the_team(
    promise: Promise, start: Start, sara: User, samuel: User
) -> None:
    start(promise(steps={100: (["owner"], False)}))
    User.objects.filter(pk=sara.pk).update(is_active=False)
    Clock.objects.sweep(MONDAY_NINE + hours(3))
    assert told() == ["Samuel"]


def test_a_trial_says_so(promise: Promise, start: Start) -> None:
    start(promise(shadow=True))
    Clock.objects.sweep(MONDAY_NINE + hours(3))
    assert silences() == [(100, "trial")]


def test_a_ladder_has_ten_rungs_at_most(promise: Promise) -> None:
    with pytest.raises(Refused):
        promise(steps={percent: (["owner"], False) for percent in range(1, MOST_RUNGS + 2)})


def test_s12_many_at_once_are_one_notice_each(
    promise: Promise, start: Start, sara: User, silvia: User
) -> None:
    commitment = promise()
    for number in range(40):
        start(commitment, subject_id=number)
    for _batch in range(3):
        Clock.objects.sweep(MONDAY_NINE + hours(3), limit=15)
    assert Breach.objects.count() == StepReached.objects.filter(told=True).count() == 40
    for user in (sara, silvia):
        (notice,) = Notification.objects.filter(user=user)
        assert notice.params["together"] == 40 and len({one["clock"] for one in notice.params["of"]}) == 40
        assert notice.url == "/sla/breaches/?state=open"
        (delivery,) = Delivery.objects.filter(user=user)
        assert delivery.params == notice.params
    (worded,) = Notification.worded(list(Notification.objects.filter(user=sara)))
    assert worded.words.subject == "40 deadlines were missed"
    # all are due at one moment, so any of them may have been taken first
    assert worded.words.body.startswith("- Acceptance: the time for handoff ")


def test_a_mail_waits_for_the_reader_and_an_urgent_one_does_not(
    promise: Promise, start: Start, sara: User, office: WorkingCalendar, elena: User
) -> None:
    steps = {100: (["owner"], False), 150: (["leadership"], True)}
    start(promise(steps=steps, calendar=None), at=MONDAY_NINE + hours(8))
    Clock.objects.sweep(MONDAY_NINE + hours(10.5))
    assert Delivery.objects.get().next_at == MONDAY_NINE + hours(24)
    Clock.objects.sweep(MONDAY_NINE + hours(11.5))
    assert Delivery.objects.get(user=elena).next_at == MONDAY_NINE + hours(11.5)


@pytest.mark.parametrize("gone", ["answered", "handed over"])
def test_s15_what_is_no_longer_so_is_not_sent(
    promise: Promise, start: Start, tell: Tell, sara: User, samuel: User, gone: str
) -> None:
    clock = start(promise(steps={50: (["owner"], False)}))
    Clock.objects.sweep(MONDAY_NINE + hours(1.5))
    assert Delivery.objects.get().user == sara
    if gone == "answered":
        tell(clock, "stop", MONDAY_NINE + hours(1.6))
    else:
        Clock.objects.assign({clock.pk: (samuel.pk, samuel.team_id)})
    Delivery.objects.update(next_at=now())
    send_due()
    assert not mail.outbox and Delivery.objects.get().state == Delivery.State.CANCELLED


def test_n15_a_busy_hour_ends_in_digests(promise: Promise, start: Start, sara: User) -> None:
    commitment = promise(steps={100: (["owner"], False)}, calendar=None)
    for number in range(60):
        start(commitment, subject_id=number, at=MONDAY_NINE + timedelta(minutes=number))
    for minute in range(62):
        Clock.objects.sweep(MONDAY_NINE + hours(2) + timedelta(minutes=minute))
    notices = Notification.objects.filter(user=sara)
    gathered = sum(notice.params.get("together", 0) for notice in notices)
    singles = sum("together" not in notice.params for notice in notices)
    assert gathered + singles == 60 and notices.count() <= 12 + 6


def test_the_whole_audience_is_one_question(
    promise: Promise, start: Start, sales: Team, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    commitment = promise(steps=LADDER, target_seconds=HOUR)
    owners = [person(f"Rep{number}", Role.SALES, sales) for number in range(30)]
    for number, owner in enumerate(owners):
        start(commitment, subject_id=number, owner_id=owner.pk)
    with django_assert_max_num_queries(27):
        Clock.objects.sweep(MONDAY_NINE + hours(1.1))
    assert Notification.objects.filter(user__in=owners).count() == 30
