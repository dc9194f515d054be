"""What the measures of a model say, as sentences and tiles."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from people.shares import FEW, wilson
from people.templatetags.formats import number, percent
from people.tiles import Tile

from .calibration import Bin


def verdict(measures: Mapping[str, Any]) -> tuple[str, str]:
    """(tone, sentence): is it of use, and is it better than the rules?"""
    model, rules, gap = measures["model"], measures["rules"], measures["gap"]
    said = {"model": _auc(model), "rules": _auc(rules) if rules else "", "leads": number(model["leads"])}
    if model["auc_low"] <= 0.5:
        return "bad", _(
            "It tells converting leads from the others no better than a coin (ROC-AUC %(model)s). Keep to the rules."
        ) % said
    if gap is None:
        return "good", _(
            "It tells converting leads from the others (ROC-AUC %(model)s on %(leads)s later leads). No rules are live to compare it with."
        ) % said
    if gap["low"] > 0:
        return "good", _(
            "On the same %(leads)s later leads it is better than the rules: ROC-AUC %(model)s against %(rules)s."
        ) % said
    if gap["high"] < 0:
        return "bad", _(
            "On the same %(leads)s later leads the rules are better: ROC-AUC %(rules)s against %(model)s. Keep to the rules."
        ) % said
    return "warn", _(
        "On the same %(leads)s later leads it is not shown to be better than the rules: ROC-AUC %(model)s against %(rules)s."
    ) % said


def _auc(quality: Mapping[str, Any]) -> str:
    return number_format(quality["auc"], 2)


def calibrated(measures: Mapping[str, Any]) -> str:
    """The title of the reliability chart: do the chances hold?"""
    bins = [Bin(one["foretold"], one["n"], one["hits"]) for one in measures["bins"]]
    said = {
        "held": sum(one.holds for one in bins),
        "of": len(bins),
        "foretold": number(round(measures["foretold"])),
        "came": number(measures["model"]["hits"]),
    }
    return (
        _("%(foretold)s conversions foretold, %(came)s came; in %(held)s of %(of)s groups the chance held")
        % said
    )


def gained(measures: Mapping[str, Any]) -> str:
    """The title of the gains chart: what is in the best tenth?"""
    said = {"model": percent(measures["model"]["precision"]), "usual": percent(usual(measures))}
    if measures["rules"]:
        said["rules"] = percent(measures["rules"]["precision"])
        return (
            _("Of the best tenth %(model)s converted by the model, %(rules)s by the rules, %(usual)s of all")
            % said
        )
    return _("Of the best tenth %(model)s converted, of all %(usual)s") % said


def usual(measures: Mapping[str, Any]) -> float:
    """The share of all judged leads that converted."""
    return float(measures["model"]["hits"] / measures["model"]["leads"])


def tiles(measures: Mapping[str, Any]) -> list[Tile]:
    """Each with its n and interval; the rules' beside the model's."""
    model, rules = measures["model"], measures["rules"]
    shown = [_area(_("ROC-AUC of the model"), model)]
    if rules:
        shown.append(_area(_("ROC-AUC of the rules"), rules))
    shown.append(_best(_("Best tenth by the model"), model))
    if rules:
        shown.append(_best(_("Best tenth by the rules"), rules))
    low, high = wilson(model["hits"], model["leads"]) or (None, None)
    how = _("The share of all judged leads that converted.")
    shown.append(
        Tile(_("All of them"), usual(measures), kind="percent", n=model["leads"], low=low, high=high, how=how)
    )
    return shown


def _area(label: str, quality: Mapping[str, Any]) -> Tile:
    how = _(
        "Of a converting lead and another, how often the first stands higher. 0.5 is a coin, 1 is perfect."
    )
    low, high = round(quality["auc_low"], 2), round(quality["auc_high"], 2)
    trust = "few" if quality["hits"] < FEW else ""
    return Tile(label, round(quality["auc"], 2), n=quality["leads"], low=low, high=high, trust=trust, how=how)


def _best(label: str, quality: Mapping[str, Any]) -> Tile:
    n = round(quality["leads"] / 10)
    low, high = wilson(min(n, round(quality["precision"] * n)), n) or (None, None)
    how = _("The share that converted among the tenth with the highest score; %(lift)s times that of all.")
    said = how % {"lift": number_format(quality["lift"], 1)}
    return Tile(
        label,
        quality["precision"],
        kind="percent",
        n=n,
        low=low,
        high=high,
        trust="few" if n < FEW else "",
        how=said,
    )
