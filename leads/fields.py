"""The fields a lead can have a fact about, with the kind of value each takes. Pure."""

FIELDS = {
    "email": "email",
    "name": "text",
    "first_name": "text",
    "last_name": "text",
    "phone": "phone",
    "job_title": "text",
    "company": "text",
    "company_domain": "text",
    "industry": "text",
    "employees": "integer",
    "country": "text",
    "region": "text",
    "city": "text",
    "segment": "text",
    "source": "text",
    "channel": "text",
    "campaign": "text",
    "language": "text",
    "consent": "choice",
    "owner": "text",
}
"""What a file, a CRM or a form may state. `attributes.<name>` carries a company's own fields beside them."""

CONSENTS = ("", "granted", "denied", "withdrawn")
TEXT_LIMIT = 500
ATTRIBUTE_LIMIT = 4000
ATTRIBUTE_PREFIX = "attributes."

# set by decisions of this product and by nothing from outside: a file or webhook that names them is ignored
DECIDED = ("owner_id", "team_id")
