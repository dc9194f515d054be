"""Which published figure means what: the number of ours that it may stand beside, or why none; and what its warning says.

Every metric and every warning of the table is declared here; a check at the start finds those that aren't.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Meaning:
    """What a metric counts; `kpi` is ours that counts the same, blank where none does; `reason` says why, either way."""

    words: Words
    kpi: str
    reason: Words


COMPANIES = _("It counts companies, each once, in or out; ours counts handoffs of one company.")
SURVEY = _("It is what people answered about themselves, not what was counted.")
RATIO = _("It compares two groups of leads with each other; we measure no such ratio.")
COHORT = _("Both take leads that reached the first stage and ask how many reached the second.")

METRICS: Mapping[str, Meaning] = {
    "response_within_1h": Meaning(_("Answered within one hour"), "", COMPANIES),
    "response_1_24h": Meaning(_("Answered within one to 24 hours"), "", COMPANIES),
    "response_over_24h": Meaning(_("Answered after more than 24 hours"), "", COMPANIES),
    "response_never": Meaning(_("Never answered"), "", COMPANIES),
    "response_under_15min": Meaning(_("Answered within 15 minutes"), "", COMPANIES),
    "response_within_5min": Meaning(_("Answered within five minutes"), "", COMPANIES),
    "response_mean": Meaning(
        _("Mean response time"),
        "",
        _(
            "It is a mean of those who answered; ours is a median with the never contacted inside. Beside it, ours would "
            "look better or worse for no reason."
        ),
    ),
    "qualify_ratio_1h_vs_2h": Meaning(_("Qualified within one hour against two"), "", RATIO),
    "qualify_ratio_1h_vs_24h": Meaning(_("Qualified within one hour against 24"), "", RATIO),
    "contact_odds_5_vs_30min": Meaning(_("Odds of contact, 5 against 30 minutes"), "", RATIO),
    "qualify_odds_5_vs_30min": Meaning(_("Odds of qualifying, 5 against 30 minutes"), "", RATIO),
    "min_call_attempts": Meaning(
        _("Call attempts worth making"), "", _("It is advice, not a measure of what was done.")
    ),
    "close_rate_under_5min": Meaning(
        _("Closed after an answer within five minutes"),
        "",
        _("It is of the fastest answered alone, and its page contradicts itself."),
    ),
    "close_rate_over_24h": Meaning(
        _("Closed after an answer later than 24 hours"),
        "",
        _("It is of the slowest answered alone, and its page contradicts itself."),
    ),
    "visitor_to_lead": Meaning(
        _("Visitors to leads"), "", _("We don't count visitors: the way begins here with the lead.")
    ),
    "lead_to_mql": Meaning(_("Leads to MQLs"), "captured_to_mql", COHORT),
    "mql_to_sal": Meaning(
        _("MQLs to accepted (SAL)"),
        "mql_to_accepted",
        _("Both ask how many MQLs Sales accepted; those that nobody handed off or answered count too."),
    ),
    "accepted_and_worked_30d": Meaning(_("Accepted and worked within 30 days"), "", SURVEY),
    "mql_to_sql_reported_by_marketing": Meaning(_("MQLs to SQLs, as Marketing tells it"), "", SURVEY),
    "mql_to_sql": Meaning(_("MQLs to SQLs"), "mql_to_sql", COHORT),
    "sql_to_opp": Meaning(_("SQLs to opportunities"), "sql_to_opportunity", COHORT),
    "opp_to_won": Meaning(_("Opportunities to won"), "opportunity_to_won", COHORT),
    "close_rate": Meaning(_("Close rate"), "", SURVEY),
    "win_rate": Meaning(
        _("Win rate"), "win_rate", _("Both take opportunities that were closed and ask how many were won.")
    ),
    "inquiry_to_sales_ready": Meaning(_("Inquiries ready for Sales"), "", SURVEY),
    "sales_ready_to_qualified": Meaning(_("Ready for Sales and qualified"), "", SURVEY),
    "qualified_to_sale": Meaning(_("Qualified and sold"), "", SURVEY),
    "sales_cycle": Meaning(
        _("Sales cycle"),
        "sales_cycle",
        _(
            "Both are days from opening to close. Ours keeps the open ones inside the statistic, which most publishers "
            "don't say they do: theirs may look shorter for that alone."
        ),
    ),
    "cost_per_lead": Meaning(
        _("Cost per lead"),
        "cost_per_lead",
        _("Both are the spend on winning leads over the leads that came, all sources blended."),
    ),
}

UNLIKE: Mapping[tuple[str, str], Words] = {
    ("mql_to_sal", "Forrester via komo"): _("It is a target for aligned teams, not a measured share."),
    ("win_rate", "HubSpot survey"): SURVEY,
}
"""(metric, source) of figures that mean something else than their metric says."""


class Kind(StrEnum):
    RECIRCULATED = "recirculated"
    CONFLICTING = "conflicting"
    CAREFUL = "careful"


KINDS: Mapping[Kind, Words] = {
    Kind.RECIRCULATED: _("recirculated"),
    Kind.CONFLICTING: _("conflicting"),
    Kind.CAREFUL: _("read with care"),
}


@dataclass(frozen=True)
class Flag:
    kind: Kind
    words: Words

    @property
    def label(self) -> Words:
        return KINDS[self.kind]

    @property
    def tone(self) -> str:
        return "" if self.kind is Kind.CAREFUL else "is-warn"


def _careful(words: Words) -> Flag:
    return Flag(Kind.CAREFUL, words)


VENDOR = _careful(_("The publisher sells what the figure speaks for."))
INCONSISTENT = Flag(Kind.CONFLICTING, _("The page that states it states other figures too."))
NO_PRIMARY = Flag(Kind.RECIRCULATED, _("It is quoted from others; the study itself was not found."))
SECOND_HAND = Flag(Kind.RECIRCULATED, _("It reached us through another site that quotes it."))

WARNINGS: Mapping[str, Flag] = {
    "survivor-biased": _careful(_("Those who never answered are left out, which makes it look faster.")),
    "excludes never": _careful(_("Those who never answered are left out, which makes it look faster.")),
    "observational": _careful(_("Observed, not tried: who answers fast may differ in more than that.")),
    "often misattributed to Harvard": Flag(
        Kind.RECIRCULATED, _("Often quoted as Harvard's, which it isn't.")
    ),
    "vendor study": VENDOR,
    "vendor": VENDOR,
    "vendor survey": VENDOR,
    "page internally inconsistent": INCONSISTENT,
    "primary not found": NO_PRIMARY,
    "conflicts with 39-45": Flag(Kind.CONFLICTING, _("Others publish 39 % to 45 % for the same population.")),
    "conflicts with 13-15": Flag(Kind.CONFLICTING, _("Others publish 13 % to 15 % for the same population.")),
    "method undisclosed": _careful(_("Nobody says how it was measured.")),
    "old": _careful(_("Older than most of what is sold today.")),
    "vendor uses 45 elsewhere": Flag(
        Kind.CONFLICTING, _("The same publisher states 45 days in another place.")
    ),
    "198 also quoted for 2020": Flag(
        Kind.RECIRCULATED, _("The same 198 is quoted for 2020: an old figure under a new year.")
    ),
}


def flags_of(source: str, warning: str) -> list[Flag]:
    """What a reader has to know of a figure; KeyError for a warning that nobody declared."""
    found = [WARNINGS[warning]] if warning else []
    if " via " in source and not any(flag.kind is Kind.RECIRCULATED for flag in found):
        found.append(SECOND_HAND)
    return found
