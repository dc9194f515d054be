"""Sending what is due: claim, check again, compose, send, finish. Two workers at once, or a kill at any line, are fine.

The claim is committed before anything is sent and the end is written after it, so nothing is lost and a crash in
between repeats under the same key. Mail and chats don't deduplicate: there a crash after `begin` is uncertain, and the
kind of notice says whether it is repeated (and marked so) or held for a person.
"""

import json
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from people import notices
from people.channels import mail, slack, teams, webhook
from people.channels.message import Message, NotSent
from people.digests import digested
from people.models import Channel, Delivery, Notification, Organisation, Role, User
from people.models.delivery import rest_after
from people.moment import now
from people.notices import Notice, Words

CHANNELS: dict[str, Callable[[Message, datetime], None]] = {
    Channel.MAIL: mail.send,
    Channel.SLACK: slack.send,
    Channel.TEAMS: teams.send,
    Channel.WEBHOOK: webhook.send,
}
LANES_AT_ONCE = 8

log = structlog.get_logger(__name__)


def send_due(limit: int = 50) -> int:
    """Send one batch; how many rows it took. Call it again until it took none."""
    at = now()
    claimed = Delivery.objects.claim(at, limit)
    ready = _still_wanted([delivery for delivery in claimed if not _is_held(delivery)])
    lanes: dict[str, list[Message]] = defaultdict(list)
    for message in digested(_composed(ready), at):
        lanes[_lane(message)].append(message)
    while lanes:
        _send_one_of_each(lanes)
    return len(claimed)


def _lane(message: Message) -> str:
    """What may not hold up each other: each endpoint, and each mailbox."""
    return f"{message.first.channel}:{message.to}"


def _is_held(delivery: Delivery) -> bool:
    """After a crash in mid-send: repeat it, or hold it for a person."""
    crashed = delivery.began_at is not None and delivery.channel != Channel.WEBHOOK
    if crashed and not notices.find(delivery.kind).repeat_if_uncertain:
        return delivery.hold()
    return False


def _still_wanted(deliveries: list[Delivery]) -> list[Delivery]:
    """Leave out those whose recipient or reason has gone since they were decided."""
    wanted = []
    by_kind: dict[str, list[Delivery]] = defaultdict(list)
    for delivery in deliveries:
        if (delivery.user and not delivery.user.is_active) or (
            delivery.endpoint and delivery.endpoint.disabled_at
        ):
            delivery.cancel("recipient gone")
        else:
            by_kind[delivery.kind].append(delivery)
    for key, group in by_kind.items():
        left = notices.still_due(key, [(one.user_id, one.params) for one in group])
        for delivery, params in zip(group, left, strict=True):
            if params is None:
                delivery.cancel("no longer due")
            else:
                delivery.params = params
                wanted.append(delivery)
    return wanted


def _composed(deliveries: list[Delivery]) -> list[Message]:
    """Each in its reader's language and zone; a kind looks its names up once a language."""
    readers: dict[tuple[str, str], list[Delivery]] = defaultdict(list)
    company = Organisation.current()
    for delivery in deliveries:
        readers[_reader(delivery, company)].append(delivery)
    messages = []
    for (language, zone), group in readers.items():
        with translation.override(language), timezone.override(ZoneInfo(zone)):
            words = notices.compose((delivery.kind, delivery.params) for delivery in group)
            messages += [_message(delivery, said) for delivery, said in zip(group, words, strict=True)]
    return messages


def _reader(delivery: Delivery, company: Organisation) -> tuple[str, str]:
    user = delivery.user or (delivery.endpoint.user if delivery.endpoint else None)
    language = (user.language if user else "") or company.language
    return language, (user.time_zone if user else "") or company.time_zone


def _message(delivery: Delivery, said: Words) -> Message:
    if delivery.sealed:
        written = json.loads(delivery.sealed)
        return Message([delivery], written["to"], written["subject"], written["text"], "")
    subject = said.subject
    if delivery.began_at and delivery.channel != Channel.WEBHOOK:
        subject = _("(possible repeat) %(subject)s") % {"subject": subject}
    url = f"{settings.PUBLIC_URL}{delivery.url}" if delivery.url.startswith("/") else delivery.url
    return Message([delivery], _address(delivery), subject, said.body, url)


