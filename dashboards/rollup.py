"""A rollup as SQL: where each row counts (placements), how many count where (cells), and of all (totals). Text only, no database.

`truth` selects the placements from the tables of the floors below; `spread` turns placements into cells, and a total is
the sum of the cells of a day. Freshening
some rows and rebuilding all of them use these same two texts, which is why they can be compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass


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

    def freshen(self) -> str:
        """One statement: take changed placements out of their old cells, put them into the new ones. Reads `ids`."""
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
whole AS (INSERT INTO {self.totals} AS t (cell, {self._total}) SELECT {key_of(self.total_keys)}, {self._total}
    FROM ({self._summed("SELECT * FROM delta", self.total_keys)}) d ON CONFLICT (cell) DO UPDATE SET {adding})
INSERT INTO {self.cells} AS t (cell, {self._cell}) SELECT {key_of(self.keys)} AS cell, {self._cell} FROM delta
ON CONFLICT (cell) DO UPDATE SET {adding}
"""

    def place_all(self) -> str:
        return f"INSERT INTO {self.placed} ({self._all}) {self._truth('true')}"

    def count_all(self) -> str:
        return f"INSERT INTO {self.cells} (cell, {self._cell}) SELECT {key_of(self.keys)}, {self._cell} FROM ({self._counted}) c"

    def total_all(self) -> str:
        """From cells that are right."""
        summed = self._summed(f"SELECT * FROM {self.cells}", self.total_keys)
        return (
            f"INSERT INTO {self.totals} (cell, {self._total}) SELECT {key_of(self.total_keys)}, {self._total} "
            f"FROM ({summed}) c"
        )

    def misplaced(self) -> str:
        """Placements that aren't what the facts say: what stands, and what should."""
        return _apart(f"SELECT {self._all} FROM {self.placed}", self._truth("true"))

    def miscounted(self) -> str:
        """Cells that aren't the sum of what the facts say; an emptied cell is as good as none."""
        return _apart(f"SELECT {self._cell} FROM {self.cells} WHERE {self._filled}", self._counted)

    def mistotalled(self) -> str:
        """Totals that aren't the sum of the cells."""
        stored = f"SELECT {self._total} FROM {self.totals} WHERE {self._filled}"
        return _apart(stored, self._summed(f"SELECT * FROM {self.cells}", self.total_keys))

    @property
    def tables(self) -> tuple[str, str, str]:
        return (self.placed, self.cells, self.totals)

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

    @property
    def _total(self) -> str:
        return ", ".join((*self.total_keys, *self.measures))

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


def key_of(keys: Sequence[str]) -> str:
    """The key of a cell; a day goes in as a number, because its text depends on the session."""
    parts = ", ".join(f"{k} - date '2000-01-01'" if k == "day" else k for k in keys)
    return f"md5(ROW({parts})::text)::uuid"


def _of(table: str, columns: Sequence[str]) -> str:
    return ", ".join(f"{table}.{column}" for column in columns)


def _set(columns: Sequence[str], table: str) -> str:
    return ", ".join(f"{column} = {table}.{column}" for column in columns)


def _apart(stored: str, computed: str) -> str:
    """What stands on one side only; with its side, at most a hundred rows."""
    return f"""
SELECT 'stored' AS side, to_jsonb(a) FROM (({stored}) EXCEPT ({computed})) a
UNION ALL SELECT 'facts', to_jsonb(b) FROM (({computed}) EXCEPT ({stored})) b LIMIT 100
"""
