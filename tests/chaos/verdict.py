"""The verdict: sets are compared, and what differs is said. No log is read."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .house import House
from .outside import Receiver, Source

RUNGS = (99, 100, 101)
HEARS = {99: ("sara",), 100: ("sara", "silvia"), 101: ("silvia",)}
OVERDUE = "SELECT count(*) FROM sla_clock WHERE running AND next_step_at < now()"
UNSENT = "SELECT count(*) FROM people_delivery WHERE state IN ('pending', 'leased')"
UNREAD = "SELECT count(*) FROM integrations_inboxdelivery WHERE state = 'pending'"
UNCOUNTED = "SELECT count(*) FROM dashboards_stale"


@dataclass
class Verdict:
    """What is wrong, nothing at best, and the counts for the report."""

    faults: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def same(self, what: str, found: Iterable[Any], wanted: Iterable[Any]) -> None:
        """Equal as multisets."""
        found, wanted = Counter(found), Counter(wanted)
        if missing := wanted - found:
            self.faults.append(f"{what}: {missing.total()} missing, such as {list(missing)[:3]}")
        if more := found - wanted:
            self.faults.append(f"{what}: {more.total()} too many, such as {list(more)[:3]}")


def pending(house: House) -> dict[str, int]:
    """What the site still has to do."""
    asked = {"overdue": OVERDUE, "unsent": UNSENT, "unread": UNREAD, "uncounted": UNCOUNTED}
    return {name: count for name, question in asked.items() for (count,) in house.ask(question) if count}


def judge(house: House, receiver: Receiver, source: Source, kills: int) -> Verdict:
    verdict = Verdict()
    told = _breaches_and_steps(house, verdict)
    _notices(house, verdict, told)
    _deliveries(house, verdict, told, receiver, kills)
    _leads(house, verdict, source)
    derived = house.manage("rebuild", "--check")
    if derived.returncode:
        verdict.faults.append(f"rebuild --check: {derived.stdout[-600:]}{derived.stderr[-600:]}")
    return verdict


def _breaches_and_steps(house: House, verdict: Verdict) -> set[tuple[int, int]]:
    """Each clock broken once, each rung reached once; which rungs were told, by the rule and by the rows."""
    clocks = [pk for (pk,) in house.ask("SELECT id FROM sla_clock WHERE subject = 'chaos'")]
    steps = house.ask("SELECT clock_id, percent, cycle, declared_at, silent FROM sla_stepreached")
    verdict.same(
        "breaches", house.ask("SELECT clock_id, cycle FROM sla_breach"), [(clock, 1) for clock in clocks]
    )
    verdict.same("steps", [step[:3] for step in steps], [(pk, rung, 1) for pk in clocks for rung in RUNGS])
    together: dict[tuple[int, Any], int] = defaultdict(int)
    for clock, percent, _cycle, declared, _silent in steps:
        together[clock, declared] = max(percent, together[clock, declared])
    told = {(clock, percent) for (clock, _declared), percent in together.items()}
    verdict.same("told steps", [step[:2] for step in steps if not step[4]], told)
    verdict.same("clocks whose breach was told", {pk for pk, rung in told if rung >= 100}, clocks)
    verdict.counts |= {"clocks": len(clocks), "steps": len(steps), "told": len(told)}
    return told


def _notices(house: House, verdict: Verdict, told: set[tuple[int, int]]) -> None:
    """Behind the bell and in the mail each person is told of each step once, alone or among others."""
    wanted = Counter((name, percent == 99) for _clock, percent in told for name in HEARS[percent])
    for table, where in (("people_notification", "true"), ("people_delivery", "row.channel = 'mail'")):
        rows = house.ask(
            f"SELECT person.name, row.kind = 'sla-warning', sum(coalesce((row.params->>'together')::int, 1)) "
            f"FROM {table} row JOIN people_user person ON person.id = row.user_id "
            f"WHERE row.kind LIKE 'sla-%%' AND {where} GROUP BY 1, 2"
        )
        found = Counter({(name, warning): int(count) for name, warning, count in rows})
        verdict.same(f"told by {table}", found.elements(), wanted.elements())


def _deliveries(
    house: House, verdict: Verdict, told: set[tuple[int, int]], receiver: Receiver, kills: int
) -> None:
    """At the receiver every step at least once; under one key each, so once for whoever deduplicates."""
    rows = house.ask(
        "SELECT dedupe_key, (params->>'clock')::int, (params->>'percent')::int FROM people_delivery "
        "WHERE channel = 'webhook' AND state = 'sent'"
    )
    verdict.same("deliveries", [(clock, percent) for _key, clock, percent in rows], told)
    came = list(receiver.came)
    verdict.same("received, deduplicated by key", set(came), rows)
    stuck = house.ask("SELECT state, count(*) FROM people_delivery WHERE state <> 'sent' GROUP BY 1")
    verdict.same("deliveries that did not end as sent", stuck, [])
    repeats = len(came) - len(set(came))
    if repeats > kills:
        verdict.faults.append(f"{repeats} repeats of {kills} kills")
    verdict.counts |= {"received": len(came), "repeats": repeats}


def _leads(house: House, verdict: Verdict, source: Source) -> None:
    """Every hook that was answered with 202 is one lead, and no lead is there twice."""
    verdict.same("refusals", source.refused, [])
    found = house.ask("SELECT external_id FROM leads_externalid WHERE system = 'chaos'")
    verdict.same("leads", [external_id for (external_id,) in found], source.taken)
    verdict.counts |= {"leads": len(found), "posts": source.attempts}
