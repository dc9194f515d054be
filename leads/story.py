"""A lead told: its facts with their origins, its score with the reasons, its handoffs with their clocks, its time line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from people.models import User
from sla.faces import Face, faces

from .catalogue import CONSENT
from .fields import ATTRIBUTE_PREFIX, FIELDS
from .handing import State, Verb, may_dispute, may_take_back, verbs
from .models import ExternalId, Handoff, HandoffClock, Lead, LoopRules, Opportunity, StageChange
from .reasons import reasons
from .timeline import PERSONAL, Entry, merged
from .wording import field_label, origin_label, state_label

COLUMNS = {"company": "company_name", "owner": "owner_label"}
_NEWEST = """
SELECT DISTINCT ON (kv.key) kv.key, kv.value #>> '{}', f.origin, f.occurred_at, f.occurred_on
FROM leads_leadchange f CROSS JOIN LATERAL jsonb_each(f.values) kv
WHERE f.lead_id = ANY(%s) ORDER BY kv.key, f.occurred_at DESC, kv.value::text DESC
"""


@dataclass(frozen=True)
class Fact:
    """A value that stands, who said it and when."""

    name: str
    label: Any
    value: Any
    origin: Any = ""
    at: datetime | None = None
    on: date | None = None


@dataclass(frozen=True)
class Turn:
    """A handoff as the page shows it: the last offer speaks, the clocks run."""

    handoff: Handoff
    offers: list[Any]
    faces: list[Face]
    verbs: frozenset[Verb] = frozenset()
    """What the reader may do now."""
    window: timedelta = timedelta()
    """So long a rejection may be disputed."""

    @property
    def last(self) -> Any:
        return self.offers[-1] if self.offers else None

    @property
    def verdict(self) -> Any:
        return getattr(self.last, "verdict", None)

    @property
    def state(self) -> State:
        return self.handoff.state

    @property
    def state_label(self) -> str:
        return state_label(self.state)

    @property
    def disputable_until(self) -> datetime:
        decided_at: datetime = self.verdict.decided_at
        return decided_at + self.window

    @property
    def print(self) -> str:
        """As `sla.rows.ClockRow.print`: two turns with the same print look the same but for the seconds."""
        lead, verdict = self.handoff.lead, self.verdict
        clocks = (f"{face.clock.pk} {face.state} {face.is_open} {face.clock.due_at}" for face in self.faces)
        score = getattr(getattr(lead, "score", None), "score", "")
        said = (len(self.offers), self.state, *sorted(self.verbs), verdict.pk if verdict else "")
        return "|".join(str(part) for part in (*said, *clocks, lead, lead.owner_id, score))

    @property
    def missing(self) -> list[Any]:
        return [field_label(name) for name in self.handoff.missing]


@dataclass(frozen=True)
class Story:
    facts: list[Fact]
    attributes: list[Fact]
    reasons: list[tuple[str, Decimal]]
    turns: list[Turn]
    opportunities: list[Opportunity]
    external_ids: list[ExternalId]
    doubts: list[StageChange]
    entries: list[Entry]
    next: str


def tell(lead: Lead, user: User, at: datetime, before: str = "") -> Story:
    ids = [lead.pk, *lead.absorbed.values_list("pk", flat=True)]
    facts, attributes = _facts(lead, ids, user)
    entries, following = merged(ids, user, at, before)
    handoffs = Handoff.objects.filter(lead__in=ids).order_by("-opened_at", "-pk")
    return Story(
        facts=facts,
        attributes=attributes,
        reasons=reasons(lead),
        turns=turns_of(handoffs.with_offers(), at, user),
        opportunities=list(Opportunity.objects.filter(lead__in=ids).order_by("opened_at", "pk")),
        external_ids=[]
        if user.sees_masked
        else list(ExternalId.objects.filter(lead__in=ids).order_by("system")[:20]),
        doubts=doubts(ids),
        entries=entries,
        next=following,
    )


def _facts(lead: Lead, ids: list[int], user: User) -> tuple[list[Fact], list[Fact]]:
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, [ids])
        said = {key: rest for key, *rest in cursor.fetchall()}
    hidden = PERSONAL if user.sees_masked else frozenset()
    facts = []
    for name in FIELDS:
        value = getattr(lead, COLUMNS.get(name, name), None)
        if name in hidden or value in (None, ""):
            continue
        _value, origin, at, on = said.get(name) or said.get("first_name") or (None, "", None, None)
        if name == "consent":
            value = CONSENT.get(value, value)
        facts.append(Fact(name, field_label(name), value, origin_label(origin), at, on))
    if user.sees_masked:
        return facts, []
    own = [
        (key, rest)
        for key, rest in sorted(said.items())
        if key.startswith(ATTRIBUTE_PREFIX) and rest[0] is not None
    ]
    return facts, [
        Fact(key, field_label(key), rest[0], origin_label(rest[1]), rest[2], rest[3]) for key, rest in own
    ]


def verbs_for(handoff: Handoff, user: User | None, at: datetime, window: timedelta) -> frozenset[Verb]:
    """What this reader may do with a handoff that they see, its days and minutes minded."""
    if user is None:
        return frozenset()
    found = set(verbs(handoff.state, user.role))
    verdict = getattr(handoff.turns()[-1], "verdict", None)
    if verdict and not may_dispute(verdict.decided_at, at, window):
        found.discard(Verb.DISPUTE)
    if not verdict or verdict.by_id != user.pk or not may_take_back(verdict.decided_at, at):
        found.discard(Verb.TAKE_BACK)
    return frozenset(found)


def turns_of(handoffs: Iterable[Handoff], at: datetime, user: User | None = None) -> list[Turn]:
    """Handoffs (with their offers) and the faces of their clocks: four queries at most, however many."""
    listed = list(handoffs)
    found = HandoffClock.objects.filter(handoff__in=listed).select_related("clock__commitment")
    links = list(found.order_by("clock__due_at", "pk"))
    by_handoff: dict[int, list[Face]] = {}
    for link, face in zip(links, faces((link.clock for link in links), at), strict=True):
        by_handoff.setdefault(link.handoff_id, []).append(face)
    disputable = any(one.state is State.REJECTED for one in listed)
    window = LoopRules.current().to_dispute if disputable else timedelta()
    return [
        Turn(
            one,
            list(one.turns()),
            by_handoff.get(one.pk, []),
            verbs_for(one, user, at, window),
            window=window,
        )
        for one in listed
    ]


def doubts(ids: list[int]) -> list[StageChange]:
    """Crossings of a definition whose criteria, by what is known today, did not hold."""
    # what a person said stands on their word, whatever the definition asks
    crossings = StageChange.objects.filter(lead__in=ids, definition_version__isnull=False, by=None)
    crossings = crossings.exclude(origin="app")
    found = []
    for crossing in crossings.select_related("definition_version__definition"):
        version: Any = crossing.definition_version
        condition = version.meaning().condition(crossing.occurred_at)
        if not Lead.objects.filter(pk=ids[0]).filter(condition).exists():
            found.append(crossing)
    return found
