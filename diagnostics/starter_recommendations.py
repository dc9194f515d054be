"""The eight recommendations that every assessment starts from, in both languages, to be rated and argued about."""

from dataclasses import dataclass

from .priority import Level


@dataclass(frozen=True)
class StarterRecommendation:
    """A recommendation before anybody has discussed it; `is_foundation`: others rest on it."""

    key: str
    title_en: str
    title_es: str
    rationale_en: str
    rationale_es: str
    impact: Level
    ease: Level
    is_foundation: bool = False


RECOMMENDATIONS = (
    StarterRecommendation(
        "slas",
        "Formal service levels between both teams",
        "Acuerdos de servicio formales entre los dos equipos",
        "Each side promises something it can be held to: Sales answers in time, Marketing hands over complete leads.",
        "Cada parte promete algo que se le puede exigir: Ventas contesta a tiempo, Marketing entrega leads completos.",
        Level.HIGH,
        Level.MEDIUM,
        is_foundation=True,
    ),
    StarterRecommendation(
        "definition",
        "One definition of a qualified lead",
        "Una sola definición de lead cualificado",
        "While each team counts by its own meaning, every number starts an argument instead of ending one.",
        "Mientras cada equipo cuente a su manera, cada cifra empieza una discusión en vez de cerrarla.",
        Level.HIGH,
        Level.MEDIUM,
        is_foundation=True,
    ),
    StarterRecommendation(
        "meetings",
        "Structured alignment meetings",
        "Reuniones de alineación con estructura",
        "A short weekly meeting with the same agenda, live numbers and decisions that have an owner and a date.",
        "Una reunión semanal corta, siempre con el mismo orden, cifras vivas y decisiones con responsable y fecha.",
        Level.HIGH,
        Level.HIGH,
    ),
    StarterRecommendation(
        "integrations",
        "Better links between the tools",
        "Mejores conexiones entre las herramientas",
        "What Marketing knows reaches Sales by itself, and what Sales decides comes back, without copying by hand.",
        "Lo que sabe Marketing llega solo a Ventas, y lo que decide Ventas vuelve, sin copiar nada a mano.",
        Level.HIGH,
        Level.LOW,
    ),
    StarterRecommendation(
        "dashboard",
        "A dashboard both teams share",
        "Un panel común para los dos equipos",
        "The same figures on the same page, each with its definition, so that nobody can say “those are your numbers”.",
        "Las mismas cifras en la misma página, cada una con su definición: nadie podrá decir «esos son tus números».",
        Level.MEDIUM_HIGH,
        Level.MEDIUM,
    ),
    StarterRecommendation(
        "feedback",
        "Structured feedback from Sales",
        "Retorno estructurado de Ventas",
        "A rejected lead comes back with a reason that Marketing can count and act upon.",
        "Un lead rechazado vuelve con un motivo que Marketing puede contar y corregir.",
        Level.MEDIUM,
        Level.HIGH,
    ),
    StarterRecommendation(
        "culture",
        "Shared culture and team building",
        "Cultura común y vida de equipo",
        "Shared goals, shared credit, and people who know each other before there is a quarrel.",
        "Objetivos y méritos compartidos, y personas que se conocen antes de que haya un conflicto.",
        Level.MEDIUM,
        Level.MEDIUM,
    ),
    StarterRecommendation(
        "scoring",
        "Advanced lead scoring",
        "Puntuación avanzada de leads",
        "Worth it once the simple rules run and there is enough history to learn from; before that it hides the problem.",
        "Merece la pena cuando las reglas simples funcionen y haya historia de la que aprender; antes, tapa el problema.",
        Level.MEDIUM,
        Level.LOW,
    ),
)
