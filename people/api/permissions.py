"""Who may ask the API for what: a person in a session, or a key within its scopes."""

from typing import Any

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from people.models import ApiKey, Scope


class SignedInWithScope(BasePermission):
    def has_permission(self, request: Request, view: Any) -> bool:
        if not request.user or not request.user.is_authenticated:
            return False
        needed = Scope.READ if request.method in SAFE_METHODS else Scope.WRITE
        return not isinstance(request.auth, ApiKey) or request.auth.allows(needed)
