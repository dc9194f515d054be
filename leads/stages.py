"""The stages of a lead's way, in the order of the funnel. Pure: names only, no words for people."""

CAPTURED = "captured"
MQL = "mql"
HANDED_OFF = "handed_off"
ACCEPTED = "accepted"
REJECTED = "rejected"
SQL = "sql"
OPPORTUNITY = "opportunity"
WON = "won"
LOST = "lost"
RECYCLED = "recycled"
DISQUALIFIED = "disqualified"

STAGES = (
    CAPTURED,
    MQL,
    HANDED_OFF,
    ACCEPTED,
    REJECTED,
    SQL,
    OPPORTUNITY,
    WON,
    LOST,
    RECYCLED,
    DISQUALIFIED,
)
"""Every stage a fact may name; of two facts at one moment the later in this order is the lead's stage."""

FUNNEL = (CAPTURED, MQL, HANDED_OFF, ACCEPTED, SQL, OPPORTUNITY, WON)
"""The way forward: the stages a conversion is measured between."""
