"""Each verb from its page: two steps, exactly the evidence that is asked for, an undo, and who may do it."""

from typing import Any

import pytest
from django.urls import reverse

from leads.models import Handoff, Lead, Recycling, RejectionReason, Retraction, Verdict
from people.models import User
from people.moment import now
from tests.conftest import ClientOf
from tests.leads.conftest import Made

pytestmark = pytest.mark.usefixtures("running")


@pytest.fixture
def handoff(make_lead: Made) -> Handoff:
    return make_lead(name="Ana", country="Spain", events=["demo_request"], live=True).handoffs.get()


@pytest.fixture(autouse=True)
def no_second_factor(settings: Any) -> None:
    settings.MFA_REQUIRED_ROLES = []


def at(name: str, handoff: Handoff) -> str:
    return reverse(f"handoffs:{name}-create", args=[handoff.pk])


def test_a_rejection_is_two_keys(handoff: Handoff, client_of: ClientOf, sara: User, make_lead: Made) -> None:
    client, address = client_of(sara), at("rejection", handoff)
    first = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert 'data-pick="1"' in first and "reason=FIT-01" in first and "<textarea" not in first
    second = client.get(f"{address}?reason=DUP", headers={"HX-Request": "true"}).content.decode()
    assert 'name="duplicate_of"' in second and 'data-pick="1"' not in second
    assert client.post(address, {"reason": "DUP"}).status_code == 422
    assert client.post(address, {"reason": "DUP", "duplicate_of": handoff.lead_id}).status_code == 422
    assert client.post(address, {"reason": "DATA"}).status_code == 422
    assert client.post(address, {"reason": "ENG-01"}).status_code == 422
    assert not Verdict.objects.exists()
    other = make_lead(country="France")
    assert (
        client.post(address, {"reason": "DUP", "duplicate_of": other.get_absolute_url()}).status_code == 302
    )
    assert Verdict.objects.get().duplicate_of == other


def test_a_retired_reason_stays_on_history(
    handoff: Handoff, client_of: ClientOf, sara: User, rita: User
) -> None:
    client_of(sara).post(at("rejection", handoff), {"reason": "SPAM"})
    assert client_of(rita).post(reverse("leads:retirement-create", args=["SPAM"])).status_code == 302
    assert RejectionReason.objects.get(pk="SPAM").retired_at
    assert "Spam" in client_of(sara).get(handoff.get_absolute_url()).content.decode()
    listed = client_of(rita).get(reverse("leads:reason-list")).context
    assert {one.pk: one.said for one in listed["retired"]} == {"SPAM": 1, "CRM": 0}
    client_of(rita).post(reverse("leads:retirement-create", args=["SPAM"]))
    assert RejectionReason.objects.get(pk="SPAM").retired_at is None
    new = client_of(rita).get(reverse("leads:reason-create")).context["form"]
    assert new["position"].value() == 14
    said = {"code": "NEW", "name_en": "New", "name_es": "Nueva", "owner": "sales", "evidence": "note"}
    said |= {"least_attempts": "3", "position": "99"}
    assert client_of(rita).post(reverse("leads:reason-create"), said).status_code == 302
    assert client_of(sara).post(reverse("leads:reason-create"), said).status_code == 403


def test_returned_answered_and_accepted(
    handoff: Handoff, client_of: ClientOf, sara: User, mario: User
) -> None:
    page = client_of(sara).get(at("return", handoff)).content.decode()
    assert "Return for data: Ana" in page
    assert client_of(sara).post(at("return", handoff), {"note": "x"}).status_code == 422
    client_of(sara).post(at("return", handoff), {"asked": ["phone", "employees"], "note": "Who?"})
    listed = client_of(mario).get(reverse("handoffs:came-back"))
    assert [turn.handoff for turn in listed.context["rows"]] == [
        handoff
    ] and "Who?" in listed.content.decode()
    asked = client_of(mario).get(at("answer", handoff)).content.decode()
    assert 'name="phone"' in asked and 'name="employees"' in asked and 'name="city"' not in asked
    assert client_of(mario).post(at("answer", handoff), {"employees": "many"}).status_code == 422
    assert client_of(mario).post(at("answer", handoff), {}).status_code == 422
    assert client_of(mario).post(at("answer", handoff), {"phone": "+34 600 111 222"}).status_code == 302
    assert Lead.objects.get().phone and Lead.objects.get().owner == sara
    text = client_of(sara).get(handoff.get_absolute_url()).content.decode()
    assert "Marketing answered" in text and "Who?" in text
    assert client_of(sara).post(at("answer", handoff), {"phone": "1"}).status_code == 403
    client_of(sara).post(at("acceptance", handoff))
    client_of(sara).post(at("qualification", handoff))
    assert Lead.objects.get().stage == "sql"


def test_disputed_and_ruled(
    handoff: Handoff, client_of: ClientOf, sara: User, mario: User, rita: User
) -> None:
    client_of(sara).post(at("rejection", handoff), {"reason": "SPAM"})
    rejected = client_of(mario).get(f"{reverse('handoffs:came-back')}?tab=rejected")
    assert [turn.handoff for turn in rejected.context["rows"]] == [handoff]
    assert client_of(mario).post(at("dispute", handoff), {}).status_code == 422
    client_of(mario).post(at("dispute", handoff), {"argument": "They wrote to us."})
    home = client_of(rita).get("/").content.decode()
    assert "Disputes to rule on" in home and "They wrote to us." in home and at("ruling", handoff) in home
    board = client_of(rita).get(reverse("handoffs:arbitration")).content.decode()
    assert "They wrote to us." in board and "Spam" in board
    assert client_of(mario).post(at("ruling", handoff), {"outcome": "overturned"}).status_code == 403
    said = {"outcome": "overturned", "grounds": "They did."}
    assert client_of(rita).post(at("ruling", handoff), said).status_code == 302
    again = client_of(rita).post(at("ruling", handoff), said | {"outcome": "upheld"})
    assert (
        again.status_code == 302
        and "They did." in client_of(rita).get(reverse("handoffs:arbitration")).content.decode()
    )
    assert len(client_of(sara).get(reverse("handoffs:handoff-list")).context["rows"]) == 1


