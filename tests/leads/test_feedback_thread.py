"""What Sales tells Marketing: a fact of the lead, urgent ones told at once, a thread of replies."""

from datetime import timedelta

import pytest

from leads.models import Event, Feedback, FeedbackReply, Lead
from people.models import Notification, User
from tests.conftest import MONDAY_NINE, ClientOf
from tests.leads.conftest import HOUR, Made

TOKEN = "0f8fad5b-d9cb-469f-a165-70867728950e"


@pytest.fixture
def lead(make_lead: Made, running: None) -> Lead:
    return make_lead(country="Spain", events=["demo_request"], live=True)


def say(lead: Lead, by: User, urgent: bool = False, key: str = TOKEN) -> Feedback:
    return Feedback.objects.say(lead, "Wrong number", key, by, MONDAY_NINE, is_urgent=urgent)


def test_it_is_an_event_of_the_lead(lead: Lead, sara: User) -> None:
    said = say(lead, sara)
    event = Event.objects.get(pk=said.pk)
    assert (event.kind, event.lead, event.by) == ("feedback", lead, sara)
    assert said.note == "Wrong number" and not said.is_urgent
    assert not Notification.objects.filter(kind__startswith="feedback").exists()


def test_the_same_form_twice_says_one_thing(lead: Lead, sara: User, marta: User) -> None:
    assert say(lead, sara, urgent=True) == say(lead, sara, urgent=True)
    assert Feedback.objects.count() == 1
    assert Notification.objects.filter(kind="feedback_urgent").count() == 1


def test_what_is_urgent_reaches_the_marketing_manager(
    lead: Lead, sara: User, marta: User, mario: User
) -> None:
    said = say(lead, sara, urgent=True)
    (notice,) = Notification.objects.filter(kind="feedback_urgent")
    assert (notice.user, notice.urgent, notice.url) == (marta, True, said.get_absolute_url())
    (worded,) = Notification.worded([notice])
    assert worded.words.subject == f"Sales needs Marketing now: lead {lead.pk}"


def test_without_a_manager_all_of_marketing_hears(lead: Lead, sara: User, mario: User, marta: User) -> None:
    User.objects.filter(pk=marta.pk).update(is_active=False)
    say(lead, sara, urgent=True)
    assert Notification.objects.get(kind="feedback_urgent").user == mario


def test_a_reply_answers_it_and_reaches_who_spoke(lead: Lead, sara: User, marta: User, silvia: User) -> None:
    said = say(lead, sara)
    assert list(Feedback.objects.waiting()) == [said]
    said.reply("And no e-mail either", "k1", sara, MONDAY_NINE + HOUR)
    assert list(Feedback.objects.waiting()) == [said], "its author's own words are no answer"
    said.reply("Mended", "k2", marta, MONDAY_NINE + 2 * HOUR)
    said.reply("Mended", "k2", marta, MONDAY_NINE + 2 * HOUR)
    assert list(Feedback.objects.answered()) == [said] and FeedbackReply.objects.count() == 2
    assert [row.user for row in Notification.objects.filter(kind="feedback_reply")] == [sara]
    said.reply("Thanks", "k3", silvia, MONDAY_NINE + 3 * HOUR)
    told = Notification.objects.filter(kind="feedback_reply").order_by("pk")
    assert {row.user for row in told} == {sara, marta}


def test_the_thread_survives_a_correction(lead: Lead, sara: User, marta: User) -> None:
    said = say(lead, sara)
    said.reply("Mended", "k2", marta, MONDAY_NINE + HOUR)
    copy = Event.objects.get(pk=said.pk)
    copy.pk, copy.supersedes, copy.occurred_at = None, said.pk, MONDAY_NINE - timedelta(hours=1)
    copy.save()
    (now,) = Feedback.objects.effective().answered()
    assert now.pk == copy.pk and now.replies().count() == 1


def test_erasing_the_person_forgets_the_words(lead: Lead, sara: User, marta: User, rita: User) -> None:
    say(lead, sara).reply("Mended, he is Juan", "k2", marta, MONDAY_NINE + HOUR)
    lead.erase(by=rita, at=MONDAY_NINE + 2 * HOUR, reason="asked")
    (reply,) = FeedbackReply.objects.all()
    (said,) = Feedback.objects.all()
    assert (reply.text, said.note) == ("", "")
    assert reply.origin_key == said.origin_key != TOKEN


def test_from_the_lead_page_to_the_reply(lead: Lead, sara: User, marta: User, client_of: ClientOf) -> None:
    form = {"token": TOKEN, "note": "Wrong number", "is_urgent": "on"}
    at_work, answer = client_of(sara), client_of(marta)
    thread = at_work.post(f"/leads/{lead.pk}/feedback/", form)
    assert thread.status_code == 302
    listed = answer.get("/leads/feedback/messages/?state=waiting&urgent=1").content.decode()
    assert "Wrong number" in listed
    reply = answer.post(f"{thread['Location']}replies/", {"token": TOKEN, "text": "Mended"})
    assert reply.status_code == 302
    assert "Mended" in at_work.get(thread["Location"]).content.decode()
    assert "Wrong number" not in answer.get("/leads/feedback/messages/?state=waiting").content.decode()


def test_nothing_is_said_without_words(lead: Lead, sara: User, client_of: ClientOf) -> None:
    answer = client_of(sara).post(f"/leads/{lead.pk}/feedback/", {"token": TOKEN, "note": " "})
    assert answer.status_code == 422 and not Feedback.objects.exists()


def test_outside_nobody_sees_or_answers_it(
    lead: Lead, sara: User, olga: User, elena: User, trusted: ClientOf
) -> None:
    said = say(lead, sara)
    outside = trusted(olga)
    assert outside.get(said.get_absolute_url()).status_code == 404
    assert (
        outside.post(f"{said.get_absolute_url()}replies/", {"token": TOKEN, "text": "x"}).status_code == 404
    )
    assert outside.post(f"/leads/{lead.pk}/feedback/", {"token": TOKEN, "note": "x"}).status_code == 404
    assert trusted(elena).get(said.get_absolute_url()).status_code == 403
    assert outside.get(f"/leads/{lead.pk}/feedback/").status_code == 405
