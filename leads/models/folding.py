"""The fold: a lead's row computed from its facts, for one lead or for all, by the same statement.

Field by field the change with the newest `occurred_at` wins, ties go to the greater JSON text, so the order and
repetition of facts never matter. Facts of merged leads count for the lead that was kept. `refold` writes the rows
that differ, `differences` lists them; both read the same SELECT.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, transaction

from leads.stages import CAPTURED, FUNNEL, STAGES
from people.models import Organisation

BATCH = 5000

TEXT_COLUMNS = {
    "email": "v->>'email'",
    "name": "coalesce(nullif(v->>'name', ''), concat_ws(' ', nullif(v->>'first_name', ''), nullif(v->>'last_name', '')))",
    "phone": "v->>'phone'",
    "job_title": "v->>'job_title'",
    "company_name": "v->>'company'",
    "company_domain": "v->>'company_domain'",
    "industry": "v->>'industry'",
    "country": "v->>'country'",
    "region": "v->>'region'",
    "city": "v->>'city'",
    "segment": "v->>'segment'",
    "source": "v->>'source'",
    "channel": "v->>'channel'",
    "campaign": "v->>'campaign'",
    "language": "v->>'language'",
    "consent": "v->>'consent'",
    "owner_label": "v->>'owner'",
}
SEARCHED = ("name", "email", "company_name", "phone", "job_title", "city", "campaign")
# what isn't a letter or digit parts words; the combining marks fall away, which is how `searching.fold` does it
WORDS = "regexp_replace(regexp_replace(normalize(lower(concat_ws(' ', {})), NFKD), '[\u0300-\u036f]', '', 'g'), '[^[:alnum:]]+', ' ', 'g')"


def _columns() -> dict[str, str]:
    """Column of leads_lead -> SQL over the gathered facts."""
    columns = {name: f"coalesce({sql}, '')" for name, sql in TEXT_COLUMNS.items()}
    columns["email_key"] = "lower(coalesce(v->>'email', ''))"
    columns["employees"] = "(v->>'employees')::bigint"
    columns["owner_id"] = "(v->>'owner_id')::bigint"
    columns["team_id"] = "(v->>'team_id')::bigint"
    columns["attributes"] = "coalesce(own, '{}'::jsonb)"
    searched = ", ".join(columns[name] for name in SEARCHED)
    columns["search"] = f"to_tsvector('simple', {WORDS.format(searched)})"
    columns["stage"] = "coalesce(m.stage, 'captured')"
    for stage in STAGES:
        columns[f"{stage}_at"] = f"m.{stage}_at"
        columns[f"{stage}_on"] = f"m.{stage}_on"
    for part in ("at", "on"):
        # whoever came in through a later stage entered the funnel there
        entered = ", ".join(f"m.{stage}_{part}" for stage in FUNNEL)
        columns[f"{CAPTURED}_{part}"] = f"coalesce({entered})"
    return columns


COLUMNS = _columns()
_FIRSTS = ",\n           ".join(
    f"min(at) FILTER (WHERE stage = '{stage}') AS {stage}_at, min(day) FILTER (WHERE stage = '{stage}') AS {stage}_on"
    for stage in STAGES
)
_ORDER = "CASE stage " + " ".join(f"WHEN '{stage}' THEN {rank}" for rank, stage in enumerate(STAGES)) + " END"

# the lead and those that were merged into it
_MINE = (
    "(SELECT l.id UNION ALL SELECT gone.id FROM leads_lead gone WHERE gone.merged_into_id = l.id) mine(id)"
)

# lateral and fenced (OFFSET 0, MATERIALIZED), so that each lead costs a few index probes whatever the planner knows of the tables
COMPUTED = f"""
SELECT l.id, {", ".join(f"{sql} AS {name}" for name, sql in COLUMNS.items())}
FROM (
    SELECT id FROM leads_lead WHERE id = ANY(%(ids)s) AND merged_into_id IS NULL AND erased_at IS NULL OFFSET 0
) l
CROSS JOIN LATERAL (
    SELECT jsonb_object_agg(key, value) FILTER (WHERE NOT starts_with(key, 'attributes.')) AS v,
           jsonb_object_agg(substr(key, 12), value)
               FILTER (WHERE starts_with(key, 'attributes.') AND value <> 'null'::jsonb) AS own
    FROM (
        SELECT DISTINCT ON (kv.key) kv.key, kv.value
        FROM {_MINE} JOIN leads_leadchange f ON f.lead_id = mine.id CROSS JOIN LATERAL jsonb_each(f.values) kv
        ORDER BY kv.key, f.occurred_at DESC, kv.value::text DESC
    ) newest
) gathered
CROSS JOIN LATERAL (
    SELECT (array_agg(stage ORDER BY at DESC, {_ORDER} DESC))[1] AS stage,
           {_FIRSTS}
    FROM (
        SELECT s.stage, s.occurred_at AS at, coalesce(s.occurred_on, (s.occurred_at AT TIME ZONE %(zone)s)::date) AS day
        FROM {_MINE} JOIN leads_stagechange s ON s.lead_id = mine.id
        WHERE NOT EXISTS (SELECT 1 FROM leads_stagechange later WHERE later.supersedes_id = s.id)
        UNION ALL
        SELECT 'opportunity', o.opened_at, coalesce(o.opened_on, (o.opened_at AT TIME ZONE %(zone)s)::date)
        FROM {_MINE} JOIN leads_opportunity o ON o.lead_id = mine.id WHERE o.opened_at IS NOT NULL
        UNION ALL
        SELECT o.outcome, o.closed_at, coalesce(o.closed_on, (o.closed_at AT TIME ZONE %(zone)s)::date)
        FROM {_MINE} JOIN leads_opportunity o ON o.lead_id = mine.id WHERE o.outcome <> '' AND o.closed_at IS NOT NULL
    ) reached
) m
"""
_OLD = ", ".join(f"l.{name}" for name in COLUMNS)
_NEW = ", ".join(f"new.{name}" for name in COLUMNS)

WRITE = f"""
WITH new AS MATERIALIZED ({COMPUTED})
UPDATE leads_lead l SET {", ".join(f"{name} = new.{name}" for name in COLUMNS)}
FROM new WHERE l.id = new.id AND ({_OLD}) IS DISTINCT FROM ({_NEW})
"""
DIFFER = f"""
WITH new AS MATERIALIZED ({COMPUTED})
SELECT l.id FROM new JOIN leads_lead l ON l.id = new.id WHERE ({_OLD}) IS DISTINCT FROM ({_NEW})
"""

FOLD_OPPORTUNITIES = """
WITH newest AS (
    SELECT DISTINCT ON (f.opportunity_id, kv.key) f.opportunity_id, kv.key, kv.value
    FROM leads_opportunitychange f CROSS JOIN LATERAL jsonb_each(f.values) kv
    WHERE f.opportunity_id IN (
        SELECT o.id FROM leads_opportunity o JOIN leads_lead l ON l.id = o.lead_id
        WHERE l.id = ANY(%(ids)s) OR l.merged_into_id = ANY(%(ids)s))
    ORDER BY f.opportunity_id, kv.key, f.occurred_at DESC, kv.value::text DESC
), new AS (
    SELECT opportunity_id AS id, coalesce(v->>'name', '') AS name, (v->>'amount')::numeric(14,2) AS amount,
           coalesce(v->>'currency', '') AS currency,
           CASE WHEN coalesce(v->>'currency', '') IN ('', %(currency)s) THEN (v->>'amount')::numeric(14,2) END AS amount_base,
           (v->>'opened_at')::timestamptz AS opened_at, (v->>'opened_on')::date AS opened_on,
           (v->>'closed_at')::timestamptz AS closed_at, (v->>'closed_on')::date AS closed_on,
           coalesce(v->>'outcome', '') AS outcome
    FROM (SELECT opportunity_id, jsonb_object_agg(key, value) AS v FROM newest GROUP BY opportunity_id) gathered
)
"""
_DEAL = (
    "name",
    "amount",
    "currency",
    "amount_base",
    "opened_at",
    "opened_on",
    "closed_at",
    "closed_on",
    "outcome",
)
_DEAL_DIFFERS = (
    f"({', '.join(f'o.{c}' for c in _DEAL)}) IS DISTINCT FROM ({', '.join(f'new.{c}' for c in _DEAL)})"
)
WRITE_OPPORTUNITIES = (
    f"{FOLD_OPPORTUNITIES} UPDATE leads_opportunity o SET {', '.join(f'{c} = new.{c}' for c in _DEAL)} "
    f"FROM new WHERE o.id = new.id AND {_DEAL_DIFFERS}"
)
DIFFER_OPPORTUNITIES = f"{FOLD_OPPORTUNITIES} SELECT o.lead_id FROM leads_opportunity o JOIN new USING (id) WHERE {_DEAL_DIFFERS}"

# a company is known by its domain, else by its name; leads of consumers have neither
NAME_COMPANIES = """
INSERT INTO leads_company (key, name, domain)
SELECT DISTINCT ON (key) key, company_name, domain FROM (
    SELECT CASE WHEN company_domain <> '' THEN lower(company_domain) ELSE 'name:' || lower(company_name) END AS key,
           company_name, nullif(lower(company_domain), '') AS domain
    FROM leads_lead WHERE id = ANY(%(ids)s) AND (company_domain <> '' OR company_name <> '')
) stated ORDER BY key ON CONFLICT DO NOTHING
"""
LINK_COMPANIES = """
UPDATE leads_lead l SET company_id = c.id
FROM leads_company c
WHERE l.id = ANY(%(ids)s)
  AND c.key = CASE WHEN l.company_domain <> '' THEN lower(l.company_domain) ELSE 'name:' || lower(l.company_name) END
  AND l.company_id IS DISTINCT FROM c.id
