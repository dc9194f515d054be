"""The site's own pages: leaving the demo, and what the API looks like."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import FormView
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated

from alignment import own_data
from alignment.engines.folders import Folder
from alignment.engines.instance import demo_note
from people.models import Organisation

from .forms import OwnDataForm

MOST_DRAINED, PIECE = 64 * 1024 * 1024, 64 * 1024
"""Bytes of a refused body that are still read."""
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class OwnData(FormView[OwnDataForm]):
    """Start with my own data: RevOps empties the demo and founds the company."""

    template_name = "alignment/own_data.html"
    form_class = OwnDataForm
    success_url = reverse_lazy("home")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_revops or not Organisation.current().is_demo:  # type: ignore[union-attr]
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: OwnDataForm) -> HttpResponse:
        company = {"name": form.cleaned_data["company"], **form.cleaned("time_zone", "currency")}
        user = own_data.begin(company, form.cleaned("name", "email", "password"), demo_note(Folder()))
        # the old session went with the database
        self.request.session.create()
        login(self.request, user, backend=BACKEND)
        messages.success(self.request, _("The database is yours. Import your leads next."))
        return super().form_valid(form)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What nobody could read, most often because it is too large: the page says what to do."""
    is_too_large = isinstance(exception, RequestDataTooBig)
    if is_too_large:
        _drain(request)
    status = 413 if is_too_large else 400
    # the body is refused before the reader's own language is told
    with translation.override(getattr(getattr(request, "user", None), "language", "") or get_language()):
        return render(request, "400.html", {"is_too_large": is_too_large}, status=status)


def _drain(request: HttpRequest) -> None:
    """A browser that is cut off while it sends shows a lost connection instead of the answer."""
    try:
        for _piece in range(MOST_DRAINED // PIECE):
            if not request.read(PIECE):
                return
    except UnreadablePostError:
        return


class ApiPages(SpectacularSwaggerSplitView):
    """The API to read and to try; a stranger is sent to the log-in, as from every page."""

    def handle_exception(self, exc: Exception) -> Any:
        if isinstance(exc, NotAuthenticated | AuthenticationFailed):
            return redirect_to_login(self.request.get_full_path())
        return super().handle_exception(exc)
