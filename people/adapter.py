"""How allauth behaves in this house: people are invited, never sign themselves up."""

import time
from typing import Any
from urllib.parse import urlsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context as current
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import get_random_string

from .models import Delivery, User
from .moment import now


class InvitedOnly(DefaultAccountAdapter):
    """RevOps creates the people; single sign-on only lets in whom it knows."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_email_verified(self, request: HttpRequest, email: str) -> bool:
        """An address that RevOps wrote down is the person's."""
        return User.objects.active().filter(email__iexact=email).exists()

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Who has just signed in isn't asked again a page later; everybody else is, before delicate steps."""
        request = current.request
        proofs = get_authentication_records(request, request.user)
        return not any(time.time() - proof["at"] < app_settings.REAUTHENTICATION_TIMEOUT for proof in proofs)

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """E-mail is the only name one signs in with."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A delivery like any other: a slow mail server neither holds up the page nor loses the mail."""
        if template_prefix.endswith("unknown_account"):
            # strangers get no mail, and whoever asks learns nothing
            return
        if url := context.get("password_reset_url"):
            # the public address, whatever host the request named
            context = context | {"password_reset_url": settings.PUBLIC_URL + urlsplit(url).path}
        message = self.render_mail(
            template_prefix, email, context | {"request": current.request, "email": email}
        )
        key = get_random_string(20)
        Delivery.objects.post_mail(email, message.subject, message.body, now(), key, kind="account")

    def format_email_subject(self, subject: str) -> str:
        return subject
