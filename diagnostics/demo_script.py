"""What was said in the demo company's diagnosis, in both languages; `diagnostics.demo` puts it on record."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """A stakeholder: `key` is the cast's, where that person also signs in."""

    key: str
    name: str
    job_en: str
    job_es: str
    side: str
    stance: str
    influence: int = 2
    is_director: bool = False
    in_workshop: bool = True
    to_interview: bool = True


@dataclass(frozen=True)
class Said:
    """An answer: the question's place in the guide, the note, and the sentence in it that was kept, by theme."""

    question: int
    note: tuple[str, str]
    quote: tuple[str, str]
    themes: tuple[str, ...]


STAKEHOLDERS = (
    Person(
        "marketing_manager",
        "Marta",
        "Head of Marketing",
        "Directora de Marketing",
        "marketing",
        "supports",
        3,
        True,
    ),
    Person("marketing", "Mario", "Campaigns", "Campañas", "marketing", "neutral"),
    Person(
        "",
        "Clara Pons",
        "Content",
        "Contenidos",
        "marketing",
        "supports",
        1,
        to_interview=False,
    ),
    Person(
        "sales_manager",
        "Silvia",
        "Head of Sales",
        "Directora de Ventas",
        "sales",
        "doubts",
        3,
        True,
    ),
    Person("sales", "Sara", "Sales representative", "Comercial", "sales", "doubts"),
    Person("sales_two", "Samuel", "Sales representative", "Comercial", "sales", "opposes"),
    Person(
        "revops",
        "Rita",
        "Revenue operations",
        "Operaciones comerciales",
        "revops",
        "supports",
        in_workshop=False,
    ),
    Person(
        "",
        "Iván Roca",
        "Systems",
        "Sistemas",
        "it",
        "neutral",
        1,
        in_workshop=False,
        to_interview=False,
    ),
)

# who is talked to -> the answers worth keeping
INTERVIEWS: dict[str, tuple[Said, ...]] = {
    "Marta": (
        Said(
            2,
            (
                "Looks at MQLs per month. “I report 600 a month and nobody upstairs believes me.” Sales counts another number.",
                "Mira los MQL al mes. «Informo de 600 al mes y arriba nadie me cree.» Ventas cuenta otra cifra.",
            ),
            (
                "I report 600 a month and nobody upstairs believes me.",
                "Informo de 600 al mes y arriba nadie me cree.",
            ),
            ("numbers", "definition"),
        ),
        Said(
            3,
            (
                "Paid by volume; Sales by closed revenue. “We are rewarded for filling the bucket, they for emptying it.”",
                "Le pagan por volumen; a Ventas, por lo cerrado. «A nosotros nos premian por llenar el cubo, a ellos por vaciarlo.»",
            ),
            (
                "We are rewarded for filling the bucket, they for emptying it.",
                "A nosotros nos premian por llenar el cubo, a ellos por vaciarlo.",
            ),
            ("goals",),
        ),
    ),
    "Mario": (
        Said(
            1,
            (
                "Three downloads and a company e-mail. “For me it is qualified when the form is complete.” Never asked Sales.",
                "Tres descargas y correo de empresa. "
                "«Para mí está cualificado cuando el formulario está completo.» Nunca preguntó a Ventas.",
            ),
            (
                "For me it is qualified when the form is complete.",
                "Para mí está cualificado cuando el formulario está completo.",
            ),
            ("definition",),
        ),
        Said(
            4,
            (
                "Hears nothing. “My leads fall into a well: I never hear the splash.” Would take a reason per rejected lead.",
                "No le llega nada. «Mis leads caen en un pozo: nunca oigo el agua.» Le bastaría un motivo por rechazo.",
            ),
            (
                "My leads fall into a well: I never hear the splash.",
                "Mis leads caen en un pozo: nunca oigo el agua.",
            ),
            ("feedback", "trust"),
        ),
    ),
    "Silvia": (
        Said(
            4,
            (
                "The March campaign: 200 students. “My people lost a week calling students.” Since then they call their own list first.",
                "La campaña de marzo: 200 estudiantes. «Mi gente perdió una semana llamando a estudiantes.» "
                "Desde entonces, primero su lista.",
            ),
            (
                "My people lost a week calling students.",
                "Mi gente perdió una semana llamando a estudiantes.",
            ),
            ("definition", "trust"),
        ),
    ),
    "Sara": (
        Said(
            2,
            (
                "Calls in the afternoon, in blocks. “When I call, they have already bought from somebody else.”",
                "Llama por la tarde, en bloque. «Cuando llamo, ya se lo han comprado a otro.»",
            ),
            (
                "When I call, they have already bought from somebody else.",
                "Cuando llamo, ya se lo han comprado a otro.",
            ),
            ("speed",),
        ),
        Said(
            4,
            (
                "No telephone in a third of them. “I begin every call by asking what they already told us.”",
                "A un tercio le falta el teléfono. «Empiezo cada llamada preguntando lo que ya nos dijeron.»",
            ),
            (
                "I begin every call by asking what they already told us.",
                "Empiezo cada llamada preguntando lo que ya nos dijeron.",
            ),
            ("handoff", "tools"),
        ),
    ),
    "Samuel": (
        Said(
            3,
            (
                "Rejected nine last week, told nobody. “Where would I write it? There is no field for it.”",
                "Rechazó nueve la semana pasada y no lo dijo. «¿Dónde lo escribo? No hay ni un campo.»",
            ),
            (
                "Where would I write it? There is no field for it.",
                "¿Dónde lo escribo? No hay ni un campo.",
            ),
            ("feedback", "tools"),
        ),
    ),
    "Rita": (
        Said(
            2,
            (
                "The Monday report, by hand. “Two mornings a month I make two truths add up.”",
                "El informe del lunes, a mano. «Dos mañanas al mes hago cuadrar dos verdades.»",
            ),
            (
                "Two mornings a month I make two truths add up.",
                "Dos mañanas al mes hago cuadrar dos verdades.",
            ),
            ("numbers", "tools"),
        ),
    ),
}
