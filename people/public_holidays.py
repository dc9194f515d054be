"""Public holidays of a country and region, to be copied into a calendar, where people may then change them."""

from functools import cache

import holidays

MOST_YEARS = 6


@cache
def countries() -> dict[str, list[str]]:
    """Country codes with their regions."""
    return {
        code: list(regions)
        for code, regions in sorted(holidays.list_supported_countries(include_aliases=False).items())
    }


def named(country: str, region: str, years: range, language: str) -> dict[str, str]:
    """ISO date -> name, in the language where the library knows it; ValueError for an unknown country or region."""
    known = countries()
    if country not in known or (region and region not in known[country]) or len(years) > MOST_YEARS:
        raise ValueError("unknown country, region or too many years")
    spoken = holidays.list_localized_countries().get(country, [])
    wanted = next((one for one in spoken if one.split("_")[0] == language), None)
    found = holidays.country_holidays(country, subdiv=region or None, years=years, language=wanted)
    return {day.isoformat(): name for day, name in sorted(found.items())}
