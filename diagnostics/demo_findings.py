"""What the demo company's diagnosis found: problems, and how each team rated what could be done."""

from .priority import Level

# (English, Spanish, description in English, in Spanish, impact, frequency, ease, theme)
PROBLEMS = (
    (
        "Each team has its own qualified lead",
        "Cada equipo tiene su propio lead cualificado",
        "Marketing counts complete forms, Sales counts people with a budget; the two lists share less than half.",
        "Marketing cuenta formularios completos; Ventas, personas con presupuesto. Las dos listas coinciden en menos de la mitad.",
        (Level.HIGH, Level.HIGH, Level.MEDIUM),
        "definition",
    ),
    (
        "The first call comes a day late",
        "La primera llamada llega un día tarde",
        "Leads wait for the afternoon block; nobody sees which of them is cooling down.",
        "Los leads esperan a la tanda de la tarde; nadie ve cuál se está enfriando.",
        (Level.HIGH, Level.HIGH, Level.MEDIUM_HIGH),
        "speed",
    ),
    (
        "A rejected lead leaves no trace",
        "Un lead rechazado no deja rastro",
        "Without a reason Marketing repeats the campaign that did not work.",
        "Sin un motivo, Marketing repite la campaña que no funcionó.",
        (Level.MEDIUM_HIGH, Level.HIGH, Level.HIGH),
        "feedback",
    ),
    (
        "The two teams are paid to disagree",
        "A los dos equipos se les paga por discrepar",
        "Volume on one side, revenue on the other, and no goal that both share.",
        "Volumen por un lado, ingresos por el otro, y ningún objetivo común.",
        (Level.HIGH, Level.MEDIUM, Level.LOW),
        "goals",
    ),
    (
        "Content is written without asking Sales",
        "Los contenidos se escriben sin preguntar a Ventas",
        "Heard in the corridor; nobody has said so in an interview.",
        "Se oye en el pasillo; nadie lo ha dicho en una entrevista.",
        (Level.MEDIUM, Level.MEDIUM, Level.HIGH),
        "",
    ),
)

# recommendation -> (impact, ease) as Marketing and as Sales see it
RATINGS: dict[str, tuple[tuple[Level, Level], tuple[Level, Level]]] = {
    "slas": ((Level.HIGH, Level.MEDIUM_HIGH), (Level.MEDIUM_HIGH, Level.MEDIUM)),
    "definition": ((Level.HIGH, Level.MEDIUM), (Level.HIGH, Level.MEDIUM)),
    "meetings": ((Level.HIGH, Level.HIGH), (Level.MEDIUM, Level.MEDIUM)),
    "integrations": ((Level.MEDIUM_HIGH, Level.LOW), (Level.HIGH, Level.LOW)),
    "dashboard": (
        (Level.MEDIUM_HIGH, Level.MEDIUM),
        (Level.MEDIUM_HIGH, Level.MEDIUM_HIGH),
    ),
    "feedback": ((Level.HIGH, Level.HIGH), (Level.MEDIUM, Level.MEDIUM_HIGH)),
    "culture": ((Level.MEDIUM, Level.MEDIUM), (Level.LOW, Level.MEDIUM)),
    "scoring": ((Level.MEDIUM, Level.LOW), (Level.MEDIUM_HIGH, Level.LOW)),
}
