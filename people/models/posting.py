"""The rows of notices and deliveries, written set by set: thousands of them are told in one transaction."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from people.gathering import AN_HOUR, MERGED, gather
from people.notices import Notice, key_of
from people.rows import DO_NOTHING, insert

from .reach import Reach, Way

HOUR = timedelta(hours=1)

TOLD = {
    "user_id": "bigint",
    "kind": "text",
    "params": "jsonb",
    "url": "text",
    "urgent": "boolean",
    "created_at": "timestamptz",
    "dedupe_key": "text",
}
POSTED = {
    "kind": "text",
    "channel": "text",
    "user_id": "bigint",
    "endpoint_id": "bigint",
    "params": "jsonb",
    "url": "text",
    "sealed": "text",
    "urgent": "boolean",
    "created_at": "timestamptz",
    "state": "text",
    "attempts": "smallint",
    "next_at": "timestamptz",
    "lease_token": "bigint",
    "last_error": "text",
    "dedupe_key": "text",
}
# a gathered notice that somebody has read is news again when more comes to it
GROW_NOTICE = f"ON CONFLICT (dedupe_key) DO UPDATE SET params = {MERGED}, read_at = NULL RETURNING dedupe_key"
GROW_DELIVERY = f"ON CONFLICT (dedupe_key) DO UPDATE SET params = {MERGED} WHERE old.state = 'pending' RETURNING dedupe_key"

BUSY = """
    SELECT who FROM unnest(%s::bigint[]) AS who WHERE (
        SELECT created_at FROM people_notification n WHERE n.user_id = who ORDER BY n.id DESC OFFSET %s LIMIT 1
    ) > %s
"""

Row = Sequence[Any]


def tell(told: Sequence[Notice], at: datetime) -> list[Notice]:
    """The rows behind the bell; gives back the notices as each person is told them, some gathered into one."""
    gathered = gather(told, busy({notice.user_id for notice in told}, at), at)
    rows = [(one.user_id, one.kind, one.params, one.url, one.urgent, at, one.key) for one in gathered]
    _write("people_notification", TOLD, rows, [one.until for one in gathered], GROW_NOTICE, at)
    return gathered


def busy(people: Collection[int], at: datetime) -> set[int]:
    """Who has got as many notices within the last hour as one hour holds."""
    with connection.cursor() as cursor:
        cursor.execute(BUSY, [list(people), AN_HOUR - 1, at - HOUR])
        return {pk for (pk,) in cursor.fetchall()}


def post(told: Sequence[Notice], gathered: Sequence[Notice], at: datetime) -> None:
    """The deliveries of these notices: `told` is everything, `gathered` the same as each person is told it."""
    reach = Reach({notice.user_id for notice in told}, at)
    posted = [*_own(gathered, reach), *_shared(told, reach, at)]
    rows = [_row(notice, way, at) for notice, way in posted]
    _write("people_delivery", POSTED, rows, [notice.until for notice, _way in posted], GROW_DELIVERY, at)


def _own(notices: Iterable[Notice], reach: Reach) -> Iterator[tuple[Notice, Way]]:
    ways: dict[int, list[Way]] = {}
    for notice in notices:
        if notice.user_id not in ways:
            ways[notice.user_id] = reach.of(notice.user_id)
        for way in ways[notice.user_id]:
            if way.wants(notice.kind):
                yield notice, way


def _shared(notices: Iterable[Notice], reach: Reach, at: datetime) -> Iterator[tuple[Notice, Way]]:
    """What several share hears of a topic once; a chat hears of many together, a program of each."""
    heard: dict[Way, dict[tuple[str, str], Notice]] = {}
    for notice in notices:
        for way in reach.shared_by(notice.user_id):
            if way.wants(notice.kind):
                heard.setdefault(way, {}).setdefault((notice.kind, notice.topic), notice)
    for way, topics in heard.items():
        of_nobody = [_addressed(notice, 0) for notice in topics.values()]
        for notice in of_nobody if way.channel == "webhook" else gather(of_nobody, (), at):
            yield notice, way


def _addressed(notice: Notice, user_id: int) -> Notice:
    return Notice(user_id, notice.kind, notice.topic, notice.params, notice.url, notice.urgent)


def _row(notice: Notice, way: Way, at: datetime) -> Row:
    held = at if notice.urgent else max(at, way.opens_at)
    return (
        notice.kind,
        way.channel,
        way.user_id,
        way.endpoint_id,
        notice.params,
        notice.url,
        "",
        notice.urgent,
        at,
        "pending",
        0,
        max(held, notice.until) if notice.until else held,
        0,
        "",
        key_of(notice.kind, notice.topic, way.channel, way.to),
    )


def _write(
    table: str,
    columns: dict[str, str],
    rows: Sequence[Row],
    until: Sequence[datetime | None],
    grow: str,
    at: datetime,
) -> None:
    """Single ones are quiet when known. Gathered ones grow, in the order of their keys, so that of two transactions
    that tell the same people one waits for the other and never both. What comes so late that its message has left
    leaves as one more."""
    single = [row for row, ends in zip(rows, until, strict=True) if ends is None]
    several = sorted((row for row, ends in zip(rows, until, strict=True) if ends), key=lambda row: row[-1])
    insert(table, columns, single, DO_NOTHING)
    grown = {key for (key,) in insert(f"{table} AS old", columns, several, grow)}
    late = [(*row[:-1], key_of(row[-1], "late", at)) for row in several if row[-1] not in grown]
    insert(table, columns, late, DO_NOTHING)
