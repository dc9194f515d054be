"""Why the demo's Sales rejects a lead: by chance, but with cause, so that there is something to find out. Pure."""

from random import Random

from .market import Prospect

BEFORE = (
    ("FIT-01", 30),
    ("DATA", 22),
    ("FIT-03", 14),
    ("QUAL-03", 12),
    ("ENG-01", 10),
    ("FIT-02", 7),
    ("DUP", 5),
)
AFTER = (
    ("QUAL-03", 26),
    ("ENG-02", 20),
    ("QUAL-01", 18),
    ("ENG-01", 16),
    ("FIT-01", 10),
    ("DATA", 6),
    ("COMP", 4),
)


def reason_of(prospect: Prospect, under_agreement: bool, random: Random) -> str:
    codes, weights = zip(*(AFTER if under_agreement else BEFORE), strict=True)
    likely = [weight * _cause(code, prospect) for code, weight in zip(codes, weights, strict=True)]
    return random.choices(codes, likely)[0]


def _cause(code: str, prospect: Prospect) -> float:
    """How much more often this reason is given to a lead like this one."""
    values = prospect.values
    if code == "FIT-01":
        employees = values.get("employees")
        return 1.0 if employees is None else 5.0 if employees < 15 else 0.1
    if code == "DATA":
        return (9.0 if values.get("source") == "content_syndication" else 1.0) * (
            1 if "phone" in values else 2.5
        )
    if code == "FIT-03":
        return 12.0 if values.get("job_title") == "Student" else 0.6
    return 1.0
