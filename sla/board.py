"""The board of running clocks as a reader asks for it: its parts in order, counted, and one page of rows."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from people.keyset import CursorFault, Page, decode, encode_values
from people.models import User
from people.templatetags.formats import number

from .filters import BoardAsked
from .models import Clock
from .models.boarding import PARTS, RISK
from .rows import ClockRow, clock_rows

ROWS = 50
MOST_COUNTED = 1000
FIRST_LOOKED_AT = 2000


def count(rows: Any) -> str:
    """How many, counted up to a thousand."""
    found = rows.order_by()[: MOST_COUNTED + 1].count()
    return f"{number(MOST_COUNTED)}+" if found > MOST_COUNTED else number(found)


class Board:
    """What runs, overdue first, then at risk, then on time, then paused; within each the soonest due first."""

    def __init__(self, user: User, asked: BoardAsked, at: datetime) -> None:
        self.user, self.asked, self.at = user, asked, at

    @cached_property
    def parts(self) -> Mapping[str, Any]:
        visible = Clock.objects.visible_to(self.user).narrowed(self.asked.narrowing)
        return visible.board(self.at)

    @cached_property
    def counts(self) -> dict[str, str]:
        """{part: how many}, whichever of them is shown."""
        return {part: count(rows) for part, rows in self.parts.items()}

    def page(self, cursor: str = "") -> tuple[list[ClockRow], str]:
        """Its rows, and the cursor of the next page. CursorFault for a place that is not of this board."""
        found = page_of({part: self.parts[part] for part in self._shown()}, cursor)
        return _most_pressing_first(clock_rows(found.rows, self.user, self.at)), found.next

    def _shown(self) -> Sequence[str]:
        return (self.asked.part,) if self.asked.part else PARTS

    def sources(self) -> list[str]:
        """Where the most urgent of these leads came from: values for a chip, without reading every clock."""
        visible = Clock.objects.visible_to(self.user).running().filter(shadow=self.asked.narrowing.on_trial)
        soonest = visible.order_by("due_at", "pk").values_list("dimensions__source", flat=True)
        return sorted({source for source in soonest[:FIRST_LOOKED_AT] if source})


def _most_pressing_first(rows: list[ClockRow]) -> list[ClockRow]:
    """Deadlines of two calendars can't be compared: those at risk stand by the working time they have left."""

    def pressing(row: ClockRow) -> tuple[int, float]:
        return PARTS.index(row.part), float(row.face.left or 0) if row.part == RISK else 0.0

    return sorted(rows, key=pressing)


def opens_at(rows: Sequence[ClockRow]) -> datetime | None:
    """When time goes on, where it stands still for all that count; None while it passes for any of them."""
    counting = [row.face for row in rows if row.clock.paused_at is None and row.face.left is not None]
    if any(face.opens_at is None for face in counting):
        return None
    return min((face.opens_at for face in counting if face.opens_at), default=None)


def page_of(parts: Mapping[str, Any], cursor: str, limit: int = ROWS) -> Page[Any]:
    """Rows (part, clock) from the parts in their order; each is asked only when the one before it has run out."""
    begins, behind = _place(parts, cursor)
    found: list[tuple[str, Clock]] = []
    for part in list(parts)[begins:]:
        rows = parts[part].with_promise().order_by("due_at", "pk")
        if behind is not None:
            due_at, pk = behind
            rows, behind = rows.after(due_at, pk), None
        found += [(part, clock) for clock in rows[: limit + 1 - len(found)]]
        if len(found) > limit:
            last_part, last = found[limit - 1]
            return Page(found[:limit], encode_values([last_part, last.due_at, last.pk]))
    return Page(found, "")


def _place(parts: Mapping[str, Any], cursor: str) -> tuple[int, tuple[datetime, int] | None]:
    """(number of the part, the row behind which it goes on)."""
    if not cursor:
        return 0, None
    try:
        part, written, pk = decode(cursor)
        due_at = datetime.fromisoformat(written)
    except (TypeError, ValueError):
        raise CursorFault from None
    if part not in parts or due_at.tzinfo is None or type(pk) is not int or not 0 < pk < 2**63:
        raise CursorFault
    return list(parts).index(part), (due_at, pk)
