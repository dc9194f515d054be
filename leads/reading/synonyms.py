"""What columns are called in exports of CRMs and in people's own files, in English and Spanish.

Headers are compared as `words_of` gives them: lower case, no accents, words apart. For each meaning, the
fields of a
lead that can hold it, best first; a meaning that no field holds stays an own attribute.
"""

import re
import unicodedata

FIELDS: dict[str, tuple[str, ...]] = {
    "first name": ("first_name", "given_name"),
    "last name": ("last_name", "family_name", "surname"),
    "name": ("name", "full_name", "person_name"),
    "email": ("email", "email_address"),
    "phone": ("phone", "phone_number", "telephone"),
    "mobile": ("mobile", "mobile_phone", "phone"),
    "job title": ("job_title", "title", "role"),
    "company": ("company", "company_name", "organisation", "account"),
    "domain": ("company_domain", "domain", "website"),
    "website": ("website", "company_domain", "domain"),
    "industry": ("industry", "sector"),
    "employees": ("employees", "company_size", "employee_count"),
    "country": ("country",),
    "region": ("region", "state"),
    "city": ("city",),
    "source": ("source",),
    "channel": ("channel",),
    "campaign": ("campaign",),
    "segment": ("segment",),
    "language": ("language",),
    "consent": ("consent", "marketing_consent"),
    "owner": ("owner", "owner_label", "owner_name"),
}

