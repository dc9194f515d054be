"""The chance of one lead with what each field gives to it, as a page shows it; or why nothing is foretold."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from .models import Lead, PredictiveModel, Refusal
from .models.predicting.predicted import refusal
from .predicting import reading
from .predicting.encoding import Numbers
from .predicting.predictor import Explained, Given, Predictor, tenths
from .predicting.wording import event_names, name_of, value_of

TENTH = Decimal("0.1")
SLIGHT = Decimal("0.5")
"""Points below which a field isn't worth a sentence."""


@dataclass(frozen=True)
class Line:
    """One field's part, in points; the average and all lines add up to the chance, as shown."""

    label: str
    points: Decimal


@dataclass(frozen=True)
class Foretold:
    """What the live model says of a lead. `refused` is a sentence, and then nothing else is said."""

    model: PredictiveModel
    average: Decimal = Decimal(0)
    chance: Decimal = Decimal(0)
    lines: tuple[Line, ...] = ()
    sentence: str = ""
    refused: str = ""


def foretell(lead: Lead, at: datetime) -> Foretold | None:
    """None where no model is live, or the lead's outcome is known or too late for it."""
    model = PredictiveModel.objects.live()
    if model is None or not _is_open(lead, model, at):
        return None
    frame = reading.read(model.plan, [lead.pk], at)
    values = {name: column[0] for name, column in frame.columns.items()}
    why = refusal(model, values["source"], int(frame.teams[0]))
    if why:
        return Foretold(model, refused=_refused(model, why, values["source"], lead))
    return _told(model, model.learnt.explain(values), values)


def _is_open(lead: Lead, model: PredictiveModel, at: datetime) -> bool:
    ended = (lead.reached_at(model.outcome), lead.lost_at, lead.disqualified_at, lead.erased_at)
    young = lead.captured_at and lead.captured_at > at - timedelta(days=model.horizon_days)
    return bool(young) and not any(ended) and lead.stage != Lead.Stage.REJECTED


def _told(model: PredictiveModel, told: Explained, values: dict[str, Any]) -> Foretold:
    average, *parts = (Decimal(one) * TENTH for one in tenths(told))
    events = event_names()
    labels = [f"{name_of(one.field, events)}: {_value(model.learnt, one, values)}" for one in told.given]
    lines = tuple(Line(label, points) for label, points in zip(labels, parts, strict=True) if points)
    chance = average + sum(parts, Decimal(0))
    return Foretold(model, average, chance, lines, _sentence(lines, chance - average))


def _value(predictor: Predictor, given: Given, values: dict[str, Any]) -> str:
    """A number as it is, a word by its group."""
    is_number = any(isinstance(one, Numbers) and one.name == given.field for one in predictor.fields)
    return str(values[given.field]) if is_number and values[given.field] else value_of(given.group)


def _sentence(lines: tuple[Line, ...], more: Decimal) -> str:
    """What speaks most for the lead and what most against it."""
    best = max(lines, key=lambda one: one.points, default=None)
    worst = min(lines, key=lambda one: one.points, default=None)
    raises = best if best and best.points >= SLIGHT else None
    lowers = worst if worst and worst.points <= -SLIGHT else None
    said = {"for": raises and raises.label, "against": lowers and lowers.label}
    if raises and lowers:
        if more >= 0:
            return _("Above all “%(for)s” speaks for it; “%(against)s” speaks against it.") % said
        return _("Above all “%(against)s” speaks against it; “%(for)s” speaks for it.") % said
    if raises:
        return _("Above all “%(for)s” speaks for it.") % said
    if lowers:
        return _("Above all “%(against)s” speaks against it.") % said
    return _("Nothing sets it apart from the average lead.")


def _refused(model: PredictiveModel, why: str, source: str | None, lead: Lead) -> str:
    if why == Refusal.TEAM:
        return _(
            "No chance is told: no lead of the team %(team)s came to it in the leads that the model learnt from."
        ) % {"team": lead.team}
    leads, _hits = model.groups["source"].get(source or "", [0, 0])
    said = {"source": source or _("not stated"), "leads": leads}
    if not leads:
        return (
            _(
                "No chance is told: the model has learnt from fewer than twenty leads of the source “%(source)s”."
            )
            % said
        )
    return (
        _(
            "No chance is told: of %(leads)s leads of the source “%(source)s” that the model learnt from none came to it."
        )
        % said
    )
