"""One pass over the events of a row answers all that is asked of them, however many rules ask.

Criteria that are asked for the moment `Gathering(at)` leave their measures with it and name its columns
instead of asking the events each for itself; `join` brings the table of these columns beside the rows.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import Expression, OuterRef, Q, QuerySet, Subquery

from .catalogue import EventCatalogue
from .moments import Asked, Asking, inside

TOLD_AT = object()
"""Stands among the parameters where the moment is to be put."""


class Gathering(Asking):
    """Collects what leaves measure of events up to `at`; events that are found in another way are another pass."""

    def __init__(self, at: Any) -> None:
        super().__init__(at)
        self._passes: dict[Any, Pass] = {}

    def of(self, catalogue: EventCatalogue) -> "Pass":
        name = f"gathered_{len(self._passes)}"
        return self._passes.setdefault(catalogue.rows, Pass(name, self.at, catalogue))

    def join(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows with what was gathered beside each."""
        joined = rows.all()
        if isinstance(self.at, Asked):
            _beside(joined, "asked", Told())
        for one in self._passes.values():
            events = Subquery(one.events()).resolve_expression(joined.query)
            _beside(joined, one.name, Lateral(events, one.name))
        return joined


class Pass:
    """What is measured of the events of one catalogue: a column for each different question."""

    def __init__(self, name: str, at: Any, catalogue: EventCatalogue) -> None:
        self.name, self.at, self.catalogue = name, at, catalogue
        self._columns: dict[tuple[Any, ...], tuple[str, Any]] = {}
        self._kinds: set[str] = set()
        self._windows: set[int | None] = set()

    def measured(
        self,
        kinds: tuple[str, ...],
        within_days: int | None,
        aggregate: Callable[[Q], Any],
        output_field: Any,
    ) -> Expression:
        """The column of this measure; the same question twice is one column."""
        key = (kinds, within_days, repr(aggregate(Q())))
        if key not in self._columns:
            measure = aggregate(self.catalogue.of_kinds(kinds) & self._window(within_days))
            self._columns[key] = (f"m{len(self._columns)}", measure)
            self._kinds.update(kinds)
            self._windows.add(within_days)
        return Column(self.name, self._columns[key][0], output_field)

    def _window(self, within_days: int | None) -> Q:
        if within_days is None:
            return Q()
        return Q(**{f"{self.catalogue.occurred_at}__gt": inside(self.at) - timedelta(days=within_days)})

    def events(self) -> QuerySet[Any]:
        """One row for each subject that has such events, with every measure of them."""
        key, when = self.catalogue.subject, self.catalogue.occurred_at
        which = self.catalogue.of_kinds(sorted(self._kinds))
        events = self.catalogue.rows().filter(which, **{key: OuterRef("pk"), f"{when}__lte": inside(self.at)})
        longest = None if None in self._windows else max(day for day in self._windows if day is not None)
        measures = dict(self._columns.values())
        return (
            events.filter(self._window(longest)).order_by().values(key).annotate(**measures).values(*measures)
        )


class Column(Expression):
    """A measure that was gathered; unknown where there was no event."""

    def __init__(self, table: str, name: str, output_field: Any) -> None:
        super().__init__(output_field=output_field)
        self.table, self.name = table, name

    def as_sql(self, compiler: Any, connection: Any, **_more: Any) -> tuple[str, tuple[Any, ...]]:
        return f'"{self.table}"."{self.name}"', ()


class Beside:
    """What Django asks of each table of a statement, also when it looks for joins to turn; of these it turns none."""

    join_type = None
    parent_alias = None
    filtered_relation = None


class Told(Beside):
    """A row that holds the moment asked, once, however often it is spoken of."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return 'CROSS JOIN (SELECT %s::timestamptz AS "at") "asked"', (TOLD_AT,)


class Lateral(Beside):
    """What was measured of the events of the row before it."""

    def __init__(self, events: Any, name: str) -> None:
        self.events, self.name = events, name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        sql, params = compiler.compile(self.events)
        return f'LEFT JOIN LATERAL {sql} "{self.name}" ON TRUE', tuple(params)


def _beside(rows: QuerySet[Any], alias: str, table: Any) -> None:
    """Django has no word for a table that isn't a model's; its compiler only asks each for its SQL."""
    rows.query.get_initial_alias()
    rows.query.alias_map[alias] = table
    rows.query.alias_refcount[alias] = 1
