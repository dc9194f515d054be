"""Many mails to one person within a minute become one."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import ngettext

from people import notices
from people.channels.message import Message
from people.models import Channel, Delivery, Organisation

MAILS_BEFORE_DIGEST = 10


def digested(messages: list[Message], at: datetime) -> Iterable[Message]:
    """More than ten mails to one person within a minute become one."""
    mails: dict[int, list[Message]] = defaultdict(list)
    for message in messages:
        user_id = message.first.user_id
        if user_id and _may_be_gathered(message.first):
            mails[user_id].append(message)
        else:
            yield message
    counts = Delivery.objects.recent_mails(mails, at)
    for user, group in mails.items():
        if counts.get(user, 0) > MAILS_BEFORE_DIGEST and len(group) > 1:
            yield _digest(group)
        else:
            yield from group


def _may_be_gathered(delivery: Delivery) -> bool:
    is_plain = not delivery.sealed and notices.find(delivery.kind).letter is None
    return delivery.channel == Channel.MAIL and is_plain


def _digest(group: list[Message]) -> Message:
    user = group[0].first.user
    with translation.override((user.language if user else "") or Organisation.current().language):
        count = len(group)
        subject = ngettext("%(count)s notice", "%(count)s notices", count) % {"count": count}
    lines = [f"- {message.subject}\n  {message.url}".rstrip() for message in group]
    deliveries = [delivery for message in group for delivery in message.deliveries]
    return Message(
        deliveries, group[0].to, subject, "\n".join(lines), f"{settings.PUBLIC_URL}/people/notifications/"
    )
