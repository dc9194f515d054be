"""What each person decides for themselves: language, zone, theme, hours, sessions."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people.asking import SignedInRequest
from people.forms import ProfileForm
from people.models import User
from people.moment import now


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: SignedInRequest) -> HttpResponse:
    user = request.user
    form = ProfileForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return _speaking(redirect("profile"), user.language)
    context: dict[str, Any] = {"form": form, "factors": Authenticator.objects.filter(user=user).count()}
    context["absences"] = user.absences.coming(now().date())
    return render(request, "people/profile.html", context)


def _speaking(response: HttpResponse, language: str) -> HttpResponse:
    """The browser remembers the language too, for the pages before the log-in."""
    if language:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax")
    return response


@require_POST
def language(request: SignedInRequest) -> HttpResponse:
    wanted = request.POST.get("language", "")
    response = redirect(_local(request))
    if wanted in dict(settings.LANGUAGES):
        User.objects.filter(pk=request.user.pk).update(language=wanted)
        translation.activate(wanted)
        _speaking(response, wanted)
    return response


def _local(request: SignedInRequest) -> str:
    """Back to the page, if it is one of ours."""
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return back if safe else reverse("home")


@require_POST
def theme(request: SignedInRequest) -> HttpResponse:
    wanted = request.POST.get("theme", "")
    if wanted not in User.Theme.values:
        return HttpResponse(status=400)
    User.objects.filter(pk=request.user.pk).update(theme=wanted)
    return HttpResponse(status=204)


@require_POST
def end_other_sessions(request: SignedInRequest) -> HttpResponse:
    request.user.sign_out_everywhere(now())
    update_session_auth_hash(request, request.user)
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("profile")
