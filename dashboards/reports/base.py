"""What every report is: what it answers, over which months, who signs it, and its blocks in the active language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from dashboards.asking import Asked
from dashboards.boards import Board, Look
from dashboards.boards.paper import numbers, part_blocks
from dashboards.boards.sentences import three, what_changed
from documents import writing as say
from documents.blocks import Block, Editions
from documents.rendering.paper import Paper
from people.models import MANAGERS, Organisation, User
from people.models.user import SEE_EVERY_LEAD
from people.templatetags.formats import day, exact
from people.templatetags.formats import month as month_words
from sla.parties import Party

from .months import Months

READERS = SEE_EVERY_LEAD | MANAGERS
"""Reports are of the whole company and name nobody: whoever answers for leads reads them."""
HEADLINES = ("lead_acceptance_rate", "response_time", "sla_compliance")
Words = str | Promise


class Report:
    """One report for a reader and some months. What is read for one language serves the other too."""

    # a template shows the class itself
    do_not_call_in_templates = True

    key: ClassVar[str]
    code: ClassVar[str]
    """As the program's list of deliverables calls it."""
    name: ClassVar[Words]
    question: ClassVar[Words]
    """One sentence: what it answers."""
    months: ClassVar[int] = 6
    """How many it looks back over, unless somebody chooses others."""
    is_one_month: ClassVar[bool] = False
    is_signed: ClassVar[bool] = True
    readers: ClassVar[frozenset[str]] = READERS

    def __init__(self, user: User, months: Months, at: datetime) -> None:
        self.of, self.at = months, at
        self.company = Organisation.current()
        today = at.astimezone(self.company.zone).date()
        # promises are those that held when the months ended, not those of today
        ended = min(at, self.company.start_of(months.window.until + timedelta(days=1)))
        self.look = Look(Asked(user, months.window, today), ended)

    @classmethod
    def kind(cls) -> str:
        """The kind of document that it is issued as."""
        return f"report_{cls.key}"

    @classmethod
    def may_read(cls, user: User) -> bool:
        return user.role in cls.readers

    @classmethod
    def capacities(cls) -> Mapping[str, Words]:
        return {party.value: party.label for party in Party} if cls.is_signed else {}

    @property
    def title(self) -> str:
        return f"{self.name}: {self.period}"

    @property
    def period(self) -> str:
        since, until = month_words(self.of.since), month_words(self.of.until)
        return since if since == until else f"{since} – {until}"

    def titles(self) -> dict[str, str]:
        return {language: self._said(language, lambda: self.title) for language, _name in settings.LANGUAGES}

    def editions(self) -> Editions:
        """{language: the blocks}."""
        return {
            language: self._said(language, lambda: tuple(self.blocks()))
            for language, _name in settings.LANGUAGES
        }

    def paper(self) -> Paper:
        """As it would be now, in the active language, for whoever asks: not issued, and so not signed."""
        return Paper(
            title=self.title,
            language=(get_language() or "en")[:2],
            blocks=tuple(self.blocks()),
            edition=_("as the numbers are now"),
            issued=str(exact(self.at)),
            issued_at=self.at,
            company=self.company.name,
        )

    def blocks(self) -> Iterator[Block]:
        yield say.title(self.title, str(self.question))
        window = self.of.window
        days = f"{day(window.since)} – {day(window.until)}"
        yield say.facts([(_("Period"), days), (_("Company"), self.company.name or "–")])
        yield from self.told()
        if self.is_signed:
            yield say.heading(_("Signatures"))
            yield say.signatures({key: str(label) for key, label in self.capacities().items()})

    def told(self) -> Iterator[Block]:
        """What it says between its head and the signatures."""
        raise NotImplementedError

    def sentences(self) -> Sequence[str]:
        """What the numbers say, in three sentences at most: for a mail."""
        return three(self.look, HEADLINES)

    # what several reports say

    def changed(self) -> Iterator[Block]:
        said = what_changed(self.look)
        yield say.heading(str(said.title))
        yield say.paragraph(str(said.lede))
        yield say.bullets([words for _tone, words, _url in said.said])

    def numbers(self, keys: Iterable[str]) -> Iterator[Block]:
        yield say.heading(_("The numbers"))
        yield numbers([self.look.tile(key) for key in keys])

    def picked(self, board: type[Board], *keys: str) -> Iterator[Block]:
        """These parts of a board, in its order; one that has nothing to say is left out."""
        for part in board(self.look).parts:
            if part.key in keys:
                yield from part_blocks(part)

    def _said(self, language: str, saying: Any) -> Any:
        with override(language):
            return saying()
