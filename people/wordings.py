"""How the notices of this floor are worded."""

from collections.abc import Sequence

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import notices
from .models import Endpoint, Organisation, User
from .notices import Kind, Params


def register() -> None:
    notices.register(
        Kind(
            "invitation",
            gettext_lazy("Invitation"),
            subject=lambda params: _("You are invited to Alignment"),
            body=_welcome,
            enrich=_with_link,
        )
    )
    notices.register(
        Kind(
            "endpoint_disabled",
            gettext_lazy("Endpoint switched off"),
            subject=lambda params: _("“%(name)s” is switched off: it no longer answers") % params,
            enrich=_with_endpoint,
        )
    )
    notices.register(
        Kind(
            "delivery_dead",
            gettext_lazy("Delivery given up"),
            subject=lambda params: _("Some notices could not be delivered"),
        )
    )


def _welcome(params: Params) -> str:
    lines = _(
        "%(company)s works with Alignment. Choose your password here:\n%(link)s\n\nThe link works for three days."
    )
    return lines % params


def _with_link(params: Sequence[Params]) -> Sequence[Params]:
    """The link is made at the moment of sending and is stored nowhere."""
    people = User.objects.in_bulk([one["user"] for one in params])
    company = Organisation.current().name or "Alignment"
    return [{"company": company, "link": _password_link(people.get(one["user"]))} for one in params]


def _password_link(user: User | None) -> str:
    if user is None:
        return settings.PUBLIC_URL
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return settings.PUBLIC_URL + reverse("account_reset_password_from_key", kwargs=key)


def _with_endpoint(params: Sequence[Params]) -> Sequence[Params]:
    names = dict(
        Endpoint.objects.filter(pk__in=[one["endpoint"] for one in params]).values_list("pk", "name")
    )
    return [{"name": names.get(one["endpoint"], "–")} for one in params]
