"""Letters: written for one person when they are sent, with files, each alone, and tried again when writing failed."""

import pytest
from django.core import mail
from django.utils.translation import get_language

from people import notices
from people.dispatch import send_due
from people.forms import EndpointForm
from people.models import Delivery, State, User
from people.moment import now
from people.notices import File, Kind, Letter, Params


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "_kinds", dict(notices._kinds))


def written(user: User, params: Params) -> Letter | None:
    if params["n"] == 13:
        raise ZeroDivisionError
    if params["n"] == 0:
        return None
    files = [File("numbers.csv", b"a,b", "text/csv")]
    return Letter(f"Dear {user.name} ({get_language()}), number {params['n']}", files)


def post(user: User, *numbers: int) -> None:
    notices.register(Kind("letter", "Letter", lambda params: f"No {params['n']}", letter=written))
    for n in numbers:
        Delivery.objects.post_letter(user, "letter", {"n": n}, "/people/", f"{n}", now())


def test_it_is_written_when_it_is_sent(sara: User) -> None:
    User.objects.filter(pk=sara.pk).update(language="es", mail_notices=False)
    post(sara, 1, 1)
    send_due()
    (message,) = mail.outbox
    assert message.subject == "No 1" and message.body.startswith("Dear Sara (es), number 1")
    assert [tuple(file) for file in message.attachments] == [("numbers.csv", "a,b", "text/csv")]
    assert Delivery.objects.get().state == State.SENT


def test_many_are_not_gathered(sara: User) -> None:
    post(sara, *range(1, 13))
    send_due()
    assert len(mail.outbox) == 12 and all(message.attachments for message in mail.outbox)


def test_nothing_left_to_say(sara: User) -> None:
    post(sara, 0)
    send_due()
    assert not mail.outbox and Delivery.objects.get().state == State.CANCELLED


def test_what_could_not_be_written_is_tried_again(sara: User, silvia: User) -> None:
    post(sara, 13)
    post(silvia, 2)
    send_due()
    failed = Delivery.objects.get(user=sara)
    assert (failed.state, failed.attempts, failed.last_error) == (State.PENDING, 1, "ZeroDivisionError")
    assert [message.to for message in mail.outbox] == [[silvia.email]]


def test_a_lost_lease_is_not_written(sara: User) -> None:
    post(sara, 1)
    (stale,) = Delivery.objects.claim(now())
    Delivery.objects.update(lease_token=99)
    assert not stale.extend(now())


def test_no_endpoint_is_offered_letters(rita: User) -> None:
    post(rita, 1)
    form = EndpointForm(by=rita)
    assert "letter" not in dict(form.fields["kinds"].choices)  # type: ignore[attr-defined]
