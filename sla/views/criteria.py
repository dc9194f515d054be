"""What the editor of criteria asks while somebody writes: what can be asked, words that rows have, how many match."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from people.moment import now
from people.templatetags.formats import day, number
from sla.criteria import Catalogue, Criteria, CriteriaFault, catalogues, read
from sla.criteria.counting import count
from sla.criteria.fields import FieldLeaf
from sla.criteria.known import values_of
from sla.criteria.offering import offer
from sla.criteria.sentences import in_every_language
from sla.forms.criteria import Scrawl, tree_from

MOST_HEADS = 3


def asked_of(said: Any, user: Any) -> Catalogue:
    """The catalogue that the page names, as far as this reader may ask it."""
    name = said.get("criteria-catalogue", "lead")
    if name not in catalogues:
        raise Http404
    catalogue = catalogues[name]
    return catalogue.impersonal() if user.sees_masked or said.get("criteria-personal") == "0" else catalogue


@require_GET
def catalogue(request: HttpRequest) -> JsonResponse:
    return JsonResponse(offer(asked_of(request.GET, request.user), request.user))


@require_GET
def known(request: HttpRequest) -> JsonResponse:
    """Values that rows have in `?field=`; none for a field that can't be asked for."""
    try:
        found = values_of(asked_of(request.GET, request.user), request.GET.get("field", ""), request.user)
    except CriteriaFault:
        found = []
    return JsonResponse({"values": found})


@require_POST
def count_matching(request: HttpRequest) -> HttpResponse:
    """How many rows the typed tree matches among those the reader sees, the newest few, and the tree in words."""
    asked = asked_of(request.POST, request.user)
    tree = tree_from(request.POST.get(request.POST.get("criteria-name", ""), ""))
    if isinstance(tree, Scrawl):
        return _counted(request, {"faults": [CriteriaFault("", "not_json")]})
    reading = read(tree or {"all": []}, asked, leaves_blanks=True)
    if reading.criteria is None:
        return _counted(request, {"faults": reading.faults})
    said = _matching(reading.criteria, request.user, now())
    return _counted(
        request, said | {"blanks": len(reading.blanks), "asks_nothing": reading.criteria.asks_nothing}
    )


def _counted(request: HttpRequest, said: dict[str, Any]) -> HttpResponse:
    return render(request, "sla/_criteria_count.html", said)


def _matching(criteria: Criteria, user: Any, at: datetime) -> dict[str, Any]:
    model = criteria.catalogue.model
    counted = count(criteria, model.objects.visible_to(user), at)
    leaves = _shown(criteria)
    return {
        "counted": counted,
        "noun": model._meta.verbose_name_plural,
        "sentences": in_every_language(criteria.root),
        "heads": [leaf.field.label for leaf in leaves],
        "sample": [_sampled(row, leaves, user) for row in counted.rows] if counted else [],
    }


def _shown(criteria: Criteria) -> list[FieldLeaf]:
    """The first fields that are asked and stand in the row itself, each once."""
    leaves = {leaf.name: leaf for leaf in criteria.leaves() if isinstance(leaf, FieldLeaf)}
    return [leaf for leaf in leaves.values() if isinstance(leaf.field.expression, str)][:MOST_HEADS]


@dataclass(frozen=True)
class Sampled:
    label: str
    url: str
    cells: list[str]


def _sampled(row: Any, leaves: list[FieldLeaf], user: Any) -> Sampled:
    return Sampled(row.label_for(user), row.get_absolute_url(), [_cell(row, leaf) for leaf in leaves])


def _cell(row: Any, leaf: FieldLeaf) -> str:
    """What the row has where the criteria look; the catalogue has left out what this reader may not see."""
    value = row
    for step in leaf.field.expression.split("__") if leaf.field.expression else [leaf.attributes]:
        value = getattr(value, step, None)
    if not leaf.field.expression:
        value = (value or {}).get(leaf.name.partition(".")[2])
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, datetime):
        return day(value)
    if isinstance(value, (int, float, Decimal)):
        return number(value)
    return str(leaf.field.labels().get(value) or value)
