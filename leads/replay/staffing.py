"""Who is there for the leads, and when: people with their calendars and absences, and the leads as they really came."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from itertools import pairwise

import numpy as np

from people.models import Absence, CalendarVersion, Organisation, Role, User
from sla.models import Commitment

from .capacity import Person, Served, people_for, scaled, simulate
from .reading import Period
from .working import EveryHour, Moments, OpenHours, Work, micros

DAY = timedelta(days=1)
HOUR = 3600
MOST_LEADS = 20_000
ROUND_THE_CLOCK = (datetime(1990, 1, 1).astimezone(), datetime(2100, 1, 1).astimezone())


@dataclass(frozen=True)
class Asked:
    """What the check is asked: how many people, minutes and attempts a lead, the part of their time, the target."""

    target: int
    people: int | None = None
    minutes: int = 10
    attempts: int = 1
    part: float = 0.5
    weekly: float | None = None

    @property
    def handling(self) -> int:
        """Seconds of a person's working day that a lead takes, other work among it."""
        return max(round(self.minutes * 60 * self.attempts / self.part), 1)

    @property
    def work(self) -> int:
        """Seconds of work in a lead."""
        return self.minutes * 60 * self.attempts


@dataclass
class Staff:
    """The people of Sales that a reader may plan with, and one more like them."""

    users: list[User]
    people: list[Person]
    extra: Person
    hours: Work
    names: list[str] = field(default_factory=list)

    def some(self, count: int) -> list[Person]:
        """So many people: those who are there, and then more with the calendar of the promise."""
        return [*self.people[:count], *[self.extra] * max(count - len(self.people), 0)]


def staff(commitment: Commitment, period: Period, at: datetime) -> Staff:
    users = User.objects.active().filter(role=Role.SALES).select_related("team").order_by("name")
    rows = list(users.filter(team=period.team) if period.team else users)
    own = {user.pk: user.working_calendar_id or commitment.calendar_id for user in rows}
    hours = _hours({*own.values(), commitment.calendar_id}, at)
    promised = hours[commitment.calendar_id]
    away = _away([user.pk for user in rows])
    return Staff(
        users=rows,
        people=[Person.of(hours[own[user.pk]], away[user.pk]) for user in rows],
        extra=Person.of(promised),
        hours=promised if commitment.calendar_id else EveryHour(),
    )


def _hours(calendars: set[int | None], at: datetime) -> dict[int | None, OpenHours]:
    """The newest hours of each calendar; round the clock for None."""
    since, until = (micros(moment) for moment in ROUND_THE_CLOCK)
    opens, closes, before = np.array([[since], [until], [0]], np.int64)
    always = OpenHours(opens, closes, before, since, until)
    versions = CalendarVersion.objects.in_force([pk for pk in calendars if pk], at)
    found = {one.calendar_id: OpenHours.of(one.hours()) for one in versions.exclude(built_until=None)}
    return {pk: found.get(pk, always) if pk else always for pk in calendars}


def _away(people: Sequence[int]) -> dict[int, list[tuple[int, int]]]:
    company, away = Organisation.current(), defaultdict(list)
    for one in Absence.objects.of(people):
        span = company.start_of(one.first_on), company.start_of(one.last_on + DAY)
        away[one.user_id].append((micros(span[0]), micros(span[1])))
    return away


class Check:
    """The queue that the leads of a period would make of these people."""

    def __init__(self, arrivals: Moments, staff: Staff, asked: Asked, period: Period) -> None:
        self.staff, self.asked, self.period = staff, asked, period
        self.came = np.sort(arrivals)
        self.count = len(staff.people) if asked.people is None else asked.people

    @property
    def weeks(self) -> float:
        return max((self.period.until - self.period.since) / (7 * DAY), 1e-9)

    @property
    def weekly(self) -> float:
        """Leads a week, as asked or as they came."""
        return len(self.came) / self.weeks if self.asked.weekly is None else self.asked.weekly

    @cached_property
    def arrivals(self) -> Moments:
        """The real moments; thinned or doubled where another number is asked; the last ones of very many."""
        if self.asked.weekly is None or not len(self.came):
            return self.came[-MOST_LEADS:]
        return scaled(self.came, self.asked.weekly * self.weeks / len(self.came))[-MOST_LEADS:]

    @property
    def is_cut(self) -> bool:
        return len(self.came) > MOST_LEADS

    @cached_property
    def people(self) -> list[Person]:
        return self.staff.some(self.count)

    @cached_property
    def served(self) -> Served:
        return simulate(self.arrivals, self.people, self.asked.handling, self.staff.hours)

    @property
    def share(self) -> float | None:
        return self.served.share(self.asked.target)

    def people_for(self, share: float) -> int | None:
        return people_for(
            share, self.asked.target, self.arrivals, self.staff.extra, self.asked.handling, self.staff.hours
        )

    def by_people(self, most: int) -> list[float]:
        """The share within the target with 1, 2, ... people."""
        return [
            simulate(self.arrivals, [self.staff.extra] * count, self.asked.handling, self.staff.hours).share(
                self.asked.target
            )
            or 0.0
            for count in range(1, most + 1)
        ]

    @property
    def hours_needed(self) -> float:
        """Working hours a week that the leads take."""
        return self.weekly * self.asked.work / HOUR

    @cached_property
    def hours_there(self) -> float:
        """Hours a week that the people have for leads, their absences taken out."""
        since, until = micros(self.period.since), micros(self.period.until)
        seconds = sum(person.seconds(since, until) for person in self.people)
        return seconds / HOUR / self.weeks * self.asked.part

    @property
    def utilisation(self) -> float | None:
        return self.hours_needed / self.hours_there if self.hours_there else None

    def weekly_hours(self, starts: Sequence[datetime]) -> list[tuple[float, float]]:
        """(needed, there) for each week that begins here."""
        edges = [micros(at) for at in (*starts, starts[-1] + 7 * DAY)]
        counts, _edges = np.histogram(self.arrivals, edges)
        there = [
            sum(person.seconds(since, until) for person in self.people) * self.asked.part / HOUR
            for since, until in pairwise(edges)
        ]
        return [(float(n) * self.asked.work / HOUR, one) for n, one in zip(counts, there, strict=True)]

    @cached_property
    def week(self) -> list[float]:
        """The average queue at each hour of the week, Monday 0:00 first, in the company's zone."""
        zone = Organisation.current().zone
        since, until = self.period.since.astimezone(zone), self.period.until
        hours = [since + timedelta(hours=n) for n in range(int((until - since) / timedelta(hours=1)))]
        waiting = self.served.waiting(np.array([micros(at) for at in hours], np.int64))
        local = [(at.astimezone(zone).weekday(), at.astimezone(zone).hour) for at in hours]
        places = np.array([day * 24 + hour for day, hour in local], np.int64)
        counts = np.bincount(places, minlength=168)
        return (np.bincount(places, waiting, 168) / np.maximum(counts, 1)).tolist()

    @property
    def busiest(self) -> int:
        """The hour of the week at which the queue is longest on average."""
        return int(np.argmax(self.week))

    @property
    def bearable(self) -> float:
        """The queue that these people work off within the target; a longer one overflows."""
        return self.count * self.asked.target / self.asked.handling
