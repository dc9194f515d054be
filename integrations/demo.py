"""The demo company's two ways in."""

from datetime import datetime

from .models import Connection

SOURCES = {"standard": ("Website and forms", "website"), "hubspot": ("HubSpot", "hubspot")}


def fill(at: datetime) -> dict[str, dict[str, str]]:
    """{kind: {"url", "secret"}} of the demo's connections, made once; later calls return the stored ones."""
    return {kind: _found_or_opened(kind, name, system, at) for kind, (name, system) in SOURCES.items()}


def _found_or_opened(kind: str, name: str, system: str, at: datetime) -> dict[str, str]:
    connection = Connection.objects.filter(system=system, kind=kind).first()
    if connection is None:
        connection = Connection.objects.open(name, kind, system, by=None, at=at)
    return {"url": connection.url, "secret": connection.secret}
