"""Many notices to one recipient become one: what falls due together, and what comes on top of a full hour. Pure.

The gathered notice belongs to a window of some minutes: whatever else is gathered in it is added to the same rows, and
its deliveries leave when the window has closed. So a thousand deadlines in one second are one notice and one mail.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta

from people.notices import Notice, find

SINGLY = 5
"""More than so many of a kind at once are told as one."""
AN_HOUR = 12
"""Who got so many notices within an hour gets the rest gathered."""
WINDOW, URGENT_WINDOW = timedelta(minutes=10), timedelta(minutes=1)
GRACE = timedelta(seconds=20)
"""A window closes so much later for what leaves the house: a transaction that began in it may still add to it."""
LISTED = 500
"""So many of the gathered are kept by name; the count is of all."""
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def gather(notices: Sequence[Notice], busy: Collection[int], at: datetime) -> list[Notice]:
    """The same notices, in order, with those gathered that are too many; `busy` are the people of a full hour."""
    alike: dict[tuple[int, str, bool], list[Notice]] = defaultdict(list)
    for notice in notices:
        alike[notice.user_id, notice.kind, notice.urgent].append(notice)
    told: list[Notice] = []
    for (user_id, kind, _urgent), group in alike.items():
        too_many = len(group) > SINGLY or user_id in busy
        told += [together(group, at)] if too_many and find(kind).together else group
    return told


def together(notices: Sequence[Notice], at: datetime) -> Notice:
    """One notice for all of these, which are of one kind and to one recipient."""
    first = notices[0]
    window = URGENT_WINDOW if first.urgent else WINDOW
    since = EPOCH + (at - EPOCH) // window * window
    return Notice(
        user_id=first.user_id,
        kind=first.kind,
        topic=f"together {since:%Y-%m-%dT%H:%M}{' urgent' if first.urgent else ''}",
        params={"together": len(notices), "of": [notice.params for notice in notices[:LISTED]]},
        url=find(first.kind).together_at(),
        urgent=first.urgent,
        until=since + window + GRACE,
    )


MERGED = f"""jsonb_build_object(
    'together', (old.params->>'together')::bigint + (excluded.params->>'together')::bigint,
    'of', CASE WHEN jsonb_array_length(old.params->'of') >= {LISTED} THEN old.params->'of'
        ELSE (old.params->'of') || (excluded.params->'of') END)"""
"""The parameters of a gathered row (`old`) after more of its window came."""