"""

# taken before the facts are read: of two workers the second folds what the first has told
LOCK = "SELECT id FROM leads_lead WHERE id = ANY(%(ids)s) ORDER BY id FOR NO KEY UPDATE"


def refold(ids: Iterable[int] | None = None) -> int:
    """Write the rows that differ from their facts; each batch is its own transaction. Returns how many were written."""
    written = 0
    for values in _batches(ids):
        with transaction.atomic(), connection.cursor() as cursor:
            if ids is not None:
                cursor.execute(LOCK, values)
            cursor.execute(WRITE_OPPORTUNITIES, values)
            cursor.execute(WRITE, values)
            written += cursor.rowcount
            cursor.execute(NAME_COMPANIES, values)
            cursor.execute(LINK_COMPANIES, values)
    return written


def differences() -> list[int]:
    """Ids of leads whose row, or whose opportunities, aren't the fold of their facts."""
    found: set[int] = set()
    for values in _batches(None):
        with connection.cursor() as cursor:
            for statement in (DIFFER, DIFFER_OPPORTUNITIES):
                cursor.execute(statement, values)
                found.update(row[0] for row in cursor.fetchall())
    return sorted(found)


def _batches(ids: Iterable[int] | None) -> Iterator[dict[str, Any]]:
    organisation = Organisation.current()
    fixed = {"zone": organisation.time_zone, "currency": organisation.currency}
    wanted = sorted(_canonical(ids)) if ids is not None else _all_ids()
    for start in range(0, len(wanted), BATCH):
        yield {**fixed, "ids": wanted[start : start + BATCH]}


def _canonical(ids: Iterable[int]) -> list[int]:
    """The leads that these ids stand for, merges followed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT coalesce(merged_into_id, id) FROM leads_lead WHERE id = ANY(%s)", [list(ids)]
        )
        return [row[0] for row in cursor.fetchall()]


def _all_ids() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM leads_lead WHERE merged_into_id IS NULL ORDER BY id")
        return [row[0] for row in cursor.fetchall()]
