"""The bell: what a person has been told."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from people import keyset
from people.asking import SignedInRequest
from people.models import Notification
from people.moment import now

SHOWN = 50
MOST_COUNTED = 99


@require_safe
def bell(request: SignedInRequest) -> HttpResponse:
    """The number beside the bell: empty when there is nothing new."""
    unread = Notification.objects.visible_to(request.user).unread()
    count = unread.order_by()[: MOST_COUNTED + 1].count()
    return HttpResponse("" if not count else f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count))


@require_safe
def notification_list(request: SignedInRequest) -> HttpResponse:
    rows = Notification.objects.visible_to(request.user)
    if request.GET.get("state") == "unread":
        rows = rows.unread()
    found = keyset.page_of(rows, ("-pk",), request.GET.get("after", ""), SHOWN)
    context = {"rows": Notification.worded(found.rows), "next": found.next}
    return render(request, "people/notification_list.html", context)


@require_POST
def read(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark it as read and go where it leads."""
    row = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    Notification.objects.filter(pk=row.pk).read(now())
    inside = url_has_allowed_host_and_scheme(row.url, None)
    return redirect(row.url if row.url and inside else "notification-list")


@require_POST
def read_all(request: SignedInRequest) -> HttpResponse:
    Notification.objects.visible_to(request.user).read(now())
    return redirect("notification-list")
