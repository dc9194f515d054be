"""What happens around each page: who is asking, and in which language and zone they read."""

import zoneinfo
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from .doors import is_api, is_open
from .models import Organisation

ADMIN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'"
)
"""The admin's own scripts evaluate text; nothing else of the site may."""

Respond = Callable[[HttpRequest], HttpResponse]


class LoginRequired:
    """Every view asks for a login unless it is marked open; some roles must bring a second factor first."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.organisation = SimpleLazyObject(Organisation.current)  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if is_open(view, request.path):
            return None
        if not request.user.is_authenticated:
            return None if is_api(view) else self.to_login(request)
        return self.to_enrolment(request, view) if self.must_enrol(request) else None

    def to_login(self, request: HttpRequest) -> HttpResponse:
        if "HX-Request" in request.headers:
            return HttpResponse(status=204, headers={"HX-Redirect": reverse(settings.LOGIN_URL)})
        return redirect_to_login(request.get_full_path(), reverse(settings.LOGIN_URL))

    def must_enrol(self, request: HttpRequest) -> bool:
        if request.user.role not in settings.MFA_REQUIRED_ROLES or request.organisation.is_demo:  # type: ignore[union-attr, attr-defined]
            return False
        return not Authenticator.objects.filter(
            user_id=request.user.pk, type=Authenticator.Type.TOTP
        ).exists()

    def to_enrolment(self, request: HttpRequest, view: Any) -> HttpResponse:
        if is_api(view):
            problem = {"type": "about:blank", "title": "A second factor is required", "status": 403}
            return JsonResponse(problem, status=403, content_type="application/problem+json")
        if "HX-Request" in request.headers:
            # a part of the page that enrols, such as the bell: another copy of it would draw another secret
            return HttpResponse(status=204)
        return redirect("mfa_activate_totp")


class AdminPolicy:
    """The content policy of the operator's desk, which settings leave out of the strict one."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            response.headers.setdefault("Content-Security-Policy", ADMIN_POLICY)
        return response


class ReaderPreferences:
    """The reader's language (else the browser's) and zone (else the company's) hold for the whole request.

    Doors for machines (health, webhooks) have no reader: they answer without asking the database who it might be.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if getattr(view, "open_door", False):
            return
        if language := getattr(request.user, "language", ""):
            translation.activate(language)
            request.LANGUAGE_CODE = language
        zone = getattr(request.user, "time_zone", "") or request.organisation.time_zone  # type: ignore[attr-defined]
        timezone.activate(zoneinfo.ZoneInfo(zone))
