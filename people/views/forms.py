"""The one page with one form that most nouns of this app need."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from people.asking import SignedInRequest
from people.forms.reasoned import Reasoned


def form_page(
    request: SignedInRequest, form: BaseForm, title: str, save: Callable[[], Any], back: str, lede: str = ""
) -> HttpResponse:
    """Show a form; when it is good, save in one transaction with its reason, say so, and go back."""
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            if isinstance(form, Reasoned):
                form.note_why()
            save()
        messages.success(request, _("Saved."))
        return redirect(back)
    context = {"form": form, "title": title, "lede": lede, "back": back}
    return render(request, "people/form.html", context, status=422 if form.errors else 200)
