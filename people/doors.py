"""Doors: every page asks who you are, except those that say that they are open."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])

OPEN_PREFIXES = ("/accounts/", "/i18n/")
"""Pages of the log-in itself; allauth asks for a login wherever it needs one."""


def open_door(view: View) -> View:
    """Mark a view that anybody may enter: it proves its callers itself or has nothing to hide."""
    view.open_door = True  # type: ignore[attr-defined]
    return view


def is_open(view: Callable[..., Any], path: str) -> bool:
    return getattr(view, "open_door", False) or path.startswith(OPEN_PREFIXES)


def is_api(view: Callable[..., Any]) -> bool:
    """API views answer 401 as a problem document by themselves."""
    return hasattr(getattr(view, "cls", None), "authentication_classes")
