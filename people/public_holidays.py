"""Public holidays of a country and region, to be copied into a calendar, where people may then change them.

Names of countries are those of Unicode's CLDR (`countries.json`: code, English, Spanish); regions go by the name that
they give themselves, as the `holidays` library knows it.
"""

import json
import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path

import holidays

MOST_YEARS = 6
NAMES = Path(__file__).parent / "countries.json"
SPOKEN = ("en", "es")
Choice = tuple[str, str]


@cache
def countries() -> dict[str, list[str]]:
    """Country codes with their regions."""
    return {
        code: list(regions)
        for code, regions in sorted(holidays.list_supported_countries(include_aliases=False).items())
    }


@cache
def country_names(language: str) -> list[Choice]:
    """(code, name in the language), in the order of their names; an unknown language reads English."""
    place = SPOKEN.index(language) if language in SPOKEN else 0
    named = {code: names[place] for code, names in json.loads(NAMES.read_text(encoding="utf-8")).items()}
    return sorted(((code, named.get(code, code)) for code in countries()), key=_alphabetical)


@cache
def region_names(country: str) -> list[Choice]:
    """(code, name) of the regions that have holidays of their own, in the order of their names."""
    regions = countries().get(country, [])
    names: dict[str, str] = {}
    if regions:
        for name, code in holidays.country_holidays(country).subdivisions_aliases.items():
            if len(name) > 3:  # shorter ones are other codes
                names.setdefault(code, name)
    return sorted(((code, names.get(code, code)) for code in regions), key=_alphabetical)


def _alphabetical(choice: Choice) -> str:
    """Á stands beside A."""
    return unicodedata.normalize("NFKD", choice[1]).casefold()


@cache
def country_of(zone: str) -> str:
    """The country that a time zone names first, as a first guess; empty when it names none."""
    text = (files("tzdata") / "zoneinfo" / "zone1970.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    found = {row[2]: row[0].split(",")[0] for row in rows}
    return found.get(zone, "") if found.get(zone) in countries() else ""


def named(country: str, region: str, years: range, language: str) -> dict[str, str]:
    """ISO date -> name, in the language where the library knows it; ValueError for an unknown country or region."""
    known = countries()
    if country not in known or (region and region not in known[country]) or len(years) > MOST_YEARS:
        raise ValueError("unknown country, region or too many years")
    spoken = holidays.list_localized_countries().get(country, [])
    wanted = next((one for one in spoken if one.split("_")[0] == language), None)
    found = holidays.country_holidays(country, subdiv=region or None, years=years, language=wanted)
    return {day.isoformat(): name for day, name in sorted(found.items())}
