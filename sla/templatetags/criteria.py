"""The editor of criteria, as its include needs it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import template
from django.template.context import Context
from django.utils.translation import gettext as _

from sla.criteria import Catalogue, CriteriaFault, catalogues, read
from sla.criteria.known import attribute_names
from sla.criteria.offering import offer_rows
from sla.criteria.outline import Row, rows_of, with_room
from sla.criteria.sentences import in_every_language
from sla.criteria.words import OPS
from sla.forms.criteria import Scrawl

register = template.Library()


@dataclass(frozen=True)
class Editor:
    """`text` is what is posted back; the rows are for pages without scripts."""

    text: str
    asked: Catalogue
    tree: Any
    user: Any = None
    faults: Iterable[CriteriaFault] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        return with_room(rows_of(self.tree) or [])

    @property
    def sentences(self) -> list[tuple[str, str]]:
        """Of what can be read already; the page's script asks again with the count."""
        reading = read(self.tree, self.asked, leaves_blanks=True) if self.tree else None
        return in_every_language(reading.criteria.root) if reading and reading.criteria else []

    @property
    def is_unreadable(self) -> bool:
        return isinstance(self.tree, Scrawl) or rows_of(self.tree) is None

    @property
    def ops(self) -> Any:
        return OPS.items()

    @property
    def choices(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Everything a row can ask, with what the rows here ask already."""
        names = attribute_names(self.asked, self.user) if self.user else []
        offered = offer_rows(self.asked, names)
        known = {value for _heading, pairs in offered for value, _label in pairs}
        strange = {row.what: row.what.partition(":")[2] for row in rows_of(self.tree) or [] if row.what}
        more = [pair for pair in strange.items() if pair[0] not in known]
        return [*offered, (_("Others"), more)] if more else offered


@register.simple_tag(takes_context=True)
def criteria_editor(
    context: Context, tree: Any, catalogue: str = "lead", personal: Any = True, faults: Any = ()
) -> Editor:
    """`tree` as it is stored, as it was typed, or nothing. `personal` is True where it is left out."""
    asked = catalogues[catalogue or "lead"]
    asked = asked if personal is True or personal == "" or personal is None else asked.impersonal()
    text = str(tree) if isinstance(tree, Scrawl) else json.dumps(tree or {}, ensure_ascii=False, default=str)
    return Editor(text, asked, tree or {}, context.get("user"), list(faults or ()))
