"""Saved views: keep what the address asks under a name, share it, let it open first."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from dashboards.boards import boards
from dashboards.models import FirstView, SavedView
from dashboards.saving import SaveForm
from people.asking import SignedInRequest


class SavedViewList(TemplateView):
    """What the reader kept, and what others share with them."""

    request: SignedInRequest
    template_name = "dashboards/view_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        views = SavedView.objects.visible_to(user).select_related("owner", "team").order_by("board", "name")
        first = FirstView.of(user)
        rows = [(one, boards[one.board].name) for one in views if one.board in boards]
        return super().get_context_data(rows=rows, first=first, **kwargs)


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    form = SaveForm(request.POST, user=user)
    if not form.is_valid():
        for fault in form.faults:
            messages.error(request, fault)
        return redirect(form.back)
    kept = form.keep()
    messages.success(request, _("Saved as “%(name)s”.") % {"name": kept.name})
    return redirect(kept.get_absolute_url())


@require_POST
def open_first(request: HttpRequest, pk: int) -> HttpResponse:
    """This view opens first from now on; said again of the one that does, the role's board does."""
    user: Any = request.user
    view = get_object_or_404(SavedView.objects.visible_to(user), pk=pk)
    known = FirstView.objects.filter(user=user, view=view)
    if known.exists():
        known.delete()
    else:
        FirstView.objects.update_or_create(user=user, defaults={"view": view})
    return redirect(reverse("dashboards:view-list"))


@require_POST
def delete_view(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    view = get_object_or_404(SavedView, pk=pk, owner=user)
    view.delete()
    messages.success(request, _("“%(name)s” is deleted.") % {"name": view.name})
    return redirect(reverse("dashboards:view-list"))
