"""Asked before the site starts: the table of benchmarks can be read, and all that it says is declared."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from dashboards.kpis import registry

from .meanings import METRICS, UNLIKE, WARNINGS
from .shipped import FILE
from .table import TableFault, read, undeclared


@register
def table_is_sound(app_configs: Any, **_more: Any) -> list[CheckMessage]:
    try:
        rows = read(FILE.read_text(encoding="utf-8"))
    except (OSError, TableFault) as fault:
        return [Error(f"dashboards/data/benchmarks.csv: {fault}", id="dashboards.E001")]
    known = {(row.metric, row.source) for row in rows}
    faults = [
        f"{one} is not declared in benchmarks/meanings.py" for one in undeclared(rows, METRICS, WARNINGS)
    ]
    faults += [f"{one} is declared unlike and not in the table" for one in UNLIKE if one not in known]
    faults += [
        f"{name} names {one.kpi}, which is no KPI"
        for name, one in METRICS.items()
        if one.kpi and one.kpi not in registry
    ]
    return [Error(f"benchmarks: {fault}", id="dashboards.E002") for fault in faults]