def _address(delivery: Delivery) -> str:
    return delivery.endpoint.url if delivery.endpoint else delivery.user.email if delivery.user else ""


def _send_one_of_each(lanes: dict[str, list[Message]]) -> None:
    """A round: the next message of up to eight lanes, side by side; only this thread touches the database."""
    popped = [(lane, lanes[lane].pop(0)) for lane in list(lanes)[:LANES_AT_ONCE]]
    chosen = [(lane, written) for lane, message in popped if (written := _written(message))]
    at = now()
    begun = [(lane, message) for lane, message in chosen if all(one.begin(at) for one in message.deliveries)]
    with ThreadPoolExecutor(LANES_AT_ONCE) as threads:
        outcomes = list(threads.map(lambda pair: _attempt(pair[1], at), begun))
    at = now()
    for (lane, message), failure in zip(begun, outcomes, strict=True):
        if not _finish(message, failure, at):
            for waiting in lanes.pop(lane, []):
                _release(waiting, at)
    for lane in [lane for lane, waiting in lanes.items() if not waiting]:
        del lanes[lane]


def _written(message: Message) -> Message | None:
    """A letter is written now, which may take seconds: its lease begins anew. None where nothing is left to send, where the
    lease was lost, and where writing failed, which counts as an attempt."""
    delivery, kind = message.first, notices.find(message.first.kind)
    if kind.letter is None or delivery.sealed:
        return message
    if not delivery.extend(now()):
        return None
    language, zone = _reader(delivery, Organisation.current())
    try:
        with translation.override(language), timezone.override(ZoneInfo(zone)):
            letter = kind.letter(delivery.user, delivery.params)
    except Exception as error:  # a fault of ours: tried again, then given up
        log.exception("letter_not_written", delivery=delivery.pk, kind=delivery.kind)
        _finish(message, NotSent(type(error).__name__), now())
        return None
    if letter is None:
        delivery.cancel("no longer due")
        return None
    return replace(message, body=letter.body, files=letter.files)


def _release(message: Message, at: datetime) -> None:
    for delivery in message.deliveries:
        delivery.release(at)


def _attempt(message: Message, at: datetime) -> NotSent | None:
    try:
        CHANNELS[message.first.channel](message, at)
    except NotSent as failure:
        return failure
    except Exception as error:  # a fault of ours: tried again, then given up
        return NotSent(f"{type(error).__name__}")
    return None


def _finish(message: Message, failure: NotSent | None, at: datetime) -> bool:
    """Write down how it went; False when its lane should rest."""
    endpoint = message.first.endpoint
    if failure is None:
        for delivery in message.deliveries:
            delivery.sent(at)
        if endpoint:
            endpoint.succeeded(at)
        return True
    given_up = [_after(delivery, failure, at) for delivery in message.deliveries]
    if endpoint:
        too_long = endpoint.failed(at, failure.after or rest_after(1))
        if (failure.gone or too_long) and endpoint.disable(str(failure), at):
            _tell_owner(message.first, at)
    if any(given_up):
        _tell_revops(at)
    return False


def _after(delivery: Delivery, failure: NotSent, at: datetime) -> bool:
    return delivery.give_up(str(failure)) if failure.gone else delivery.retry(str(failure), at, failure.after)


def _tell_owner(delivery: Delivery, at: datetime) -> None:
    """By the bell and by mail, since the endpoint itself is deaf."""
    endpoint = delivery.endpoint
    assert endpoint is not None
    if endpoint.user_id:
        people = [endpoint.user_id]
    else:
        managers = User.objects.managing([endpoint.team_id]) if endpoint.team_id else User.objects.none()
        people = [user.pk for user in managers | User.objects.with_role(Role.REVOPS)]
    topic = f"{endpoint.pk}:{at:%Y-%m-%dT%H:%M}"
    params = {"endpoint": endpoint.pk}
    told = [Notice(pk, "endpoint_disabled", topic, params, "/people/endpoints/") for pk in people]
    Notification.objects.announce(told, at)


def _tell_revops(at: datetime) -> None:
    """Once an hour at most."""
    people = User.objects.with_role(Role.REVOPS)
    told = [
        Notice(user.pk, "delivery_dead", f"{at:%Y-%m-%dT%H}", {}, "/people/deliveries/") for user in people
    ]
    Notification.objects.announce(told, at)
