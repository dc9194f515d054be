"""What a language is called: "es", "es-ES", "Spanish" and "español" are one. Pure."""

from functools import cache

from django.conf.locale import LANG_INFO


@cache
def _codes() -> dict[str, str]:
    known: dict[str, str] = {}
    for code, told in LANG_INFO.items():
        if "-" not in code and "name" in told:
            known |= dict.fromkeys((code, told["name"].casefold(), told["name_local"].casefold()), code)
    return known | {"castellano": "es", "inglés": "en", "ingles": "en", "francés": "fr", "alemán": "de"}


def tongue(word: str) -> str:
    """Its code where we know the language, else the word itself in small letters."""
    plain = word.strip().casefold()
    short = plain.replace("_", "-").partition("-")[0]
    return _codes().get(plain) or _codes().get(short) or plain
