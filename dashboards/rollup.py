"""A rollup as SQL: where each row counts (placements), how many count where (cells), and of all (totals). Text only, no database.

`truth` selects the placements from the tables of the floors below; `spread` turns placements into cells, and a total is
the sum of the cells of a day. Freshening
some rows and rebuilding all of them use these same two texts, which is why they can be compared.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .kept import Bundle, Values, apart, key_of


@dataclass(frozen=True)
class Rollup:
    """`key` names one placement, `by` the column the drain goes by; `spread` has one row a cell a placement counts in.

    `truth` has a place `{which}` for a condition on `by_column`, and reads the parameters `zone` and `ids`.
    """

    name: str
    placed: str
    key: str
    columns: tuple[str, ...]
    by: str
    by_column: str
    truth: str
    cells: str
    keys: tuple[str, ...]
    measures: tuple[str, ...]
    spread: str
    totals: str
    total_keys: tuple[str, ...]
    money: tuple[str, ...] = ()
    """Measures that are sums of money; all others are counts."""
    mixes: str = ""
    """Sums by `mix` too, where by many owners a day has as many cells as rows; blank where nobody asks for them."""
    mix: tuple[str, ...] = ()
    values: tuple[Values, ...] = ()
    bundle: Bundle | None = None

    def freshen(self) -> str:
        """One statement: take changed placements out of their old cells, put them into the new ones. Reads `ids`; gives
        the bundles that have to be made anew."""
        adding = ", ".join(f"{m} = t.{m} + excluded.{m}" for m in self.measures)
        return f"""
WITH new AS MATERIALIZED ({self._truth(f"{self.by_column} = ANY(%(ids)s)")}),
old AS MATERIALIZED (SELECT {self._all} FROM {self.placed} WHERE {self.by} = ANY(%(ids)s)),
going AS MATERIALIZED (SELECT old.* FROM old LEFT JOIN new USING ({self.key})
    WHERE new.{self.key} IS NULL OR ({_of("old", self.columns)}) IS DISTINCT FROM ({
            _of("new", self.columns)
        })),
coming AS MATERIALIZED (SELECT new.* FROM new LEFT JOIN old USING ({self.key})
    WHERE old.{self.key} IS NULL OR ({_of("old", self.columns)}) IS DISTINCT FROM ({
            _of("new", self.columns)
        })),
removed AS (DELETE FROM {self.placed} p USING going
    WHERE p.{self.key} = going.{self.key} AND NOT EXISTS (SELECT 1 FROM coming WHERE coming.{self.key} = p.{
            self.key
        })),
put AS (INSERT INTO {self.placed} ({self._all}) SELECT {self._all} FROM coming
    ON CONFLICT ({self.key}) DO UPDATE SET {_set(self.columns, "excluded")}),
