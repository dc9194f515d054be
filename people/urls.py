"""Pages of the house itself: home, people, calendars, notices and what RevOps looks after."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path

from people.doors import for_roles
from people.models import Role
from people.views import (
    absences,
    audit,
    calendar_editing,
    calendars,
    deliveries,
    endpoints,
    home,
    keys,
    notifications,
    people,
    pieces,
    profile,
)

revops = for_roles(Role.REVOPS)


def closed(request: HttpRequest) -> HttpResponse:
    """A page of the log-in that this house doesn't offer: RevOps keeps the addresses."""
    raise Http404


urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("palette/", home.palette, name="palette"),
    path("first-steps/dismissal/", home.dismiss_checklist, name="checklist-dismiss"),
    path("accounts/email/", closed),
    path("people/pieces/", pieces.pieces, name="pieces"),
    path("people/", people.PersonList.as_view(), name="person-list"),
    path("people/new/", revops(people.create_person), name="person-create"),
    path("people/<int:pk>/edit/", revops(people.update_person), name="person-update"),
    path("people/<int:pk>/invitation/", revops(people.create_invitation), name="invitation-create"),
    path("people/teams/new/", revops(people.create_team), name="team-create"),
    path("people/teams/<int:pk>/edit/", revops(people.update_team), name="team-update"),
    path("people/organisation/", revops(people.update_organisation), name="organisation-update"),
    path("people/profile/", profile.profile, name="profile"),
    path("people/profile/language/", profile.language, name="language-update"),
    path("people/profile/theme/", profile.theme, name="theme-update"),
    path("people/profile/other-sessions/end/", profile.end_other_sessions, name="sessions-end"),
    path("people/absences/", absences.absence_list, name="absence-list"),
    path("people/absences/new/", absences.create_absence, name="absence-create"),
    path("people/absences/<int:pk>/removal/", absences.delete_absence, name="absence-delete"),
    path("people/calendars/", calendars.CalendarList.as_view(), name="calendar-list"),
    path("people/calendars/new/", revops(calendar_editing.create_calendar), name="calendar-create"),
    path("people/calendars/<int:pk>/", calendars.CalendarDetail.as_view(), name="calendar-detail"),
    path("people/calendars/<int:pk>/edit/", revops(calendar_editing.update_calendar), name="calendar-update"),
    path("people/notifications/", notifications.notification_list, name="notification-list"),
    path("people/notifications/bell/", notifications.bell, name="notification-bell"),
    path("people/notifications/reading/", notifications.read_all, name="notification-read-all"),
    path("people/notifications/<int:pk>/reading/", notifications.read, name="notification-read"),
    path("people/endpoints/", endpoints.endpoint_list, name="endpoint-list"),
    path("people/endpoints/new/", endpoints.create_endpoint, name="endpoint-create"),
    path("people/endpoints/<int:pk>/edit/", endpoints.update_endpoint, name="endpoint-update"),
    path("people/endpoints/<int:pk>/secret/", endpoints.secret, name="endpoint-secret"),
    path("people/endpoints/<int:pk>/enabling/", endpoints.enable, name="endpoint-enable"),
    path("people/endpoints/<int:pk>/removal/", endpoints.delete, name="endpoint-delete"),
    path("people/deliveries/", revops(deliveries.delivery_list), name="delivery-list"),
    path("people/deliveries/replay/", revops(deliveries.replay_all), name="delivery-replay-all"),
    path("people/deliveries/<int:pk>/replay/", revops(deliveries.replay), name="delivery-replay"),
    path("people/keys/", keys.key_list, name="key-list"),
    path("people/keys/new/", keys.create, name="key-create"),
    path("people/keys/<int:pk>/revocation/", keys.revoke, name="key-revoke"),
    path("people/audit/", revops(audit.audit_list), name="audit-list"),
]
