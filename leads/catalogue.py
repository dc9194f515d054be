"""What rules can ask of a lead: its fields, its score, its own attributes and the events that happened to it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.db.models import DateTimeField, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from people.bilingual import reads_spanish
from sla.criteria import Catalogue, EventCatalogue, Field, Group
from sla.criteria.fields import number_in

from .models import Event, EventKind, Lead, Stage

CONSENT = {"granted": _("granted"), "denied": _("denied"), "withdrawn": _("withdrawn")}

TEXTS = {
    "email": "email",
    "name": "name",
    "phone": "phone",
    "job_title": "job_title",
    "company": "company_name",
    "company_domain": "company_domain",
    "industry": "industry",
    "country": "country",
    "region": "region",
    "city": "city",
    "segment": "segment",
    "source": "source",
    "channel": "channel",
    "campaign": "campaign",
    "language": "language",
    "owner": "owner_label",
}
DATES = {
    "captured_at": _("day of capture"),
    "mql_at": _("day it became an MQL"),
    "handed_off_at": _("day of the handoff"),
    "accepted_at": _("day of acceptance"),
    "sql_at": _("day it became an SQL"),
    "opportunity_at": _("day of the opportunity"),
    "won_at": _("day it was won"),
    "lost_at": _("day it was lost"),
}
"""Nouns, so that a sentence about them reads like one: “day of acceptance is known”."""


def _label(column: str) -> Any:
    field: Any = Lead._meta.get_field(column)
    return field.verbose_name


def _fields() -> dict[str, Field]:
    fields = {name: Field("text", _label(column), column) for name, column in TEXTS.items()}
    fields |= {name: Field("date", label, name) for name, label in DATES.items()}
    fields["employees"] = Field("number", _("employees"), "employees")
    fields["consent"] = Field("choice", _("consent"), "consent", choices=CONSENT)
    fields["stage"] = Field("choice", _("stage"), "stage", choices=dict(Stage.choices))
    fields["score"] = Field("number", _("score"), "score__score")
    fields["fit"] = Field("number", _("fit"), "score__fit")
    fields["engagement"] = Field("number", _("engagement"), "score__engagement")
    fields["grade"] = Field("text", _("grade"), "score__grade")
    return fields


def _kinds() -> Mapping[str, Any]:
    spanish = reads_spanish()
    return {kind.key: kind.name_es if spanish else kind.name_en for kind in EventKind.objects.all()}


def _group(**flags: bool) -> Q:
    return Q(kind__in=EventKind.objects.filter(**flags).values("key"))


LEAD = Catalogue(
    model=Lead,
    fields=_fields(),
    rows=Lead.objects.standing,
    events=EventCatalogue(
        rows=Event.objects.effective,
        subject="lead_id",
        kind="kind",
        groups={
            "touch": Group(_("human touches"), _group(is_touch=True)),
            "engagement": Group(_("signs of interest"), _group(is_engagement=True)),
        },
        numbers={"amount": Field("number", _("amount"), number_in("values", "amount"))},
        kinds=_kinds,
    ),
)

EVER = datetime(1900, 1, 1, tzinfo=UTC)


def _of_the_cycle() -> Any:
    """Events since the lead came back; all of them for one that never went."""
    since = Coalesce(OuterRef("cycle_since"), Value(EVER), output_field=DateTimeField())
    return Event.objects.effective().filter(occurred_at__gte=since)


assert LEAD.events
LEAD_IN_CYCLE = replace(LEAD, events=replace(LEAD.events, rows=_of_the_cycle))
"""The same questions, where a recycled lead begins anew: for points of engagement, and for what crosses a definition."""
