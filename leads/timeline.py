"""A lead's time line: what happened, from every kind of fact, merged newest first, page after page."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from people.bilingual import told
from people.models import User
from sla.models import Breach

from . import loop_story
from .models import Event, EventKind, Handoff, LeadChange, StageChange
from .telling import Entry, Teller
from .wording import field_label, origin_label

SHOWN = 25
PERSONAL = frozenset({"email", "name", "first_name", "last_name", "phone"})
MOST_VALUES = 6


def merged(ids: Sequence[int], user: User, at: datetime, before: str = "") -> tuple[list[Entry], str]:
    """(entries, cursor of the older ones). The cursor names a moment and how many of it were shown."""
    until, skip = _place(before, at)
    teller = Teller(ids, user, until, skip + SHOWN + 1)
    found = sorted(
        (entry for source in SOURCES for entry in source(teller)),
        key=lambda e: (e.at, e.rank, e.pk),
        reverse=True,
    )[skip:]
    shown = found[:SHOWN]
    if len(found) <= SHOWN:
        return shown, ""
    last = shown[-1].at
    again = sum(entry.at == last for entry in shown) + (skip if last == until else 0)
    return shown, f"{last.isoformat()}~{again}"


def _place(before: str, at: datetime) -> tuple[datetime, int]:
    moment, _mark, skip = before.partition("~")
    try:
        until = datetime.fromisoformat(moment)
    except ValueError:
        return at, 0
    return (until, int(skip)) if until.tzinfo and skip.isdigit() and len(skip) < 5 else (at, 0)


def _events(teller: Teller) -> Iterable[Entry]:
    rows = teller.newest(
        Event.objects.effective().filter(lead__in=teller.ids).select_related("by"), "occurred_at"
    )
    kinds = EventKind.objects.in_bulk({row.kind for row in rows})
    for row in rows:
        kind = kinds.get(row.kind)
        yield Entry(
            row.occurred_at, 1, row.pk, _event_icon(row.kind, kind), _event_text(row.kind, kind),
            why=_event_why(row, teller.user), who=_who(row), tone="info" if kind and kind.is_touch else "",
            exact_day=row.occurred_on,
        )  # fmt: skip


def _event_text(key: str, kind: EventKind | None) -> str:
    if kind is None:
        return _("Unclassified: %(kind)s") % {"kind": key}
    return told(kind.name_en, kind.name_es)


def _event_icon(key: str, kind: EventKind | None) -> str:
    if kind is None:
        return "circle-question-mark"
    known = {
        "call": "phone",
        "call_attempt": "phone-missed",
        "meeting": "users",
        "note": "sticky-note",
        "page_view": "eye",
    }
    by_direction = {"in": "log-in", "out": "send"}
    return known.get(key) or by_direction.get(kind.direction, "dot")


def _event_why(row: Event, user: User) -> str:
    if user.sees_masked or not isinstance(row.values, dict):
        return ""
    note = row.values.get("note")
    return str(note) if note else _pairs(row.values)


def _stages(teller: Teller) -> Iterable[Entry]:
    rows = (
        StageChange.objects.effective()
        .filter(lead__in=teller.ids)
        .select_related("by", "definition_version__definition")
    )
    tones = {"won": "good", "accepted": "good", "lost": "bad", "rejected": "bad", "disqualified": "bad"}
    for row in teller.newest(rows, "occurred_at"):
        text = _("Stage: %(stage)s") % {"stage": row.get_stage_display()}
        yield Entry(
            row.occurred_at, 3, row.pk, "milestone", text, why=_stage_why(row), who=_who(row),
            tone=tones.get(row.stage, ""), exact_day=row.occurred_on,
        )  # fmt: skip


def _stage_why(row: StageChange) -> str:
    if row.cause.startswith("fell_back:"):
        return _("What makes an MQL holds no more, by the margin that the definition leaves")
    if row.definition_version is None:
        return ""
    if row.origin == "app":
        return _("said when %(definition)s counted") % {"definition": row.definition_version}
    if row.score is None:
        return _("%(definition)s held") % {"definition": row.definition_version}
    said = {
        "definition": row.definition_version,
        "score": number_format(row.score.normalize(), decimal_pos=0),
    }
    return _("%(definition)s held, with a score of %(score)s") % said


def _changes(teller: Teller) -> Iterable[Entry]:
    for row in teller.newest(
        LeadChange.objects.filter(lead__in=teller.ids).select_related("by"), "occurred_at"
    ):
        values = {name: value for name, value in row.values.items() if not name.endswith("_id")}
        if not values:
            continue
        names = ", ".join(str(field_label(name)) for name in list(values)[:MOST_VALUES])
        open_values = (
            {} if teller.user.sees_masked else {field_label(name): value for name, value in values.items()}
        )
        yield Entry(
            row.occurred_at, 0, row.pk, "pencil", _("Details: %(names)s") % {"names": names}, why=_pairs(open_values),
            who=_who(row), exact_day=row.occurred_on,
        )  # fmt: skip


def _handoffs(teller: Teller) -> Iterable[Entry]:
    rows = Handoff.objects.filter(lead__in=teller.ids).select_related("by").prefetch_related("offers__team")
    for row in teller.newest(rows, "opened_at"):
        teams = ", ".join(dict.fromkeys(str(offer.team) for offer in row.offers.all()))
        text = _("Handed off to %(team)s") % {"team": teams}
        yield Entry(
            row.opened_at,
            4,
            row.pk,
            "arrow-right-left",
            text,
            who=str(row.by or ""),
            tone="info",
            url=row.get_absolute_url(),
        )


def _breaches(teller: Teller) -> Iterable[Entry]:
    rows = Breach.objects.filter(clock__handoff_link__handoff__lead__in=teller.ids).with_answers()
    for row in teller.newest(rows, "reached_at"):
        text = _("%(promise)s: the time ran out") % {"promise": row.clock.commitment.get_kind_display()}
        yield Entry(row.reached_at, 5, row.pk, "siren", text, tone="bad", url=row.clock.get_absolute_url())


SOURCES: tuple[Callable[[Teller], Iterable[Entry]], ...] = (
    _events,
    _stages,
    _changes,
    _handoffs,
    *loop_story.SOURCES,
    _breaches,
)


def _who(row: Any) -> str:
    return str(row.by) if row.by_id else str(origin_label(row.origin))


def _pairs(values: dict[Any, Any]) -> str:
    listed = [f"{name}: {value}" for name, value in values.items() if value not in (None, "")]
    return " · ".join(text[:120] for text in listed[:MOST_VALUES])
