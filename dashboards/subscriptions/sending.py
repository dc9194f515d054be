"""Putting what is due on its way: one delivery for each due moment, written in the moment in which it is sent."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dashboards.models import Subscription
from people.models import Delivery, User
from people.moment import now
from people.notices import Kind, Letter, Params, register

from . import words
from .contents import file_of, may_get, name_of, read
from .working import next_for

SUBSCRIPTION = "dashboards.subscription"
AT_ONCE = 50


def sweep(at: datetime) -> int:
    """Every subscription whose moment has come, once however many moments were missed; how many."""
    count = 0
    while taken := _take(at):
        count += taken
    return count


@transaction.atomic
def _take(at: datetime) -> int:
    """The delivery and the next moment are written together: a crash in between leaves neither."""
    taken = Subscription.objects.take_due(at, AT_ONCE)
    for one in taken:
        if one.owner.is_active:
            _post(one, f"{one.pk}:{one.next_at:%Y-%m-%dT%H:%M%z}", at)
        one.next_at = next_for(one.owner, one.rhythm, at)
    Subscription.objects.bulk_update(taken, ["next_at"])
    return len(taken)


def send_now(one: Subscription, at: datetime) -> None:
    """To see what it is like; pressed twice within a minute it is sent once."""
    _post(one, f"{one.pk}:asked:{at:%Y-%m-%dT%H:%M}", at)


def _post(one: Subscription, topic: str, at: datetime) -> None:
    Delivery.objects.post_letter(
        one.owner, SUBSCRIPTION, {"subscription": one.pk}, one.get_absolute_url(), topic, at
    )


def letter(user: User, params: Params) -> Letter | None:
    """Read and rendered now, as its owner may see it now; nothing once it was ended or may no longer be seen."""
    one = _standing(user, params)
    if one is None or not may_get(one, user):
        return None
    contents = read(one, now())
    said = "\n".join(f"- {sentence}" for sentence in contents.sentences)
    attached = _("The whole of it is attached. On the page each number opens its rows.")
    end = _("You get this %(when)s because you asked for it. To change or end it: %(url)s") % {
        "when": words.when(one),
        "url": f"{settings.PUBLIC_URL}{reverse('dashboards:subscription-list')}#subscription-{one.pk}",
    }
    head = f"{contents.name}, {contents.period}"
    return Letter("\n\n".join([head, said, attached, end]), [file_of(one, contents)])


def _standing(user: User, params: Params) -> Subscription | None:
    rows = Subscription.objects.standing().visible_to(user).select_related("owner__team")
    return rows.filter(pk=params["subscription"]).first()


def _named(params: Sequence[Params]) -> Sequence[Params]:
    found = Subscription.objects.in_bulk([one["subscription"] for one in params])
    return [
        one | {"name": name_of(found[one["subscription"]]) if one["subscription"] in found else ""}
        for one in params
    ]


def _still_due(users: Sequence[int | None], params: Sequence[Params]) -> Sequence[bool]:
    asked = [one["subscription"] for one in params]
    owners = dict(Subscription.objects.standing().filter(pk__in=asked).values_list("pk", "owner"))
    return [owners.get(pk) == user for user, pk in zip(users, asked, strict=True)]


def register_kinds() -> None:
    register(
        Kind(
            SUBSCRIPTION,
            gettext_lazy("A dashboard or report that you asked for"),
            lambda params: _("Alignment: %(name)s") % params,
            enrich=_named,
            is_due=_still_due,
            letter=letter,
        )
    )
