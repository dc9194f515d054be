"""Everything that the document of a version is written from; whoever has the rows hands them in."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from documents import writing as say
from documents.blocks import Block
from people.bilingual import told


@dataclass(frozen=True)
class Gathered:
    """`edition` counts the documents of this agreement, so that each submission is a document of its own."""

    version: Any
    edition: int
    at: datetime
    company: Any
    teams: list[Any]
    clauses: dict[str, Any]
    commitments: list[Any]
    calendars: list[Any]
    definitions: list[Any]
    earlier: list[Any]

    @property
    def today(self) -> date:
        return self.at.astimezone(self.company.zone).date()

    def promised_by(self, party: str) -> list[Any]:
        return [one for one in self.commitments if one.party == party]

    def timed(self) -> list[Any]:
        return [one for one in self.commitments if one.is_timed]

    def clause(self, kind: str) -> list[Block]:
        """The words of both teams on this matter, a paragraph a line; none where nothing was written."""
        clause = self.clauses.get(kind)
        text = clause.text if clause else ""
        return [say.paragraph(line.strip()) for line in text.splitlines() if line.strip()]


def named(row: Any) -> str:
    """The name in the language of the document."""
    return told(row.name_en, row.name_es)