delta AS ({
            self._summed(
                f"SELECT {self._spread('')} FROM ({self._spreading('coming')}) c UNION ALL "
                f"SELECT {self._spread('-')} FROM ({self._spreading('going')}) g",
                self.keys,
            )
        }),
{self._put_sums(adding)}
{"".join(f"counted_{place} AS ({one.put()})," for place, one in enumerate(self.values))}
filled AS (INSERT INTO {self.cells} AS t (cell, {self._cell})
    SELECT {key_of(self.keys)} AS cell, {self._cell} FROM delta ON CONFLICT (cell) DO UPDATE SET {adding})
{self.bundle.touched() if self.bundle else "SELECT NULL WHERE false"}
"""

    def write_all(self) -> Iterator[str]:
        """Everything anew, in order; each statement stands on those before it."""
        for table in self.tables:
            yield f"DELETE FROM {table}"
        yield from (self.place_all(), self.count_all())
        for table, keys in self.sums:
            yield self.sum_all(table, keys)
        for kept in self.kept:
            yield kept.make(self.placed)

    def place_all(self) -> str:
        return f"INSERT INTO {self.placed} ({self._all}) {self._truth('true')}"

    def count_all(self) -> str:
        return f"INSERT INTO {self.cells} (cell, {self._cell}) SELECT {key_of(self.keys)}, {self._cell} FROM ({self._counted}) c"

    def sum_all(self, table: str, keys: Sequence[str]) -> str:
        """From cells that are right."""
        named = ", ".join((*keys, *self.measures))
        summed = self._summed(f"SELECT * FROM {self.cells}", keys)
        return f"INSERT INTO {table} (cell, {named}) SELECT {key_of(keys)}, {named} FROM ({summed}) c"

    def misplaced(self) -> str:
        """Placements that aren't what the facts say: what stands, and what should."""
        return apart(f"SELECT {self._all} FROM {self.placed}", self._truth("true"))

    def miscounted(self) -> str:
        """Cells that aren't the sum of what the facts say; an emptied cell is as good as none."""
        return apart(f"SELECT {self._cell} FROM {self.cells} WHERE {self._filled}", self._counted)

    def missummed(self, table: str, keys: Sequence[str]) -> str:
        """Totals, or mixes, that aren't the sum of the cells."""
        stored = f"SELECT {', '.join((*keys, *self.measures))} FROM {table} WHERE {self._filled}"
        return apart(stored, self._summed(f"SELECT * FROM {self.cells}", keys))

    def beside(self) -> Iterator[str]:
        """What is kept beside the cells and isn't what cells and placements say, once these are right."""
        for table, keys in self.sums:
            yield self.missummed(table, keys)
        for kept in self.kept:
            yield kept.apart(self.placed)

    @property
    def sums(self) -> list[tuple[str, tuple[str, ...]]]:
        """[(table of sums of cells, their keys)]."""
        mixed = [(self.mixes, (*self.total_keys, *self.mix))] if self.mixes else []
        return [(self.totals, self.total_keys), *mixed]

    @property
    def kept(self) -> "tuple[Values | Bundle, ...]":
        """What is no sum of cells."""
        return (*self.values, *((self.bundle,) if self.bundle else ()))

    @property
    def tables(self) -> tuple[str, ...]:
        sums = (table for table, _keys in self.sums)
        return (self.placed, self.cells, *sums, *(one.table for one in self.kept))

    @property
    def _filled(self) -> str:
        return " OR ".join(f"{m} <> 0" for m in self.measures)

    @property
    def _counted(self) -> str:
        placements = f"({self._truth('true')})"
        return self._summed(f"SELECT {self._spread('')} FROM ({self._spreading(placements)}) c", self.keys)

    @property
    def _all(self) -> str:
        return ", ".join((self.key, *self.columns))

    @property
    def _cell(self) -> str:
        return ", ".join((*self.keys, *self.measures))

    def _put_sums(self, adding: str) -> str:
        found = ""
        for place, (table, keys) in enumerate(self.sums):
            named, moved = ", ".join((*keys, *self.measures)), self._summed("SELECT * FROM delta", keys)
            found += f"""
summed_{place} AS (INSERT INTO {table} AS t (cell, {named}) SELECT {key_of(keys)}, {named} FROM ({moved}) d
    ON CONFLICT (cell) DO UPDATE SET {adding}),"""
        return found

    def _truth(self, which: str) -> str:
        return f"SELECT {self._all} FROM ({self.truth.replace('{which}', which)}) found"

    def _spreading(self, placements: str) -> str:
        return self.spread.replace("{placements}", placements)

    def _spread(self, sign: str) -> str:
        return ", ".join((*self.keys, *(f"{sign}{m} AS {m}" for m in self.measures)))

    def _summed(self, rows: str, keys: Sequence[str]) -> str:
        sums = ", ".join(
            f"sum({m})::{'numeric(18,2)' if m in self.money else 'integer'} AS {m}" for m in self.measures
        )
        some = " OR ".join(f"sum({m}) <> 0" for m in self.measures)
        return f"SELECT {', '.join(keys)}, {sums} FROM ({rows}) s GROUP BY {', '.join(keys)} HAVING {some}"


def _of(table: str, columns: Sequence[str]) -> str:
    return ", ".join(f"{table}.{column}" for column in columns)


def _set(columns: Sequence[str], table: str) -> str:
    return ", ".join(f"{column} = {table}.{column}" for column in columns)
