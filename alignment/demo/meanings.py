"""The demo's vocabulary beside the MQL: the other three words, both signed, and the next MQL on its way."""

from datetime import datetime
from typing import Any

from sla.models import Definition, DefinitionVersion, Example

from .cast import Company
from .promises import sign

Words = tuple[str, str, dict[str, Any]]


def _is(field: str, op: str, value: Any = None) -> dict[str, Any]:
    return {"field": field, "op": op} | ({} if value is None else {"value": value})


MEANINGS: dict[str, Words] = {
    "sal": (
        "An MQL that Sales has read and works on. Accepting says that it fits; it promises no sale.",
        "Un MQL que Ventas ha leído y trabaja. Aceptarlo dice que encaja; no promete una venta.",
        {"all": [_is("accepted_at", "is not empty"), _is("company", "is not empty")]},
    ),
    "sql": (
        "Sales has talked to the person, and there is a need, somebody who decides, and a time.",
        "Ventas ha hablado con la persona, y hay una necesidad, alguien que decide y un plazo.",
        {
            "all": [
                _is("sql_at", "is not empty"),
                {"events": "*touch", "measure": "count", "op": ">=", "value": 1},
            ]
        },
    ),
    "disqualified": (
        "Will never buy: a student, or somebody who works alone. Nobody calls them.",
        "No comprará nunca: estudiantes, o quien trabaja por su cuenta. Nadie les llama.",
        {"any": [_is("job_title", "contains", "student"), _is("employees", "<=", 1)]},
    ),
}
NEXT: Words = (
    "A person we can write to, at a company we know: 25 points, or 15 at a company of 200 people or more.",
    "Una persona a la que podemos escribir, de una empresa que conocemos: 25 puntos, o 15 si la empresa tiene 200 personas o más.",
    {
        "all": [
            _is("company", "is not empty"),
            _is("email", "is not empty"),
            {"any": [_is("score", ">=", 25), {"all": [_is("score", ">=", 15), _is("employees", ">=", 200)]}]},
        ]
    },
)


def define_words(company: Company, at: datetime) -> None:
    """Three more words that both managers signed."""
    for key, words in MEANINGS.items():
        sign(company, _written(key, words, company), at)


def propose_mql(company: Company, at: datetime) -> None:
    """Leads are there now: the guide gets its examples, and the managers look at the next MQL."""
    for version in DefinitionVersion.objects.filter(state="in_force").select_related("definition"):
        Example.objects.choose(version, at)
    DefinitionVersion.objects.issue_guide(company["revops"], at)
    draft = _written("mql", NEXT, company)
    draft.fall_back = _is("score", "<", 12)
    draft.save(update_fields=["fall_back"])
    draft.submit(by=company["sales_manager"], at=at)
    draft.sign(by=company["sales_manager"], at=at)


def _written(key: str, words: Words, company: Company) -> DefinitionVersion:
    draft = Definition.objects.word(key).draft(by=company["sales_manager"])
    draft.text_en, draft.text_es, draft.criteria = words
    draft.save(update_fields=["text_en", "text_es", "criteria"])
    return draft
