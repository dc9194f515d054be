"""What the demo company says its program brought: three lines of money in two pools, and what it can't turn into money."""

from datetime import datetime
from typing import Any

from dashboards.models import Benefit, QualitativeBenefit

from .cast import Company

ISOLATION = {"isolation_low": 0.3, "isolation_likely": 0.5, "isolation_high": 0.7}
WINS: dict[str, Any] = {"method": "wins", "pool": "revenue", "kpi": "captured_to_opportunity", "margin": 0.7}
WORTH: dict[str, Any] = {"method": "worth", "pool": "revenue", "margin": 0.7}
HOURS: dict[str, Any] = {
    "method": "hours",
    "pool": "hours",
    "stage": "handed_off",
    "amount_low": 0.1,
    "amount_likely": 0.2,
    "amount_high": 0.35,
    "hour_low": 28.0,
    "hour_likely": 36.0,
    "hour_high": 45.0,
}
LINES: tuple[tuple[dict[str, Any], str, str, str, str], ...] = (
    (
        WINS,
        "More opportunities from the same leads",
        "Más oportunidades de los mismos leads",
        "Marketing and Sales say that about half of it is the agreement; the new website began in the same summer.",
        "Marketing y ventas atribuyen al acuerdo cerca de la mitad; la web nueva empezó el mismo verano.",
    ),
    (
        WORTH,
        "Each qualified lead brings more",
        "Cada lead cualificado aporta más",
        "The same revenue seen from the qualified leads.",
        "Los mismos ingresos vistos desde los leads cualificados.",
    ),
    (
        HOURS,
        "Less searching for who has a lead",
        "Menos tiempo buscando quién tiene un lead",
        "Two representatives wrote down their time for two weeks, before and after.",
        "Dos comerciales anotaron su tiempo durante dos semanas, antes y después.",
    ),
)
QUALITIES = (
    (
        ("One word for a qualified lead", "Una sola palabra para lead cualificado"),
        (
            "Both teams use the signed definition; the weekly meeting no longer begins with a dispute about numbers.",
            "Los dos equipos usan la definición firmada; la reunión semanal ya no empieza discutiendo las cifras.",
        ),
        ("Minutes of the weekly meetings since June", "Actas de las reuniones semanales desde junio"),
    ),
    (
        ("New representatives start faster", "Los comerciales nuevos arrancan antes"),
        (
            "They answer their first leads in their first week, because a handoff says what is known and what comes next.",
            "Responden a sus primeros leads en la primera semana, porque el traspaso dice qué se sabe y qué toca.",
        ),
        ("Two hires in autumn", "Dos incorporaciones en otoño"),
    ),
)


def benefits(company: Company, at: datetime) -> None:
    """Written by RevOps in the company's language."""
    by, spanish = company["revops"], company.organisation.language == "es"
    for told, *words in LINES:
        name, evidence = (words[1], words[3]) if spanish else (words[0], words[2])
        shares = {"isolation_low": 0.8, "isolation_likely": 0.9, "isolation_high": 1.0}
        isolation = shares if told["method"] == "hours" else ISOLATION
        Benefit.objects.create(
            name=name, evidence=evidence, written_by=by, written_at=at, **told, **isolation
        )
    for pairs in QUALITIES:
        name, said, evidence = (pair[spanish] for pair in pairs)
        QualitativeBenefit.objects.create(
            name=name, words=said, evidence=evidence, written_by=by, written_at=at
        )
