"""What the demo's teams agreed on: scoring, two versions of MQL, routing and the agreement both signed."""

from datetime import datetime
from typing import Any

from leads.models import RoutingRule, ScoringRule, ScoringVersion
from people.models import TeamKind
from sla.models import Agreement, AgreementVersion, Commitment, Definition, DefinitionVersion, EscalationStep

from .cast import Company

HOUR = 3600

# axis, points, English, Spanish, criteria
RULES: tuple[tuple[str, int, str, str, dict[str, Any]], ...] = (
    (
        "fit",
        20,
        "50 employees or more",
        "50 empleados o más",
        {"field": "employees", "op": ">=", "value": 50},
    ),
    (
        "fit",
        10,
        "Mid-market or enterprise",
        "Mediana o gran empresa",
        {"field": "segment", "op": "in", "value": ["mid_market", "enterprise"]},
    ),
    (
        "fit",
        15,
        "Decides on sales or operations",
        "Decide sobre ventas u operaciones",
        {
            "any": [
                {"field": "job_title", "op": "contains", "value": word}
                for word in ("Head", "Chief", "Manager")
            ]
        },
    ),
    ("fit", 5, "Company known", "Empresa conocida", {"field": "company", "op": "is not empty"}),
    ("fit", -30, "Student", "Estudiante", {"field": "job_title", "op": "contains", "value": "student"}),
    (
        "engagement",
        30,
        "Asked for a demo",
        "Pidió una demo",
        {"events": "demo_request", "op": ">=", "value": 1},
    ),
    (
        "engagement",
        15,
        "Downloaded content",
        "Descargó contenido",
        {"events": "content_download", "op": ">=", "value": 1},
    ),
    (
        "engagement",
        10,
        "Attended a webinar",
        "Asistió a un webinar",
        {"events": "webinar", "op": ">=", "value": 1},
    ),
    (
        "engagement",
        5,
        "Clicked in an e-mail",
        "Hizo clic en un correo",
        {"events": "email_click", "op": ">=", "value": 1},
    ),
    (
        "engagement",
        5,
        "Visited pages in the last 14 days",
        "Visitó páginas en los últimos 14 días",
        {"events": "page_view", "within_days": 14, "op": ">=", "value": 1},
    ),
)


def publish_scoring(company: Company, at: datetime) -> ScoringVersion:
    version = ScoringVersion.objects.create(
        number=1,
        fit_cap=50,
        engagement_cap=50,
        fit_bounds=[40, 25, 10],
        engagement_bounds=[40, 25, 10],
        created_at=at,
    )
    ScoringRule.objects.bulk_create(
        ScoringRule(
            version=version,
            position=place,
            axis=axis,
            points=points,
            name_en=english,
            name_es=spanish,
            criteria=criteria,
        )
        for place, (axis, points, english, spanish, criteria) in enumerate(RULES, start=1)
    )
    version.publish(by=company["revops"], at=at)
    return version


LOOSE = {"field": "score", "op": ">=", "value": 20}
AGREED = {
    "all": [
        {"field": "score", "op": ">=", "value": 40},
        {"field": "fit", "op": ">=", "value": 15},
        {"field": "company", "op": "is not empty"},
    ]
}


def define_mql(
    company: Company, began_at: datetime, agreed_at: datetime
) -> tuple[DefinitionVersion, DefinitionVersion]:
    """Marketing's own meaning first; the one that both teams signed after."""
    mql, _new = Definition.objects.get_or_create(key="mql", defaults={"name_en": "MQL", "name_es": "MQL"})
    loose = DefinitionVersion.objects.create(
        definition=mql,
        number=1,
        criteria=LOOSE,
        text_en="Anybody with 20 points, which is what Marketing counted before the agreement.",
        text_es="Cualquiera con 20 puntos: lo que Marketing contaba antes del acuerdo.",
    )
    loose.put_in_force(by=company["revops"], at=began_at)
    agreed = DefinitionVersion.objects.create(
        definition=mql,
        number=2,
        criteria=AGREED,
        text_en="A person at a known company that fits (15 points or more) and has shown interest: 40 points in all.",
        text_es="Una persona de una empresa conocida que encaja (15 puntos o más) y ha mostrado interés: 40 puntos en total.",
    )
    agreed.put_in_force(by=company["revops"], at=agreed_at)
    return loose, agreed


def sign_agreement(company: Company, at: datetime) -> AgreementVersion:
    """Sales answers within 4 working hours and calls within 8; both managers sign."""
    version = AgreementVersion.objects.create(
        agreement=Agreement.objects.create(name="Marketing and Sales"),
        number=1,
        purpose="Every qualified lead is answered, and every answer helps Marketing to send better ones.",
        scope={"all": []},
    )
    for kind, hours, weight in ((Commitment.Kind.ACCEPTANCE, 4, 2), (Commitment.Kind.FIRST_TOUCH, 8, 3)):
        commitment = Commitment.objects.create(
            version=version,
            kind=kind,
            party="sales",
            target_seconds=hours * HOUR,
            calendar=company.office,
            warning_percent=75,
            weight=weight,
        )
        for percent, whom in ((75, ["owner"]), (100, ["owner", "manager"]), (200, ["manager", "revops"])):
            EscalationStep.objects.create(commitment=commitment, percent=percent, notify=whom)
    version.submit(by=company["revops"], at=at)
    version.sign(by=company["marketing_manager"], at=at)
    version.sign(by=company["sales_manager"], at=at)
    return version.put_in_force(by=company["revops"], at=at)


def route_everything(company: Company) -> RoutingRule:
    return RoutingRule.objects.create(
        position=1, name_en="Everything to Sales", name_es="Todo a Ventas", team=company.teams[TeamKind.SALES]
    )
