"""RevOps writes working hours as people write them; what can't be kept is said beside its cause."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from people import public_holidays, written_hours
from people.models import User, WorkingCalendar
from tests.conftest import OFFICE_RULES

Enter = Callable[[User], Client]
GOOD = {"name": "North", "timezone": "Europe/Madrid", "mon": "9-13, 14:00 - 18:00", "why": "New office"}


@pytest.fixture
def desk(rita: User, trusted: Enter) -> Client:
    return trusted(rita)


def test_a_calendar_is_written_and_read_back(desk: Client, office: WorkingCalendar) -> None:
    asked = GOOD | {
        "holidays": "2026-12-25 Christmas\n2027-01-01",
        "date_overrides": "2026-12-24 09:00-14:00\n2026-12-31 closed",
    }
    assert desk.post(reverse("calendar-create"), asked).status_code == 302

    calendar = WorkingCalendar.objects.get(name="North")
    (version,) = calendar.versions.all()
    assert version.rules == {
        "timezone": "Europe/Madrid",
        "hours": {"mon": [["09:00", "13:00"], ["14:00", "18:00"]]},
        "holidays": [{"date": "2026-12-25", "name": "Christmas"}, {"date": "2027-01-01", "name": ""}],
        "date_overrides": {"2026-12-24": [["09:00", "14:00"]], "2026-12-31": []},
        "date_breaks": {},
    }
    page = desk.get(reverse("calendar-update", args=[calendar.pk])).content.decode()
    assert "2026-12-31 closed" in page and "2026-12-25 Christmas" in page


def typed_of(desk: Client, calendar: WorkingCalendar) -> dict[str, str]:
    form = desk.get(reverse("calendar-update", args=[calendar.pk])).context["form"]
    return {name: value for name, value in form.initial.items() if isinstance(value, str)}


def test_nothing_is_stored_before_it_is_published(desk: Client, office: WorkingCalendar) -> None:
    url = reverse("calendar-update", args=[office.pk])
    typed = typed_of(desk, office) | {"tue": "10-12"}
    looked = desk.post(url, typed)
    assert looked.status_code == 200 and office.versions.count() == 1
    assert looked.context["come"] == ["Tuesday: 10:00-12:00"]
    assert looked.context["gone"] == ["Tuesday: 09:00-13:00, 14:00-18:00"]

    asked = typed | {"publish": "1", "moves": "new", "edition": "1"}
    assert desk.post(url, asked).status_code == 302
    newest = office.versions.first()
    assert newest and newest.rules["hours"]["tue"] == [["10:00", "12:00"]] and not newest.moves_running


def test_publishing_the_same_again_makes_no_version(desk: Client, office: WorkingCalendar) -> None:
    url = reverse("calendar-update", args=[office.pk])
    asked = typed_of(desk, office) | {"publish": "1", "moves": "new"}
    for _ in range(2):
        edition = str(office.versions.count())
        assert desk.post(url, asked | {"edition": edition}).status_code == 302
    assert office.versions.count() <= 2


def test_running_clocks_move_only_when_asked(desk: Client, office: WorkingCalendar) -> None:
    asked = typed_of(desk, office) | {"tue": "10-12", "publish": "1", "edition": "1", "moves": "running"}
    assert desk.post(reverse("calendar-update", args=[office.pk]), asked).status_code == 302
    newest = office.versions.first()
    assert newest and newest.moves_running


def test_a_version_published_meanwhile_is_looked_at_first(desk: Client, office: WorkingCalendar) -> None:
    asked = typed_of(desk, office) | {"tue": "10-12", "publish": "1", "edition": "0", "moves": "running"}
    response = desk.post(reverse("calendar-update", args=[office.pk]), asked)
    assert response.status_code == 409 and office.versions.count() == 1
    assert response.context["publication"]["edition"].value() == 1


def test_back_to_editing_keeps_what_was_typed(desk: Client, office: WorkingCalendar) -> None:
    asked = typed_of(desk, office) | {"tue": "10-12", "edit": "1"}
    page = desk.post(reverse("calendar-update", args=[office.pk]), asked)
    assert page.context["form"]["tue"].value() == "10-12" and 'data-dirty="unsaved"' in page.content.decode()


def test_the_picture_follows_what_is_typed(desk: Client) -> None:
    asked = {
        "preview": "1",
        "timezone": "Europe/Madrid",
        "mon": "22:00-06:00",
        "wed": "noon",
        "thu": "9-13, 12-15",
    }
    page = desk.post(reverse("calendar-create"), asked)
    assert [row["words"] for row in page.context["week"][:4]] == ["22:00-06:00", "", "", ""]
    assert set(page.context["form"].errors) == {"wed", "thu"} and page.context["year"]


def test_monday_is_copied_to_the_other_weekdays(desk: Client) -> None:
    page = desk.post(reverse("calendar-create"), GOOD | {"copy": "mon", "sat": "10-12"})
    form = page.context["form"]
    assert form["fri"].value() == GOOD["mon"] and form["sat"].value() == "10-12" and not form["sun"].value()


def test_a_single_day_is_added_in_its_place(desk: Client) -> None:
    asked = GOOD | {"add": "1", "on": "2026-12-24", "kind": "date_overrides", "text": "9-14"}
    typed = {"date_overrides": "2026-12-24 closed\n2026-12-31 closed"}
    form = desk.post(reverse("calendar-create"), asked | typed).context["form"]
    assert form["date_overrides"].value() == "2026-12-24 9-14\n2026-12-31 closed"
    wrong = desk.post(reverse("calendar-create"), asked | {"text": "in the morning"})
    assert "text" in wrong.context["day_form"].errors


def test_regions_follow_the_country(desk: Client) -> None:
    page = desk.post(reverse("calendar-create"), GOOD | {"preview": "1", "country": "CA"})
    assert ("BC", "British Columbia") in page.context["holidays_form"].fields["region"].choices
    first = desk.get(reverse("calendar-create"))
    assert first.context["holidays_form"]["country"].value() == "ES"
    assert ("MD", "Madrid") in first.context["holidays_form"].fields["region"].choices


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("mon", "25:00-26:00"), ("mon", "morning"), ("mon", "09:00"), ("mon", "09:00-12:00, 11:00-13:00"),
        ("holidays", "Christmas"), ("holidays", "2026-13-45 x"), ("date_overrides", "2026-12-24 soon"),
        ("date_breaks", "2026-12-24 9-"), ("timezone", "Mars/Olympus"), ("name", ""),
    ],
)  # fmt: skip
def test_a_fault_stands_beside_its_field(field: str, text: str, desk: Client) -> None:
    response = desk.post(reverse("calendar-create"), GOOD | {field: text})
    assert response.status_code == 422 and field in response.context["form"].errors
    assert not WorkingCalendar.objects.exists()


def test_a_calendar_that_never_opens_is_refused(desk: Client) -> None:
    response = desk.post(reverse("calendar-create"), GOOD | {"mon": ""})
    assert response.status_code == 422 and "never opens" in response.content.decode()


def test_public_holidays_are_added_to_what_is_written(desk: Client) -> None:
    written = GOOD | {"fill": "1", "country": "ES", "region": "MD", "holidays": "2026-12-25 Our party"}
    response = desk.post(reverse("calendar-create"), written)
    typed = response.context["form"]["holidays"].value()
    assert "2026-05-02" in typed and "2026-12-25 Our party" in typed and not WorkingCalendar.objects.exists()

    wrong = desk.post(reverse("calendar-create"), written | {"region": "ZZ"})
    assert "region" in wrong.context["holidays_form"].errors


def test_holidays_are_named_in_the_readers_language() -> None:
    spanish = public_holidays.named("ES", "MD", range(2026, 2027), "es")
    english = public_holidays.named("ES", "MD", range(2026, 2027), "en")
    assert spanish.keys() == english.keys() and spanish["2026-12-25"] != english["2026-12-25"]


def test_countries_are_named_in_the_readers_language() -> None:
    assert dict(public_holidays.country_names("es"))["DE"] == "Alemania"
    assert dict(public_holidays.country_names("en"))["DE"] == "Germany"
    assert dict(public_holidays.country_names("xx"))["DE"] == "Germany"
    assert [public_holidays.country_of(zone) for zone in ("Europe/Madrid", "UTC")] == ["ES", ""]


@pytest.mark.parametrize("text", ["09:00-13:00, 14:00-18:00", "22:00-06:00", "00:00-24:00", ""])
def test_hours_are_read_as_they_are_written(text: str) -> None:
    assert written_hours.write_windows(written_hours.read_windows(text)) == text


def test_a_night_is_drawn_on_both_of_its_days() -> None:
    week: Any = [((22 * 60, 30 * 60),), *[()] * 6]
    assert written_hours.bars(week)[:2] == [("mon", [(1320, 120)]), ("tue", [(0, 360)])]


def test_the_office_rules_fit_the_form(office: WorkingCalendar) -> None:
    from people.forms import CalendarForm

    assert CalendarForm.written(office, OFFICE_RULES)["mon"] == "09:00-13:00, 14:00-18:00"
