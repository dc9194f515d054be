"""What is kept of placements beside their cells: exact distributions, and columns in one piece. Text of SQL only, no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Values:
    """How many placements have each value, by day: `spread` has one row for each value that a placement stands with.

    Counts add up as cells do, so a percentile over any days is exact.
    """

    table: str
    keys: tuple[str, ...]
    count: str
    spread: str

    def put(self) -> str:
        """The part of a statement that takes what is `going` out and puts what is `coming` in."""
        moved = (
            f"SELECT {self._keys}, 1 AS {self.count} FROM ({self._spreading('coming')}) c UNION ALL "
            f"SELECT {self._keys}, -1 AS {self.count} FROM ({self._spreading('going')}) g"
        )
        return (
            f"INSERT INTO {self.table} AS t (cell, {self._all}) SELECT {key_of(self.keys)}, {self._all} "
            f"FROM ({self._summed(moved)}) d ON CONFLICT (cell) DO UPDATE SET {self.count} = t.{self.count} + excluded.{self.count}"
        )

    def make(self, placed: str, which: str = "true") -> str:
        """All of those `which` stand anew, from these placements; none of them is there."""
        return (
            f"INSERT INTO {self.table} (cell, {self._all}) SELECT {key_of(self.keys)}, {self._all} "
            f"FROM ({self._counted(placed, which)}) c"
        )

    def apart(self, placed: str) -> str:
        """Where they aren't what the placements say; an emptied count is as good as none."""
        stored = f"SELECT {self._all} FROM {self.table} WHERE {self.count} <> 0"
        return apart(stored, self._counted(placed))

    @property
    def _keys(self) -> str:
        return ", ".join(self.keys)

    @property
    def _all(self) -> str:
        return f"{self._keys}, {self.count}"

    def _spreading(self, placements: str) -> str:
        return self.spread.replace("{placements}", placements)

    def _counted(self, placed: str, which: str = "true") -> str:
        spread = self._spreading(placed)
        return self._summed(f"SELECT {self._keys}, 1 AS {self.count} FROM ({spread}) s WHERE {which}")

    def _summed(self, rows: str) -> str:
        return (
            f"SELECT {self._keys}, sum({self.count})::integer AS {self.count} FROM ({rows}) s "
            f"GROUP BY {self._keys} HAVING sum({self.count}) <> 0"
        )


@dataclass(frozen=True)
class Bundle:
    """Columns of the placements that share these keys, each value as PostgreSQL sends it, in the order of `order`.

    They don't add up, so a bundle that something moved out of or into is made anew; `columns` says what each holds.
    """

    table: str
    keys: tuple[str, ...]
    columns: Mapping[str, str]
    order: str

    def touched(self) -> str:
        """Which bundles, and of which days, are touched by what is `going` and `coming`."""
        moved = " UNION ALL ".join(f"SELECT {self._keys} FROM {rows}" for rows in ("going", "coming"))
        return f"SELECT DISTINCT {key_of(self.keys)}, day FROM ({moved}) moved"

    def freshen(self, placed: str) -> str:
        """Make the touched `cells`, which are of these `days`, anew."""
        made = (
            f"{self._made(f'{placed} WHERE day = ANY(%(days)s)')} HAVING {key_of(self.keys)} = ANY(%(cells)s)"
        )
        over = ", ".join(f"{name} = excluded.{name}" for name in self.columns)
        return f"""
WITH made AS MATERIALIZED (SELECT {key_of(self.keys)} AS cell, m.* FROM ({made}) m),
gone AS (DELETE FROM {self.table} t WHERE t.cell = ANY(%(cells)s)
    AND NOT EXISTS (SELECT 1 FROM made WHERE made.cell = t.cell))
INSERT INTO {self.table} (cell, {self._all}) SELECT cell, {self._all} FROM made
ON CONFLICT (cell) DO UPDATE SET {over}
"""

    def make(self, placed: str, which: str = "true") -> str:
        """As of values."""
        made = self._made(f"{placed} WHERE {which}")
        return f"INSERT INTO {self.table} (cell, {self._all}) SELECT {key_of(self.keys)}, {self._all} FROM ({made}) m"

    def apart(self, placed: str) -> str:
        return apart(f"SELECT {self._all} FROM {self.table}", self._made(placed))

    @property
    def _keys(self) -> str:
        return ", ".join(self.keys)

    @property
    def _all(self) -> str:
        return ", ".join((*self.keys, *self.columns))

    def _made(self, rows: str) -> str:
        packed = ", ".join(
            f"string_agg({value}, ''::bytea ORDER BY {self.order}) AS {name}"
            for name, value in self.columns.items()
        )
        return f"SELECT {self._keys}, {packed} FROM {rows} GROUP BY {self._keys}"


def key_of(keys: Sequence[str]) -> str:
    """The key of a cell; a day goes in as a number, because its text depends on the session."""
    parts = ", ".join(f"{k} - date '2000-01-01'" if k == "day" else k for k in keys)
    return f"md5(ROW({parts})::text)::uuid"


def apart(stored: str, computed: str) -> str:
    """What stands on one side only; with its side, at most a hundred rows."""
    return f"""
SELECT 'stored' AS side, to_jsonb(a) FROM (({stored}) EXCEPT ({computed})) a
UNION ALL SELECT 'facts', to_jsonb(b) FROM (({computed}) EXCEPT ({stored})) b LIMIT 100
"""
