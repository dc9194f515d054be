"""The clauses that a new agreement begins with, {matter: (English, Spanish)}: words that both teams then change."""

CLAUSES: dict[str, tuple[str, str]] = {
    "purpose": (
        "Marketing and Sales work on the same leads and towards the same revenue. This agreement says what each team does "
        "for a lead, by when, and how both see whether it was done. Every qualified lead is answered, and every answer "
        "helps Marketing to send better ones.",
        "Marketing y Ventas trabajan con los mismos leads y hacia los mismos ingresos. Este acuerdo dice qué hace cada "
        "equipo por un lead, en qué plazo, y cómo ven ambos si se ha hecho. Cada lead cualificado recibe respuesta, y "
        "cada respuesta ayuda a Marketing a enviar mejores leads.",
    ),
    "exceptions": (
        "No clock runs outside the calendar named with each promise, nor while a lead that was returned waits for an "
        "answer. An answer that was given in time but recorded late excuses the breach. For anything else (an outage, an "
        "event that floods the queue, a stop agreed in advance) the manager of the team concerned may waive a breach with "
        "a reason that both teams read. Waived breaches are counted apart.",
        "Ningún reloj corre fuera del calendario indicado en cada compromiso, ni mientras un lead devuelto espera "
        "respuesta. Una respuesta dada a tiempo pero registrada tarde justifica el incumplimiento. En cualquier otro caso "
        "(una caída, un evento que desborda la cola, una parada acordada de antemano) el responsable del equipo puede "
        "eximir un incumplimiento con un motivo que leen ambos equipos. Lo eximido se cuenta aparte.",
    ),
    "consequences": (
        "When Sales keeps less than 80 % of its deadlines in a month, Marketing may hold back the leads of the source with "
        "most breaches until both managers have agreed on a remedy. When Marketing stays below its promised volume or share "
        "accepted for two months in a row, it gives Sales a plan with dates, and the definition of a qualified lead is "
        "reviewed. Nobody is judged by a single breach; both managers look at causes first.",
        "Cuando Ventas cumple menos del 80 % de sus plazos en un mes, Marketing puede retener los leads de la fuente con "
        "más incumplimientos hasta que ambos responsables acuerden un remedio. Cuando Marketing queda dos meses seguidos "
        "por debajo del volumen o de la tasa de aceptación prometidos, entrega a Ventas un plan con fechas y se revisa la "
        "definición de lead cualificado. A nadie se le juzga por un solo incumplimiento: primero se miran las causas.",
    ),
    "disputes": (
        "Whoever disagrees with a rejection says so within two working days, with a reason, on the lead itself. The two "
        "managers decide together at the next weekly meeting; what they cannot settle there, RevOps decides within five "
        "working days, and the decision is written into the definitions when it concerns more than one lead.",
        "Quien no esté de acuerdo con un rechazo lo dice en dos días laborables, con un motivo, en el propio lead. Los dos "
        "responsables deciden juntos en la siguiente reunión semanal; lo que no resuelvan allí lo decide RevOps en cinco "
        "días laborables, y la decisión se recoge en las definiciones cuando afecta a más de un lead.",
    ),
    "reporting": (
        "Weekly, 30 to 45 minutes: the scorecard, stage health, handoff quality and the voice of Sales; decisions with an "
        "owner, a date and a metric. Monthly, 60 minutes: targets, thresholds and definitions. Quarterly: definitions, "
        "routing and targets are set anew. The numbers are those of the shared dashboards, and each opens its rows.",
        "Cada semana, de 30 a 45 minutos: el cuadro de mando, la salud de las etapas, la calidad de los traspasos y la voz "
        "de Ventas; decisiones con responsable, fecha y métrica. Cada mes, 60 minutos: objetivos, umbrales y definiciones. "
        "Cada trimestre se revisan las definiciones, el reparto y los objetivos. Las cifras son las de los paneles "
        "compartidos, y cada una abre sus filas.",
    ),
}
