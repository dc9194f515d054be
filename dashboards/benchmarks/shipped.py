"""The table that comes with the product, read once; what each row may be compared with."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from people.templatetags.formats import number

from .meanings import METRICS, UNLIKE, Flag, Kind, Meaning, Words, flags_of
from .table import Row, read

FILE = Path(__file__).resolve().parent.parent / "data" / "benchmarks.csv"
GRADES: dict[str, Words] = {
    "A": _("primary document or study"),
    "B": _("through one intermediary"),
    "C": _("claim of a vendor"),
}


SIGNS = {
    "pct": "%",
    "pct_companies": "%",
    "hours": "h",
    "times": "×",
    "USD": "USD",
    "days": "d",
    "attempts": "",
}


@dataclass(frozen=True)
class Benchmark:
    """One published figure, with what it means to us."""

    row: Row
    meaning: Meaning
    unlike: Words = ""
    """Why this one differs from its metric; blank where it doesn't."""

    @property
    def kpi(self) -> str:
        """The key of the KPI that counts the same; blank where none does."""
        return "" if self.unlike else self.meaning.kpi

    @property
    def reason(self) -> Words:
        return self.unlike or self.meaning.reason

    @property
    def words(self) -> str:
        """What it states, in its own unit."""
        told = " – ".join(number(value) for value in self.row.stated)
        return f"{told} {SIGNS[self.row.unit]}".strip()

    @property
    def flags(self) -> list[Flag]:
        return flags_of(self.row.source, self.row.warning)

    @property
    def is_conflicting(self) -> bool:
        return any(flag.kind is Kind.CONFLICTING for flag in self.flags)

    @property
    def grade_words(self) -> Words:
        return GRADES[self.row.grade]

    @property
    def currency(self) -> str:
        return self.row.unit if self.row.unit == "USD" else ""


@cache
def benchmarks() -> tuple[Benchmark, ...]:
    """Every figure in the order of the table. TableFault or KeyError where the table isn't what is declared."""
    rows = read(FILE.read_text(encoding="utf-8"))
    return tuple(
        Benchmark(row, METRICS[row.metric], UNLIKE.get((row.metric, row.source), "")) for row in rows
    )


def of_kpi(key: str) -> list[Benchmark]:
    return [one for one in benchmarks() if one.kpi == key]
