"""One pass over the events of a row answers all that is asked of them, however many rules ask.

Criteria that are asked for the moment `Gathering(at)` leave their measures with it and name columns of `gathered`
instead of asking the events each for itself; `join` brings that column's table beside the rows.
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
    """Collects what leaves measure of one noun's events up to `at`."""

    def __init__(self, at: Any) -> None:
        super().__init__(at)
        self._columns: dict[tuple[Any, ...], tuple[str, Any]] = {}
        self._kinds = Q()
        self._windows: list[int | None] = []
        self._catalogue: EventCatalogue | None = None

    def measured(
        self,
        catalogue: EventCatalogue,
        kinds: tuple[str, ...],
        which: Q,
        within_days: int | None,
        aggregate: Callable[[Q], Any],
        output_field: Any,
    ) -> Expression:
        """The column of this measure: the same question twice is one column."""
        self._catalogue = catalogue
        measure = aggregate(which & self._window(within_days))
        key = (kinds, within_days, repr(aggregate(Q())))
        if key not in self._columns:
            self._kinds = which | self._kinds if self._columns else which
            self._windows.append(within_days)
            self._columns[key] = (f"m{len(self._columns)}", measure)
        return Column(self._columns[key][0], output_field)

    def _window(self, within_days: int | None) -> Q:
        if within_days is None or self._catalogue is None:
            return Q()
        return Q(**{f"{self._catalogue.occurred_at}__gt": inside(self.at) - timedelta(days=within_days)})

    def join(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows with what was gathered beside each."""
        joined = rows.all()
        if isinstance(self.at, Asked):
            _beside(joined, "asked", Told())
        if self._catalogue is not None:
            events = Subquery(self._events(self._catalogue)).resolve_expression(joined.query)
            _beside(joined, "gathered", Lateral(events))
        return joined

    def _events(self, catalogue: EventCatalogue) -> QuerySet[Any]:
        key, when = catalogue.subject, catalogue.occurred_at
        events = catalogue.rows().filter(
            self._kinds, **{key: OuterRef("pk"), f"{when}__lte": inside(self.at)}
        )
        longest = None if None in self._windows else max(day for day in self._windows if day is not None)
        measures = dict(self._columns.values())
        return (
            events.filter(self._window(longest)).order_by().values(key).annotate(**measures).values(*measures)
        )


class Column(Expression):
    """A measure that was gathered; unknown where there was no event."""

    def __init__(self, name: str, output_field: Any) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any, **_more: Any) -> tuple[str, tuple[Any, ...]]:
        return f'"gathered"."{self.name}"', ()


class Told:
    """A row that holds the moment asked, once, however often it is spoken of."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return 'CROSS JOIN (SELECT %s::timestamptz AS "at") "asked"', (TOLD_AT,)


class Lateral:
    """What was measured of the events of the row before it."""

    def __init__(self, events: Any) -> None:
        self.events = events

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        sql, params = compiler.compile(self.events)
        return f'LEFT JOIN LATERAL {sql} "gathered" ON TRUE', tuple(params)


def _beside(rows: QuerySet[Any], alias: str, table: Any) -> None:
    """Django has no word for a table that isn't a model's; its compiler only asks each for its SQL."""
    rows.query.get_initial_alias()
    rows.query.alias_map[alias] = table
    rows.query.alias_refcount[alias] = 1
