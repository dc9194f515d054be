"""Doors: every page asks who you are, except those that say that they are open."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = TypeVar("View", bound=Callable[..., Any])

OPEN_PREFIXES = ("/accounts/", "/i18n/")
"""Pages of the log-in itself; allauth asks for a login wherever it needs one."""


def open_door(view: View) -> View:
    """Mark a view that anybody may enter: it proves its callers itself or has nothing to hide."""
    view.open_door = True  # type: ignore[attr-defined]
    return view


def for_roles(*roles: str) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Only people in one of these roles, others get 403. The roles stand on the view for the table of doors."""

    def guard(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if getattr(request.user, "role", None) not in roles:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.roles = frozenset(roles)  # type: ignore[attr-defined]
        return guarded

    return guard


def is_open(view: Callable[..., Any], path: str) -> bool:
    return getattr(view, "open_door", False) or path.startswith(OPEN_PREFIXES)


def is_api(view: Callable[..., Any]) -> bool:
    """API views answer 401 as a problem document by themselves."""
    return hasattr(getattr(view, "cls", None), "authentication_classes")
