"""The promises of a draft: typed, judged, put in order; whatever a browser sends, the page answers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from people.models import User, WorkingCalendar
from sla.conditions import USUAL
from sla.models import Agreement, AgreementVersion, Commitment

from .conftest import HOUR

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


@pytest.fixture
def draft(office: WorkingCalendar, silvia: User) -> AgreementVersion:
    return Agreement.objects.start("Handoffs 2027", by=silvia)


@pytest.fixture
def said(office: WorkingCalendar) -> dict[str, Any]:
    """What the browser sends for an acceptance within a day and two hours."""
    moves = {f"move-{place}": does for does, places in USUAL["acceptance"].items() for place in places}
    return {
        "kind": "acceptance",
        "kind_was": "acceptance",
        "party": "sales",
        "target": "1 d 2 h",
        "calendar": office.pk,
        "warning_percent": "70",
        "weight": "3",
        "scope": "{}",
        "steps-count": "1",
        "steps-0-percent": "100",
        "steps-0-notify": ["owner", "manager"],
        "steps-0-urgent": "on",
        **moves,
    }


@pytest.fixture
def send(client_of: ClientOf, silvia: User) -> Any:
    client = client_of(silvia)

    def sent(name: str, pk: int, said: dict[str, Any]) -> Any:
        return client.post(reverse(f"sla:{name}", args=[pk]), said)

    return sent


def test_a_day_is_a_working_day_of_the_calendar(
    draft: AgreementVersion, said: dict[str, Any], send: Any
) -> None:
    assert send("commitment-create", draft.pk, said).status_code == 302
    made = draft.commitments.last()
    assert made and made.target_seconds == 10 * HOUR and made.weight == 3 and made.position == 11
    assert made.ladder()[100].notify == ["owner", "manager"] and made.ladder()[100].urgent
    assert {does: tuple(places) for does, places in made.conditions.items()} == USUAL["acceptance"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"target": "soon"}, "Write a length of time like"),
        ({"target": ""}, "Write a length of time like"),
        ({"target": "2000 d"}, "is more than a year"),
        ({"target": "9" * 70}, "60"),
        ({"kind": "teleport"}, "teleport is not one of the available choices"),
        ({"party": "finance"}, "finance is not one of the available choices"),
        ({"calendar": "99999"}, "not one of the available choices"),
        ({"calendar": "' OR 1=1"}, "not one of the available choices"),
        ({"warning_percent": "100"}, "less than or equal to 99"),
        ({"weight": "-1"}, "greater than or equal to 0"),
        ({"weight": "9" * 30}, "less than or equal to"),
        ({"name_en": "x\x00y"}, "Null characters are not allowed"),
        ({"move-accepted": "", "move-rejected": "", "move-recycled": ""}, "Choose what stops the clock"),
        ({"move-handed_off": ""}, "Choose what starts the clock"),
        ({"move-handed_off": "explodes"}, "explodes is not one of the available choices"),
        ({"steps-0-notify": []}, "Choose at least one"),
        ({"steps-0-notify": ["everybody"]}, "everybody is not one of the available choices"),
        ({"steps-0-percent": "0"}, "greater than or equal to 1"),
        (
            {"steps-count": "2", "steps-1-percent": "100", "steps-1-notify": ["owner"]},
            "at this share already",
        ),
        ({"scope": '{"field": "region"}'}, "be asked of region"),
        ({"scope": '{"field": "email", "op": "is", "value": "x"}'}, "may speak of persons"),
        ({"scope": '{"field": "source", "op": ">=", "value": "x"}'}, "be asked of source"),
        ({"scope": '{"field": "employees", "op": "=", "value": "1e9"}'}, "Write a number here"),
        ({"scope": '{"field": '}, "no JSON text"),
    ],
)
def test_a_mistake_is_said_and_nothing_is_lost(
    draft: AgreementVersion, said: dict[str, Any], send: Any, wrong: dict[str, Any], sentence: str
) -> None:
    answer = send("commitment-create", draft.pk, said | {"name_es": "Aceptar"} | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422 and sentence in page and "Aceptar" in page
    assert draft.commitments.count() == 10


@pytest.mark.parametrize(
    "change",
    ["steps-add", "steps-drop-0", "steps-drop-99", "kind", "refresh", "\x00", "steps-drop-²"],
)
def test_rows_come_and_go_without_saving(
    draft: AgreementVersion, said: dict[str, Any], send: Any, change: str
) -> None:
    commitment = draft.commitments.get(kind="acceptance")
    for name, pk in (("commitment-create", draft.pk), ("commitment-update", commitment.pk)):
        answer = send(name, pk, said | {"target": "half a year", "change": change})
        assert answer.status_code == 200 and "half a year" in answer.content.decode()
        assert answer.context["steps"].count == {"steps-add": 2, "steps-drop-0": 0}.get(change, 1)
    assert draft.commitments.count() == 10


@pytest.mark.parametrize("count", ["", "-1", "x", "99999999999", "1e3", "٣"])
def test_a_count_of_rows_that_is_none_means_none(
    draft: AgreementVersion, said: dict[str, Any], send: Any, count: str
) -> None:
    answer = send("commitment-create", draft.pk, said | {"steps-count": count, "change": "refresh"})
    assert answer.status_code == 200 and answer.context["steps"].count == 0


def test_another_kind_brings_what_is_usual_for_it(
    draft: AgreementVersion, said: dict[str, Any], send: Any
) -> None:
    form = send("commitment-create", draft.pk, said | {"kind": "answer", "change": "kind"}).context["form"]
    assert form["party"].value() == "marketing" and form["move-returned"].value() == "start"
    written = said | {"kind": "answer", "change": "kind", "move-expired": "cancel"}
    form = send("commitment-create", draft.pk, written).context["form"]
    assert form["move-returned"].value() == "pause", "what somebody changed is left alone"


def test_counted_promises_have_a_number_and_no_clock(
    draft: AgreementVersion, said: dict[str, Any], send: Any
) -> None:
    counted = said | {"party": "marketing", "period": "quarter", "steps-count": "0"}
    assert (
        send("commitment-create", draft.pk, counted | {"kind": "volume", "count": "300"}).status_code == 302
    )
    assert (
        send("commitment-create", draft.pk, counted | {"kind": "completeness", "share": "87.5"}).status_code
        == 302
    )
    assert send("commitment-create", draft.pk, counted | {"kind": "volume", "count": ""}).status_code == 422
    assert (
        send("commitment-create", draft.pk, counted | {"kind": "completeness", "share": "101"}).status_code
        == 422
    )
    volume, share = list(draft.commitments.all())[-2:]
    assert (volume.target_value, volume.target_seconds, volume.period) == (300, None, "quarter")
    assert (float(share.target_value or 0), share.conditions, share.calendar) == (0.875, {}, None)


def test_a_promise_is_changed_where_it_stands(
    draft: AgreementVersion, said: dict[str, Any], send: Any
) -> None:
    before = draft.commitments.get(kind="acceptance")
    kept = before.steps.get(percent=100)
    scope = {"scope": '{"field": "region", "op": "is", "value": "North"}'}
    assert send("commitment-update", before.pk, said | scope | {"target": "30 min"}).status_code == 302
    after = Commitment.objects.get(pk=before.pk)
    assert after.target_seconds == 1800 and after.position == before.position
    assert after.scope == {"field": "region", "op": "is", "value": "North"}
    assert [step.pk for step in after.steps.all()] == [kept.pk]
    timeless = said | {"kind": "volume", "count": "5", "period": "week"}
    assert send("commitment-update", before.pk, timeless).status_code == 302
    after.refresh_from_db()
    assert not after.is_timed and not after.steps.exists() and after.scope == {}


def test_order_copy_and_removal(draft: AgreementVersion, send: Any) -> None:
    def kinds() -> list[str]:
        return list(draft.commitments.filter(party="sales").values_list("kind", flat=True))

    acceptance = draft.commitments.get(kind="acceptance")
    send("commitment-place", acceptance.pk, {"way": "up"})
    assert kinds()[0] == "acceptance"
    send("commitment-place", acceptance.pk, {"way": "down"})
    assert kinds()[:2] == ["first_touch", "acceptance"]
    send("commitment-copy", acceptance.pk, {})
    assert kinds()[-1] == "acceptance" and draft.commitments.last().steps.count() == 4  # type: ignore[union-attr]
    for _again in range(2):
        assert send("commitment-delete", acceptance.pk, {}).status_code == 302
    assert kinds().count("acceptance") == 1


def test_who_may_not(draft: AgreementVersion, client_of: ClientOf, sara: User, silvia: User) -> None:
    acceptance = draft.commitments.get(kind="acceptance")
    for name in ("copy", "place", "delete"):
        address = reverse(f"sla:commitment-{name}", args=[acceptance.pk])
        assert client_of(silvia).get(address).status_code == 405
        assert client_of(sara).post(address).status_code == 403
    for name in ("commitment-create", "commitment-update", "commitment-copy", "terms-update"):
        assert client_of(silvia).post(reverse(f"sla:{name}", args=[999_999])).status_code == 404
    for query in ("kind=teleport&party=x", "kind=volume", "party=marketing"):
        address = reverse("sla:commitment-create", args=[draft.pk])
        assert client_of(silvia).get(f"{address}?{query}").status_code == 200