def cards_of(home: Any) -> list[Any]:
    """The home page's cards beside others."""
    return [card for band in home.context["bands"] for card in (*band.main, *band.side)]


def test_the_home_page_counts_open_their_rows(
    make_lead: Made, client_of: ClientOf, sara: User, silvia: User, mario: User
) -> None:
    leads = [make_lead(country="Spain", events=["demo_request"], live=True) for _one in range(3)]
    Lead.objects.filter(pk=leads[0].pk).update(owner=sara)
    client_of(sara).post(at("rejection", leads[1].handoffs.get()), {"reason": "SPAM"})
    (card,) = [one for one in cards_of(client_of(silvia).get("/")) if one.card.key == "waiting"]
    for person, n in card.context["rows"]:
        whose = person.pk if person else "team"
        listed = client_of(silvia).get(f"/handoffs/?state=waiting&whose={whose}")
        assert listed.context["counted"] == n == 1 and listed.context["person"] == person
    assert client_of(silvia).get("/handoffs/?whose=99999999999999999999").status_code == 200
    (card,) = [one for one in cards_of(client_of(mario).get("/")) if one.card.key == "came-back"]
    (row,) = card.context["rows"]
    assert client_of(mario).get(row["url"]).context["count"] == row["n"] == 1


def test_many_at_once_and_undone(make_lead: Made, client_of: ClientOf, sara: User) -> None:
    made = [make_lead(country="Spain", events=["demo_request"], live=True) for _number in range(3)]
    ids = list(Handoff.objects.order_by("pk").values_list("pk", flat=True))
    client = client_of(sara)
    done = client.post(reverse("handoffs:answers-create"), {"pk": ids[:2]}, follow=True).content.decode()
    assert "2 leads accepted." in done and f"/handoffs/retractions/?pk={ids[0]}&amp;pk={ids[1]}" in done
    client.post(reverse("handoffs:answers-create"), {"pk": ids, "return": "1"})
    assert sorted(Verdict.objects.values_list("kind", flat=True)) == ["accepted", "accepted", "returned"]
    client.post(f"{reverse('handoffs:retraction-create')}?pk={ids[0]}&pk={ids[1]}")
    assert Retraction.objects.count() == 2 and len(made) == 3
    assert Handoff.objects.waiting().count() == 2


def test_recycled_with_a_day_and_a_list(
    handoff: Handoff, client_of: ClientOf, sara: User, marta: User
) -> None:
    past = {"returns_on": now().date().isoformat()}
    assert client_of(sara).post(at("recycling", handoff), past).status_code == 422
    assert client_of(marta).post(at("recycling", handoff), {"returns_on": "2099-01-01"}).status_code == 403
    client_of(sara).post(at("recycling", handoff), {"returns_on": "2099-01-01", "nurture_list": "Spring"})
    assert Recycling.objects.get().nurture_list == "Spring"
    assert "Spring" in client_of(marta).get(handoff.lead.get_absolute_url()).content.decode()
    late = client_of(sara).post(at("disqualification", handoff), {"reason": "SPAM"}, follow=True)
    assert "This can't be done now: Recycled" in late.content.decode().replace("&#x27;", "'")


def test_every_page_costs_the_same_for_many(
    make_lead: Made, client_of: ClientOf, sara: User, mario: User, django_assert_max_num_queries: Any
) -> None:
    for _number in range(8):
        made = make_lead(country="Spain", events=["demo_request"], live=True).handoffs.get()
        made.give_back(by=sara, at=now(), asked=["phone"])
    client = client_of(mario)
    client.get(reverse("handoffs:came-back"))
    with django_assert_max_num_queries(20):
        assert len(client.get(reverse("handoffs:came-back")).context["rows"]) == 8


def test_what_comes_too_late_is_not_said_to_be_done(
    handoff: Handoff, client_of: ClientOf, sara: User
) -> None:
    client = client_of(sara)
    client.post(at("acceptance", handoff))
    client.post(f"{reverse('handoffs:retraction-create')}?pk={handoff.pk}")
    client.get("/handoffs/")
    late = client.post(at("disqualification", handoff), {"reason": "SPAM"}, follow=True)
    (said,) = late.context["messages"]
    assert "can't be done now" in str(said) and Lead.objects.get().stage == "handed_off"


@pytest.mark.parametrize("code", ["A/B", "new", "a b", "..", "%", "<i>"])
def test_a_code_that_no_address_can_carry_is_refused(code: str, client_of: ClientOf, rita: User) -> None:
    """It would take the whole page of reasons down, and with it the way to mend it."""
    said = {"code": code, "name_en": "New", "name_es": "Nueva", "owner": "sales", "evidence": "note"}
    said |= {"least_attempts": "3", "position": "99"}
    answer = client_of(rita).post(reverse("leads:reason-create"), said)
    assert answer.status_code == 422 and "letters, digits" in answer.content.decode()
    assert client_of(rita).get(reverse("leads:reason-list")).status_code == 200
    assert client_of(rita).get("/leads/reasons/%00/").status_code == 404
