"""Working time as people write it: “4 h”, “1 d 2 h”, “30 min”, “1,5 h”; read in English and in Spanish. Pure.

A day is a working day of the promise's calendar, so whoever reads says how long that is. What is written back has no days:
a working day is not 24 hours, and hours read the same on every calendar.
"""

import re

MINUTE, HOUR = 60, 3600
FULL_DAY = 24 * HOUR
PART = re.compile(r"(\d{1,6}(?:[.,]\d{1,4})?)\s*([a-zñáéíóú]*)\.?")
BETWEEN = re.compile(r"(?:\s|,|\by\b|\band\b)*")
UNITS = {
    "d": ("d", "day", "days", "dia", "dias", "día", "días"),
    "h": ("h", "hr", "hrs", "hour", "hours", "hora", "horas"),
    "min": ("m", "min", "mins", "minute", "minutes", "minuto", "minutos"),
}
UNIT_OF = {word: unit for unit, words in UNITS.items() for word in words}
ORDER = ("d", "h", "min")
LONGEST = 40


class Unreadable(ValueError):
    """What is written is no length of time; `part` is what could not be read."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part[:LONGEST]


def read_span(text: str, day_seconds: int = FULL_DAY) -> int:
    """Seconds; `day_seconds` is the length of a working day. Raises Unreadable.

    A bare number counts in hours; after hours it is minutes, as in “2 h 30”.
    """
    rest, total, units = text.strip().lower(), 0.0, list(ORDER)
    if not rest or len(rest) > LONGEST:
        raise Unreadable(text)
    sizes = {"d": day_seconds, "h": HOUR, "min": MINUTE}
    while rest:
        unit, amount, rest = _next(rest, units, text)
        total += amount * sizes[unit]
        units = units[units.index(unit) + 1 :]
    if round(total) < 1:
        raise Unreadable(text)
    return round(total)


def _next(rest: str, units: list[str], text: str) -> tuple[str, float, str]:
    """The unit and amount that come next and what is left; units fall from days to minutes, each once."""
    found = PART.match(rest)
    if found is None:
        raise Unreadable(rest)
    word = found[2]
    unit = UNIT_OF.get(word) if word else ("h" if "h" in units else "min")
    if unit is None or unit not in units:
        raise Unreadable(found[0])
    after = rest[found.end() :]
    gap = BETWEEN.match(after)
    return unit, float(found[1].replace(",", ".")), after[gap.end() :] if gap else after


def write_span(seconds: int) -> str:
    """The same as `read_span` reads it: “4 h”, “1 h 30 min”; seconds that are no whole minute stay as decimals."""
    hours, left = divmod(seconds, HOUR)
    minutes = f"{left / MINUTE:.4f}".rstrip("0").rstrip(".")
    parts = [f"{hours} h"] if hours else []
    return " ".join([*parts, f"{minutes} min"] if left else parts)
