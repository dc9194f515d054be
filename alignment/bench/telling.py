"""What came out, for people and for programs."""

import json
import os
import platform
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.db import connection

from .running import Result

HEAD = ("work", "ratio", "bound", "spread", "ours", "limit", "")


def table(results: Iterable[Result]) -> list[str]:
    """Lines of columns that stand under each other."""
    rows = [HEAD, *(_line(result) for result in results)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEAD))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def _line(result: Result) -> tuple[str, ...]:
    low, high = min(result.ratios), max(result.ratios)
    verdict = "ok" if result.ok else "TOO SLOW" if result.is_same_work else "NOT THE SAME WORK"
    times = (f"{result.micros(way):,.0f} us" for way in ("ours", "limit"))
    return (
        result.race.name,
        f"{result.ratio:.2f}",
        result.race.bound,
        f"{low:.2f}-{high:.2f}",
        *times,
        verdict,
    )


def machine() -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (postgres,) = cursor.fetchone()
    return {
        "cpus": os.cpu_count(),
        "cpu": _cpu(),
        "load": [round(load, 2) for load in os.getloadavg()],
        "python": platform.python_version(),
        "postgresql": postgres,
    }


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def write(file: Path, results: Sequence[Result], scale: str, about: dict[str, Any]) -> None:
    said = {"rows": [result.as_row() for result in results], "scale": scale, "machine": about}
    file.write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")
