"""Definitions: what both teams mean by each word, and since when."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, ListView

from people.moment import now
from sla.guards import Refused
from sla.models import Definition, DefinitionVersion
from sla.story import sentences


class DefinitionList(ListView):
    def get_queryset(self) -> Any:
        return Definition.objects.order_by("pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        in_force = {
            version.definition_id: version
            for version in DefinitionVersion.objects.at(now()).select_related("definition", "by")
        }
        rows = [(definition, in_force.get(definition.pk)) for definition in self.object_list]
        return super().get_context_data(rows=rows, **kwargs)


class DefinitionDetail(DetailView):
    model = Definition
    slug_field = slug_url_kwarg = "key"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = [
            (version, sentences(version.criteria)) for version in self.object.versions.select_related("by")
        ]
        return super().get_context_data(versions=versions, **kwargs)


@require_POST
def put_in_force(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.is_revops:  # type: ignore[union-attr]
        raise PermissionDenied
    version = get_object_or_404(DefinitionVersion.objects.select_related("definition"), pk=pk)
    try:
        version.put_in_force(by=request.user, at=now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("This definition is in force now."))
    return redirect(version.definition)
