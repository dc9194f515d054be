"""The demo's market: people who get in touch, invented from a seed. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

FIRST_NAMES = (
    "Lucía Martín Sofía Daniel Paula Pablo Carmen Álvaro Elena Javier Nuria Sergio Inês João Beatriz Tiago Claire Hugo "
    "Anna Jonas Emma Liam Olivia Noah Ainhoa Iker Marc Laia Núria Òscar Rocío Andrés Teresa Gonzalo"
).split()
LAST_NAMES = (
    "García López Sánchez Fernández Ruiz Moreno Jiménez Álvarez Romero Navarro Torres Domínguez Vega Gil Serrano Molina "
    "Castro Ortega Rubio Silva Santos Pereira Costa Almeida Dubois Lefèvre Müller Schmidt Rossi Bianchi Etxeberria Puig"
).split()
COMPANY_HEADS = (
    "Norte Sierra Alba Faro Atlas Delta Vértice Nimbo Roble Ámbar Cobalto Prisma Lince Tajo Duero Ebro Arco Brisa Cumbre Dársena"
).split()
COMPANY_TAILS = (
    "Logística",
    "Software",
    "Energía",
    "Foods",
    "Salud",
    "Industrial",
    "Retail",
    "Consulting",
    "Seguros",
    "Media",
)
INDUSTRIES = dict(
    zip(
        COMPANY_TAILS,
        (
            "logistics",
            "software",
            "energy",
            "food",
            "health",
            "manufacturing",
            "retail",
            "consulting",
            "insurance",
            "media",
        ),
        strict=True,
    )
)
TITLES = (
    ("Chief Marketing Officer", 0.08),
    ("Head of Sales", 0.12),
    ("Operations Manager", 0.20),
    ("IT Manager", 0.16),
    ("Marketing Specialist", 0.22),
    ("Student", 0.06),
    ("", 0.16),
)
# source: share of the leads, how good they are, channel
SOURCES = {
    "organic_search": (0.24, 0.55, "web"),
    "paid_search": (0.20, 0.50, "web"),
    "social": (0.17, 0.25, "web"),
    "webinar": (0.12, 0.65, "event"),
    "referral": (0.07, 0.85, "partner"),
    "trade_fair": (0.09, 0.45, "event"),
    "content_syndication": (0.08, 0.12, "partner"),
    "": (0.03, 0.40, ""),
}
SEGMENTS = (("smb", 0.55), ("mid_market", 0.33), ("enterprise", 0.12))
SIZES = {"smb": (3, 49), "mid_market": (50, 499), "enterprise": (500, 9000)}
REGIONS = (("Centro", 0.30), ("Norte", 0.22), ("Este", 0.20), ("Sur", 0.16), ("Portugal", 0.12))
CAMPAIGNS = ("spring-webinar", "roi-guide", "fair-madrid", "comparison-page", "newsletter", "")


@dataclass(slots=True)
class Prospect:
    """Somebody who got in touch: what the CRM knows of them, what they did, and how likely they are to buy (0 to 1)."""

    number: int
    captured_at: datetime
    values: dict[str, Any]
    promise: float
    events: list[tuple[str, datetime]] = field(default_factory=list)

    @property
    def decisive_at(self) -> datetime:
        """When they had done all that they did."""
        return max((at for _kind, at in self.events), default=self.captured_at)


def prospects(count: int, since: datetime, until: datetime, random: Random) -> Iterator[Prospect]:
    """In order of number, spread over the period; fewer at night, at weekends and in August."""
    span = (until - since).total_seconds()
    for number in range(1, count + 1):
        yield _prospect(number, _moment(since, span, random), until, random)


def _moment(since: datetime, span: float, random: Random) -> datetime:
    while True:
        at = since + timedelta(seconds=random.random() * span)
        likely = (
            (0.15 if at.weekday() > 4 else 1.0)
            * (0.4 if at.month == 8 else 1.0)
            * (1.0 if 7 <= at.hour <= 19 else 0.12)
        )
        if random.random() < likely:
            return at.replace(microsecond=0)


def _prospect(number: int, captured_at: datetime, until: datetime, random: Random) -> Prospect:
    source = _pick([(name, share) for name, (share, _good, _channel) in SOURCES.items()], random)
    _share, good, channel = SOURCES[source]
    segment = _pick(SEGMENTS, random)
    promise = min(max(random.gauss(good, 0.22), 0.0), 1.0)
    values = _person(number, random) | _employer(segment, promise, random)
    values |= {"source": source, "channel": channel, "segment": segment, "region": _pick(REGIONS, random)}
    values["country"] = "Portugal" if values["region"] == "Portugal" else "Spain"
    values["campaign"] = random.choice(CAMPAIGNS)
    values["consent"] = "granted" if random.random() < 0.94 else ""
    if random.random() < 0.12 + 0.2 * (1 - promise):
        values.pop("phone")
    events = [(kind, at) for kind, at in _doings(captured_at, promise, random) if at < until]
    return Prospect(
        number, captured_at, {name: value for name, value in values.items() if value != ""}, promise, events
    )


def _person(number: int, random: Random) -> dict[str, Any]:
    first, last = random.choice(FIRST_NAMES), random.choice(LAST_NAMES)
    return {
        "name": f"{first} {last}",
        "email": f"lead{number}@{random.choice(COMPANY_HEADS).lower()}{number % 97}.example".replace(
            "é", "e"
        ).replace("á", "a"),
        "phone": f"+34{random.randint(600_000_000, 699_999_999)}",
        "job_title": _pick(TITLES, random),
        "language": "pt" if random.random() < 0.1 else "es",
    }


def _employer(segment: str, promise: float, random: Random) -> dict[str, Any]:
    if random.random() > 0.28 + 0.45 * promise:
        return {}
    tail = random.choice(COMPANY_TAILS)
    smallest, largest = SIZES[segment]
    known: dict[str, Any] = {
        "company": f"{random.choice(COMPANY_HEADS)} {tail} {random.randint(1, 400)}",
        "industry": INDUSTRIES[tail],
    }
    if random.random() < 0.6 + 0.35 * promise:
        known["employees"] = random.randint(smallest, largest)
    return known


def _doings(captured_at: datetime, promise: float, random: Random) -> Iterator[tuple[str, datetime]]:
    """What a person does in the first days: the more promising, the more and the stronger."""
    at = captured_at
    yield "form_submit", at
    for kind, chance in (
        ("page_view", 0.8),
        ("email_open", 0.6),
        ("email_click", 0.15 + 0.35 * promise),
        ("content_download", 0.10 + 0.45 * promise),
        ("webinar", 0.05 + 0.15 * promise),
        ("demo_request", 0.02 + 0.42 * promise * promise),
    ):
        if random.random() < chance:
            at += timedelta(minutes=random.expovariate(1 / 400))
            yield kind, at.replace(microsecond=0)


def _pick(weighted: Any, random: Random) -> Any:
    values, weights = zip(*weighted, strict=True)
    return random.choices(values, weights)[0]
