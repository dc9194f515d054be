"""Where this floor's pages stand on the rail, in the palette and among the first steps."""

from django.utils.translation import gettext_lazy as _

from . import home, navigation, palette
from .models import Role, User, WorkingCalendar
from .navigation import Entry

REVOPS = navigation.roles(Role.REVOPS)


def register() -> None:
    for entry in (
        Entry("agree", "calendars", _("Calendars"), "calendar-list", "calendar-days", order=80),
        Entry("connect", "people", _("People"), "person-list", "users-round", order=70),
        Entry("connect", "endpoints", _("Endpoints"), "endpoint-list", "send", REVOPS, order=75),
        Entry("connect", "deliveries", _("Deliveries"), "delivery-list", "mail-check", REVOPS, order=80),
        Entry("connect", "keys", _("API keys"), "key-list", "key-round", REVOPS, order=85),
        Entry("connect", "audit", _("Changes"), "audit-list", "history", REVOPS, order=90),
    ):
        navigation.register(entry)
    palette.register_action(
        palette.Action("person-create", _("Invite a person"), "person-create", "user-plus", roles=REVOPS)
    )
    palette.register_action(
        palette.Action("calendar-create", _("New calendar"), "calendar-create", "calendar-plus", roles=REVOPS)
    )
    palette.register_action(palette.Action("absence-list", _("Absences"), "absence-list", "plane"))
    home.register_step(
        home.Step("calendar", _("Set your working hours"), "calendar-list", has_calendar, order=20)
    )
    home.register_step(
        home.Step("people", _("Invite Sales and Marketing"), "person-create", has_colleagues, order=50)
    )


def has_calendar() -> bool:
    return WorkingCalendar.objects.exists()


def has_colleagues() -> bool:
    return User.objects.active().exclude(role=Role.REVOPS).exists()
