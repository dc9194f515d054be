"""What the demo's teams agreed on: scoring, two versions of MQL, routing and the agreement both signed."""

from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from leads.models import Intake, RoutingRule, RoutingShare, ScoringRule, ScoringVersion
from people.models import TeamKind
from sla.models import (
    Agreement,
    AgreementVersion,
    Clause,
    Commitment,
    Definition,
    DefinitionVersion,
    EscalationStep,
)

from .cast import Company

HOUR = 3600

Rule = tuple[str, int, str, str, dict[str, Any]]


def _is(field: str, op: str, value: Any = None) -> dict[str, Any]:
    return {"field": field, "op": op} | ({} if value is None else {"value": value})


def _did(kind: str, **more: Any) -> dict[str, Any]:
    return {"events": kind, "op": ">=", "value": 1, **more}


DECIDES = {"any": [_is("job_title", "contains", word) for word in ("Head", "Chief", "Manager")]}
LARGER = _is("segment", "in", ["mid_market", "enterprise"])

# axis, points, English, Spanish, criteria
RULES: tuple[Rule, ...] = (
    ("fit", 15, "Company known", "Empresa conocida", _is("company", "is not empty")),
    ("fit", 5, "E-mail known", "Correo conocido", _is("email", "is not empty")),
    ("fit", 15, "50 employees or more", "50 empleados o más", _is("employees", ">=", 50)),
    ("fit", 5, "Mid-market or enterprise", "Mediana o gran empresa", LARGER),
    ("fit", 10, "Decides on sales or operations", "Decide sobre ventas u operaciones", DECIDES),
    ("fit", -40, "Student", "Estudiante", _is("job_title", "contains", "student")),
    ("engagement", 30, "Asked for a demo", "Pidió una demo", _did("demo_request")),
    ("engagement", 15, "Downloaded content", "Descargó contenido", _did("content_download")),
    ("engagement", 10, "Attended a webinar", "Asistió a un webinar", _did("webinar")),
    ("engagement", 5, "Clicked in an e-mail", "Hizo clic en un correo", _did("email_click")),
    (
        "engagement",
        5,
        "Visited pages in the last 14 days",
        "Visitó páginas en los últimos 14 días",
        _did("page_view", within_days=14),
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


LOOSE = _is("score", ">=", 15)
AGREED = {
    "all": [_is("score", ">=", 20), _is("company", "is not empty"), _is("email", "is not empty")],
}


def define_mql(
    company: Company, began_at: datetime, agreed_at: datetime
) -> tuple[DefinitionVersion, DefinitionVersion]:
    """Marketing's own meaning first; the one that both teams signed after."""
    mql = Definition.objects.word("mql")
    # nobody had signed anything yet
    loose = DefinitionVersion.objects.create(
        definition=mql,
        state=DefinitionVersion.State.IN_FORCE,
        in_force_from=began_at,
        by=company["marketing_manager"],
        number=1,
        criteria=LOOSE,
        text_en="Anybody with 15 points, which is what Marketing counted before the agreement.",
        text_es="Cualquiera con 15 puntos: lo que Marketing contaba antes del acuerdo.",
    )
    agreed = DefinitionVersion.objects.create(
        definition=mql,
        number=2,
        criteria=AGREED,
        text_en="A person we can write to, at a company we know: 20 points or more.",
        text_es="Una persona a la que podemos escribir, de una empresa que conocemos: 20 puntos o más.",
    )
    return loose, sign(company, agreed, agreed_at)


def sign(company: Company, version: Any, at: datetime) -> Any:
    """Both managers sign, and RevOps puts it in force."""
    version.submit(by=company["revops"], at=at)
    version.sign(by=company["marketing_manager"], at=at)
    version.sign(by=company["sales_manager"], at=at)
    return version.put_in_force(by=company["revops"], at=at)


# who promises, what, within how many working hours, weight
TIMED = (
    ("sales", Commitment.Kind.ACCEPTANCE, 4, 2),
    ("sales", Commitment.Kind.FIRST_TOUCH, 8, 3),
    ("sales", Commitment.Kind.ATTEMPTS, 40, 1),
    ("marketing", Commitment.Kind.ANSWER, 8, 1),
    ("revops", Commitment.Kind.ARBITRATION, 16, 1),
)
# what Marketing promises for each month, and how much of it
COUNTED = (
    (Commitment.Kind.VOLUME, "170", 2),
    (Commitment.Kind.ACCEPTANCE_RATE, "0.7", 3),
    (Commitment.Kind.COMPLETENESS, "0.6", 1),
)
LADDER = ((75, ["owner"]), (100, ["owner", "manager"]), (200, ["manager", "revops"]))


def sign_agreement(company: Company, at: datetime) -> AgreementVersion:
    """Sales answers within 4 working hours and calls within 8; Marketing sends enough, and good ones; both sign."""
    version = AgreementVersion.objects.create(
        agreement=Agreement.objects.create(name="Marketing and Sales"), number=1, scope={"all": []}
    )
    version.clauses.create(
        kind=Clause.Kind.PURPOSE,
        text_en="Every qualified lead is answered, and every answer helps Marketing to send better ones.",
        text_es="Cada lead cualificado recibe respuesta, y cada respuesta ayuda a Marketing a enviar mejores.",
    )
    for party, kind, hours, weight in TIMED:
        commitment = version.commitments.create(
            kind=kind,
            party=party,
            target_seconds=hours * HOUR,
            target_value=2 if kind == Commitment.Kind.ATTEMPTS else None,
            calendar=company.office,
            warning_percent=75,
            weight=weight,
        )
        for percent, whom in LADDER:
            EscalationStep.objects.create(commitment=commitment, percent=percent, notify=whom)
    for kind, value, weight in COUNTED:
        version.commitments.create(
            kind=kind, party="marketing", target_value=Decimal(value), calendar=company.office, weight=weight
        )
    return cast(AgreementVersion, sign(company, version, at))


def route_everything(company: Company) -> RoutingRule:
    """Portugal to who speaks Portuguese, large companies in turns by weight, the rest into the queue."""
    sales, sara, samuel = company.teams[TeamKind.SALES], company["sales"], company["sales_two"]
    Intake.objects.create(person=sara, languages=["es", "en"], skills=["ERP"], most_daily=40)
    Intake.objects.create(person=samuel, languages=["es", "pt", "en"], most_daily=25)
    RoutingRule.objects.create(
        position=1,
        name_en="Portugal",
        name_es="Portugal",
        criteria={"field": "region", "op": "is", "value": "Portugal"},
        team=sales,
        method=RoutingRule.Method.TURNS,
        by_language=True,
    )
    large = RoutingRule.objects.create(
        position=2,
        name_en="Large companies",
        name_es="Grandes empresas",
        criteria={"field": "segment", "op": "is", "value": "enterprise"},
        team=sales,
        method=RoutingRule.Method.WEIGHTED,
    )
    for person, weight in ((sara, 2), (samuel, 1)):
        RoutingShare.objects.create(rule=large, person=person, weight=weight)
    return RoutingRule.objects.create(
        position=3,
        name_en="Everything to Sales",
        name_es="Todo a Ventas",
        team=sales,
        owner=company["sales_manager"],
    )
