"""The numbers of the page of kept promises, for files: the page itself sets both teams side by side."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.templatetags.formats import percent

from .base import Board
from .common import share_by_group, share_by_week
from .parts import Part
from .sales import aimed
from .state import gaps

KEPT = "sla_compliance"
PARTS = ("due", "met", "late", "open_late")


class PromisesBoard(Board):
    key = "sla"
    name = gettext_lazy("Promises kept")
    question = gettext_lazy("Does each team keep what it promised to the other?")
    url_name = "dashboards:sla"
    tiles = (KEPT,)

    def told(self) -> Iterator[Part | None]:
        yield gaps(self.look)
        title = _("%(share)s of the promises were kept") % {"share": percent(self.look.reading(KEPT).value)}
        note = _(
            "Kept in time, of those due, by the week in which they were due; the band shows what chance does"
        )
        drawn = share_by_week(self.look, KEPT, title, note, PARTS)
        yield drawn and aimed(drawn)
        yield share_by_group(self.look, KEPT, "team", _("Promises kept, by team"), PARTS)
        yield share_by_group(self.look, KEPT, "owner", _("Promises kept, by person"), PARTS)
        yield share_by_group(self.look, KEPT, "source", _("Promises kept, by source"), PARTS)