HEADERS: dict[str, str] = {
    "first name": "first name, firstname, given name, forename, nombre de pila, person first name",
    "last name": (
        "last name, lastname, surname, family name, apellido, apellidos, person last name, primer apellido"
    ),
    "name": (
        "name, full name, contact name, lead name, person name, nombre, nombre completo, "
        "nombre y apellidos, contact person, persona de contacto, contacto, nombre del contacto, "
        "nombre del lead, contact"
    ),
    "email": (
        "email, e mail, mail, email address, work email, business email, person email, person email work, "
        "correo, correo electronico, direccion de correo, correo e, email del contacto, contact email, "
        "email id"
    ),
    "phone": (
        "phone, phone number, telephone, telephone number, tel, business phone, work phone, person phone, "
        "telefono, telefono fijo, numero de telefono, contact phone"
    ),
    "mobile": (
        "mobile, mobile phone, mobile phone number, cell, cell phone, movil, celular, telefono movil, "
        "mobile number"
    ),
    "job title": "job title, title, position, role, cargo, puesto, titulo, puesto de trabajo, jobtitle",
    "company": (
        "company, company name, account, account name, company account, business name, organization, "
        "organisation, organization name, organisation name, empresa, compania, cuenta, "
        "razon social, nombre de la empresa, nombre de la cuenta, cliente, associated company, "
        "primary associated company"
    ),
    "domain": (
        "domain, domain name, company domain, company domain name, email domain, dominio, "
        "dominio de la empresa"
    ),
    "website": "website, website url, web, url, web site, sitio web, pagina web",
    "industry": "industry, sector, industria, vertical, actividad",
    "employees": (
        "employees, number of employees, no of employees, employee count, company size, headcount, "
        "empleados, numero de empleados, numberofemployees, tamano de la empresa, plantilla"
    ),
    "country": "country, country region, country name, pais, pais region",
    "region": (
        "region, state, state region, state province, province, provincia, comunidad autonoma, territory, "
        "territorio"
    ),
    "city": "city, town, ciudad, poblacion, localidad, municipio",
    "source": (
        "source, lead source, leadsource, original source, origin, lead origin, deal source, origen, "
        "fuente, origen del lead, fuente del lead, fuente original, procedencia, source name"
    ),
    "channel": "channel, source channel, marketing channel, canal, canal de origen, medium, utm medium",
    "campaign": (
        "campaign, campaign name, utm campaign, campana, nombre de la campana, "
        "first touch converting campaign"
    ),
    "segment": "segment, customer segment, segmento",
    "language": "language, preferred language, idioma, lengua",
    "consent": (
        "consent, marketing consent, gdpr consent, opt in, opted in, email opt in, consentimiento, "
        "acepta comunicaciones, consentimiento comercial, rgpd"
    ),
    "owner": (
        "owner, lead owner, contact owner, deal owner, potential owner, account owner, sales agent, "
        "sales rep, sales representative, assigned to, owner id, propietario, propietario del contacto, "
        "propietario del lead, comercial, vendedor, responsable, agente, asignado a, opportunity owner"
    ),
    "external_id": (
        "id, record id, lead id, leadid, contact id, contactid, external id, crm id, deal id, "
        "opportunity id, potential id, mql id, sql id, lead, identificador, id de registro, "
        "id del contacto, id del lead, codigo, id contacto, id lead, record number, prospect id"
    ),
    "amount": (
        "amount, deal amount, deal value, value, recent deal amount, close value, opportunity amount, "
        "importe, valor, monto, importe del negocio, valor del negocio, importe de la oportunidad, cuantia"
    ),
    "currency": "currency, deal currency, currency iso code, currencyisocode, moneda, divisa, currency code",
    "stage:captured": (
        "became a lead date, create date, created date, createddate, created time, created on, created at, "
        "date created, creation date, captured at, captured date, lead created, lead created date, "
        "entry date, first contact date, registration date, fecha de creacion, creado, creado el, "
        "fecha de alta, fecha de captura, fecha de entrada, fecha de registro, fecha del primer contacto, "
        "primer contacto"
    ),
    "stage:mql": (
        "became a marketing qualified lead date, mql date, mql at, mql, marketing qualified date, "
        "date entered marketing qualified lead, fecha mql, fecha de mql, "
        "fecha en la que se convirtio en mql"
    ),
    "stage:handed_off": "handed off at, handoff date, handover date, handed off, fecha de traspaso",
    "stage:accepted": (
        "accepted at, accepted date, sal date, sal, sales accepted date, fecha de aceptacion, fecha sal"
    ),
    "stage:rejected": "rejected at, rejected date, rejection date, fecha de rechazo",
    "stage:sql": (
        "became a sales qualified lead date, sql date, sql at, sql, sales qualified date, "
        "date entered sales qualified lead, qualified date, fecha sql, fecha de sql, fecha de cualificacion"
    ),
    "stage:opportunity": (
        "became an opportunity date, opportunity date, opportunity created date, deal created, "
        "deal deal created, first deal created date, converted date, converteddate, engage date, "
        "fecha de oportunidad, fecha de creacion del negocio, negocio creado"
    ),
    "stage:won": (
        "became a customer date, won date, won time, won at, date won, closed won date, customer since, "
        "fecha de ganado, fecha ganada, fecha de venta, fecha de cierre ganado, ganado el"
    ),
    "stage:lost": "lost date, lost time, lost at, date lost, closed lost date, fecha de perdida, perdido el",
    "stage:disqualified": "disqualified date, disqualified at, unqualified date, fecha de descarte",
    "stage:recycled": "recycled date, recycled at, nurture date, fecha de reciclado",
}
TECHNICAL = frozenset(
    "row checksum, system modstamp, photo url, clean status, jigsaw, jigsaw contact id".split(", ")
)
STAGE_COLUMNS = frozenset(
    "stage, deal stage, status, deal status, opportunity stage, lead status, lifecycle stage, "
    "etapa, estado, fase, "
    "etapa del negocio, estado del lead".split(", ")
)
CLOSING_DATES = (
    "closing date, close date, closed date, closed at, won time, fecha de cierre, recent deal close date"
).split(", ")
STAGE_WORDS: dict[str, str] = {
    "won": (
        "won, closed won, deal won, customer, ganado, ganada, cerrado ganado, cerrada ganada, venta, cliente"
    ),
    "lost": (
        "lost, closed lost, closed lost to competition, deal lost, perdido, perdida, cerrado perdido, "
        "cerrada perdida"
    ),
    "mql": "mql, marketing qualified lead, marketing qualified",
    "sql": "sql, sales qualified lead, sales qualified",
    "disqualified": "disqualified, unqualified, junk lead, not qualified, descartado, no cualificado",
}
# "Deal - Title" is no job title, "Organization - Name" nobody's name.
TOO_GENERAL = ("title", "name", "id", "status", "address", "content", "subject")
PREFIXED = re.compile(
    r"^\s*(?:deal|person|organization|lead|activity|note|negocio|persona|organización)\s+-\s+", re.IGNORECASE
)
MARKERS = re.compile(r"\(do not modify\)|\(no modificar\)|__c\b", re.IGNORECASE)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def words_of(header: str) -> str:
    """ "(Do Not Modify) Row Checksum" -> "row checksum", "LeadSource" -> "lead source", "Teléfono*" ->
    "telefono".
    """
    text = CAMEL.sub(" ", MARKERS.sub(" ", header))
    text = unicodedata.normalize("NFD", text.lower()).encode("ascii", "ignore").decode()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text).split())


def forms_of(header: str) -> tuple[str, ...]:
    """The words of a header, and without the object that some exports put before it ("Deal - Value")."""
    bare = words_of(PREFIXED.sub("", header))
    full = words_of(header)
    return (full,) if bare == full or bare in TOO_GENERAL else (full, bare)


def _turned(table: dict[str, str]) -> dict[str, str]:
    return {word: meaning for meaning, words in table.items() for word in words.split(", ")}


MEANINGS = _turned(HEADERS)
STAGES_BY_NAME = _turned(STAGE_WORDS)
