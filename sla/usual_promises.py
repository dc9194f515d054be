"""The promises that a new agreement begins with: what teams of this trade usually ask of each other.

Pure: both teams change them in the draft. Times are working time; a working day is taken as eight hours.
"""

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

HOUR = 3600
WORKING_DAY = 8 * HOUR


@dataclass(frozen=True)
class Rung:
    """A step of the ladder: at this share of the target these are told."""

    percent: int
    notify: tuple[str, ...]
    urgent: bool = False
    reoffers: bool = False

    def columns(self) -> dict[str, Any]:
        return asdict(self) | {"notify": list(self.notify)}


@dataclass(frozen=True)
class Promise:
    kind: str
    party: str
    name_en: str
    name_es: str
    weight: int = 1
    target_seconds: int | None = None
    target_value: Decimal | None = None
    warning_percent: int | None = None
    ladder: tuple[Rung, ...] = ()

    def columns(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if name != "ladder"}


WARN, BROKEN = Rung(75, ("owner",)), Rung(100, ("owner", "manager"))
LATE = Rung(200, ("manager", "other_manager"))
TO_SOMEBODY_ELSE = Rung(150, ("manager",), reoffers=True)

PROMISES = (
    Promise(
        "volume", "marketing", "Hand over enough qualified leads", "Entregar suficientes leads cualificados",
        weight=2, target_value=Decimal(100),
    ),
    Promise(
        "acceptance_rate", "marketing", "Hand over leads that Sales accepts", "Entregar leads que Ventas acepta",
        weight=2, target_value=Decimal("0.7"),
    ),
    Promise(
        "completeness", "marketing", "Hand over complete leads", "Entregar leads completos",
        target_value=Decimal("0.9"),
    ),
    Promise(
        "answer", "marketing", "Answer what Sales returns", "Responder a lo que Ventas devuelve",
        target_seconds=WORKING_DAY, warning_percent=75, ladder=(WARN, BROKEN, LATE),
    ),
    Promise(
        "acceptance", "sales", "Accept or reject every handoff", "Aceptar o rechazar cada traspaso",
        weight=2, target_seconds=4 * HOUR, warning_percent=75, ladder=(WARN, BROKEN, TO_SOMEBODY_ELSE, LATE),
    ),
    Promise(
        "first_touch", "sales", "First contact by a person", "Primer contacto de una persona",
        weight=3, target_seconds=8 * HOUR, warning_percent=75, ladder=(WARN, BROKEN, LATE),
    ),
    Promise(
        "attempts", "sales", "Try often enough to reach the lead", "Intentar contactar las veces necesarias",
        target_seconds=5 * WORKING_DAY, target_value=Decimal(6), warning_percent=80, ladder=(BROKEN,),
    ),
    Promise(
        "decision", "sales", "Decide whether it is an SQL", "Decidir si es un SQL",
        target_seconds=10 * WORKING_DAY, warning_percent=80, ladder=(BROKEN,),
    ),
    Promise(
        "feedback", "sales", "Tell Marketing what became of it", "Contar a Marketing en qué quedó",
        target_seconds=10 * WORKING_DAY, warning_percent=80, ladder=(Rung(100, ("owner",)),),
    ),
    Promise(
        "arbitration", "revops", "Rule on every dispute", "Resolver cada disputa",
        target_seconds=2 * WORKING_DAY, warning_percent=75,
        ladder=(Rung(75, ("revops",)), Rung(100, ("revops", "leadership"))),
    ),
)  # fmt: skip
"""In the order in which the document says them."""
