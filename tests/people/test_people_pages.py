"""RevOps looks after people, teams and the company; everybody after themselves."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from people.models import Absence, Organisation, Team, User

Enter = Callable[[User], Client]
MINE = {
    "name": "Sara",
    "language": "es",
    "time_zone": "",
    "theme": "light",
    "calendar": "",
    "mail_notices": "on",
}


def test_revops_edits_a_person_and_a_team(rita: User, sara: User, sales: Team, trusted: Enter) -> None:
    desk = trusted(rita)
    asked = {
        "name": "Sara S.",
        "email": "SARA@acme.test",
        "role": "sales_manager",
        "team": sales.pk,
        "is_active": "on",
    }
    assert desk.post(reverse("person-update", args=[sara.pk]), asked).status_code == 302
    assert (
        desk.post(
            reverse("team-update", args=[sales.pk]), {"name": "Sales South", "kind": "sales"}
        ).status_code
        == 302
    )
    sara.refresh_from_db()
    assert (sara.name, sara.email, sara.role) == ("Sara S.", "sara@acme.test", "sales_manager")
    assert Team.objects.get(pk=sales.pk).name == "Sales South"


def test_an_address_belongs_to_one_person(rita: User, sara: User, silvia: User, trusted: Enter) -> None:
    asked = {"name": "S", "email": "Silvia@ACME.test", "role": "sales", "is_active": "on"}
    assert trusted(rita).post(reverse("person-update", args=[sara.pk]), asked).status_code == 422


@pytest.mark.parametrize("change", [{"role": "sales"}, {"is_active": ""}])
def test_revops_does_not_lock_itself_out(change: dict[str, str], rita: User, trusted: Enter) -> None:
    asked = {"name": "Rita", "email": rita.email, "role": "revops", "is_active": "on"} | change
    assert trusted(rita).post(reverse("person-update", args=[rita.pk]), asked).status_code == 422


@pytest.mark.parametrize(("field", "text"), [("time_zone", "Mars/X"), ("currency", "12"), ("name", "")])
def test_the_company_is_checked(field: str, text: str, rita: User, trusted: Enter) -> None:
    asked = {
        "name": "Acme",
        "time_zone": "Europe/Madrid",
        "week_start": "1",
        "currency": "eur",
        "language": "es",
    }
    desk = trusted(rita)
    assert desk.post(reverse("organisation-update"), asked | {field: text}).status_code == 422
    assert desk.post(reverse("organisation-update"), asked).status_code == 302
    assert Organisation.current().currency == "EUR"


def test_a_profile_changes_only_what_is_ones_own(sara: User, client_of: Enter) -> None:
    more = {"role": "revops", "is_superuser": "on", "email": "x@y.test", "team": "", "is_active": ""}
    assert client_of(sara).post(reverse("profile"), MINE | more).status_code == 302
    sara.refresh_from_db()
    assert (sara.language, sara.theme, sara.role, sara.email) == ("es", "light", "sales", "sara@acme.test")
    assert sara.is_active and not sara.is_superuser and sara.team


def test_text_that_the_database_cannot_keep_is_refused(sara: User, client_of: Enter) -> None:
    for name in ("a\x00b", "\ud800"):
        response = client_of(sara).post(
            reverse("profile"), MINE | {"name": name.encode("utf-8", "surrogatepass")}
        )
        assert response.status_code in (200, 302)
    assert client_of(sara).get(reverse("person-list"), {"q": "\x00"}).status_code == 200


def test_absences_are_written_by_oneself_or_the_manager(
    sara: User, silvia: User, olga: User, client_of: Enter
) -> None:
    days = {"first_on": "2030-08-01", "last_on": "2030-08-15", "reason": "Holiday"}
    for writer, person, status in [
        (sara, sara, 302),
        (silvia, sara, 302),
        (olga, sara, 422),
        (sara, silvia, 422),
    ]:
        response = client_of(writer).post(reverse("absence-create"), days | {"user": person.pk})
        assert response.status_code == status
    assert Absence.objects.on(date(2030, 8, 15)).count() == 2
    backwards = days | {"user": sara.pk, "last_on": "2030-07-01"}
    assert client_of(sara).post(reverse("absence-create"), backwards).status_code == 422

    assert [
        len(client_of(who).get(reverse("absence-list")).context["absences"]) for who in (sara, silvia, olga)
    ] == [
        2,
        2,
        0,
    ]
    first = Absence.objects.first()
    assert first
    assert client_of(olga).post(reverse("absence-delete", args=[first.pk])).status_code == 404
    assert client_of(sara).post(reverse("absence-delete", args=[first.pk])).status_code == 302


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "{{ 7|add:7 }}", '"><img src=x onerror=1>'])
def test_what_people_type_stays_text(words: str, sara: User, client_of: Enter) -> None:
    User.objects.filter(pk=sara.pk).update(name=words)
    client = client_of(sara)
    for name in ("person-list", "profile", "home"):
        page = client.get(reverse(name)).content.decode()
        assert "<script>alert" not in page and "<img src=x" not in page and ">14<" not in page
