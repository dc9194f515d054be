"""Baselines for other pages: which stand, and how a number of now compares with one of them."""

from dashboards.asking import Asked
from dashboards.kpis import KPI
from dashboards.models import Baseline, BaselineNumber

from .compared import Comparison, compared

__all__ = ["Comparison", "baseline_named", "comparison", "names"]


def names() -> list[tuple[str, str]]:
    """(how an address writes it, words) of every frozen baseline, the oldest first."""
    return [(_written(one), str(one)) for one in Baseline.objects.all()]


def baseline_named(written: str) -> Baseline | None:
    """B0, B1, or the number of one of our own."""
    found = Baseline.objects.all()
    if written in (Baseline.Kind.B0, Baseline.Kind.B1):
        return found.filter(kind=written).first()
    return found.filter(kind=Baseline.Kind.OWN, pk=int(written)).first() if written.isdecimal() else None


def comparison(kpi: KPI, asked: Asked, baseline: Baseline | str = Baseline.Kind.B0) -> Comparison | None:
    """This KPI as asked beside a frozen baseline of the whole company. None where it isn't frozen, doesn't know the KPI, or
    less than the whole company was asked of: the two would not be alike. `baseline.reason` is to be quoted where it stands.
    """
    found = baseline_named(baseline) if isinstance(baseline, str) else baseline
    if found is None or asked.cuts or asked.population or asked.clock or not asked.user.sees_every_lead:
        return None
    then = BaselineNumber.objects.filter(baseline=found, kpi=kpi.key).first()
    return compared(kpi, then, found, asked) if then else None


def _written(baseline: Baseline) -> str:
    return str(baseline.pk) if baseline.kind == Baseline.Kind.OWN else baseline.kind
