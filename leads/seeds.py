"""The words a new deployment starts with: kinds of events and reasons of rejection, in both languages. Pure."""

from datetime import UTC, datetime

# key, English, Spanish, direction, by a person, a touch, shows interest
EVENT_KINDS = (
    ("page_view", "Page viewed", "Página vista", "in", False, False, True),
    ("form_submit", "Form sent", "Formulario enviado", "in", True, False, True),
    ("demo_request", "Demo requested", "Demo solicitada", "in", True, False, True),
    ("content_download", "Content downloaded", "Contenido descargado", "in", True, False, True),
    ("webinar", "Webinar attended", "Asistencia a webinar", "in", True, False, True),
    ("email_open", "E-mail opened", "Correo abierto", "in", False, False, True),
    ("email_click", "Link in e-mail clicked", "Clic en un correo", "in", True, False, True),
    ("email_reply", "E-mail answered", "Respuesta a un correo", "in", True, False, True),
    ("call_received", "Call received", "Llamada recibida", "in", True, False, True),
    ("unsubscribe", "Unsubscribed", "Baja de correos", "in", True, False, False),
    ("email_automated", "Automated e-mail sent", "Correo automático enviado", "out", False, False, False),
    ("email_sent", "E-mail written", "Correo escrito", "out", True, True, False),
    ("call", "Call", "Llamada", "out", True, True, False),
    ("call_attempt", "Call without answer", "Llamada sin respuesta", "out", True, True, False),
    ("meeting", "Meeting", "Reunión", "out", True, True, False),
    ("message_sent", "Message written", "Mensaje escrito", "out", True, True, False),
    ("note", "Note", "Nota", "none", True, False, False),
    ("feedback", "Feedback to Marketing", "Comentario a Marketing", "none", True, False, False),
    # what Sales answers in its CRM: the open offer hears of it
    ("crm_accepted", "Accepted in the CRM", "Aceptado en el CRM", "none", False, False, False),
    ("crm_rejected", "Rejected in the CRM", "Rechazado en el CRM", "none", False, False, False),
    ("crm_recycled", "Recycled in the CRM", "Reciclado en el CRM", "none", False, False, False),
)

# the lead was reached: it spoke to a person
CONVERSATIONS = ("email_reply", "call_received", "call", "meeting")

# code, English, Spanish, answered for by, recycle after days, counts against Marketing's quality
REJECTION_REASONS = (
    ("FIT-01", "Too small", "Demasiado pequeña", "marketing", None, True),
    ("FIT-02", "Wrong industry", "Sector equivocado", "marketing", None, True),
    ("FIT-03", "Wrong role", "Cargo equivocado", "marketing", None, True),
    ("ENG-01", "No response after 3 attempts", "Sin respuesta tras 3 intentos", "sales", 90, False),
    ("ENG-02", "Not the right time", "No es el momento", "marketing", 60, False),
    ("QUAL-01", "No budget", "Sin presupuesto", "marketing", 90, True),
    ("QUAL-02", "Locked in with a competitor", "Atado a un competidor", "marketing", None, True),
    ("QUAL-03", "No project", "Sin proyecto", "marketing", None, True),
    ("DATA", "Bad contact data", "Datos de contacto erróneos", "marketing", None, True),
    ("DUP", "Duplicate or existing customer", "Duplicado o ya es cliente", "revops", None, True),
    ("GEO", "Outside the territory", "Fuera del territorio", "marketing", None, True),
    ("COMP", "Competitor", "Competidor", "marketing", None, True),
    ("SPAM", "Spam", "Spam", "marketing", None, True),
    ("CONSENT", "No consent to be contacted", "Sin consentimiento de contacto", "marketing", None, True),
    ("CRM", "Rejected in the CRM without a reason", "Rechazado en el CRM sin motivo", "revops", None, False),
)

# not to be chosen here
RETIRED = {"CRM": datetime(2026, 1, 1, tzinfo=UTC)}

# code -> the evidence that it asks for; the others ask for none
EVIDENCE = {"ENG-01": "attempts", "QUAL-02": "note", "DATA": "note", "DUP": "duplicate"}
