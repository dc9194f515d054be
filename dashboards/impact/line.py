"""A finding in the words of a table: its page and its report say the same."""

from dataclasses import dataclass
from typing import Any

from dashboards import showing

from . import sentences
from .study import Finding
from .verdicts import TONES, WORDS


@dataclass(frozen=True)
class Line:
    """A finding as a table shows it."""

    finding: Finding
    unit: str

    @property
    def word(self) -> Any:
        return WORDS[self.finding.verdict]

    @property
    def tone(self) -> str:
        return TONES.get(self.finding.verdict, "")

    @property
    def sentence(self) -> str:
        return sentences.of(self.finding, self.unit)

    @property
    def before(self) -> str:
        return showing.words_of(self.finding.before.reading.value, self.unit)

    @property
    def after(self) -> str:
        return showing.words_of(self.finding.after.reading.value, self.unit)

    @property
    def change(self) -> str:
        return showing.difference_words(self._effect("by"), self.unit)

    @property
    def alike(self) -> str:
        told = self._effect("alike")
        return showing.difference_words(told, self.unit) if told is not None else ""

    @property
    def interval(self) -> str:
        return showing.differences_words(self._effect("told_interval"), self.unit)

    @property
    def chance(self) -> str:
        return showing.chance_words(self.finding.chance)

    def _effect(self, name: str) -> Any:
        return getattr(self.finding.effect, name) if self.finding.effect else None
