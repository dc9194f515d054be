"""What the measures of a model say, as sentences."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from people.templatetags.formats import number, percent

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
    return number(quality["auc"], 2)


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


def compared(measures: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """The model and, where rules are live, the rules, by name: for one table."""
    rows = [(_("the model"), measures["model"]), (_("the rules"), measures["rules"])]
    return [(name, quality) for name, quality in rows if quality]
