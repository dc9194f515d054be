"""What the API says where it has nothing."""

from typing import Any

from django.http import HttpRequest
from rest_framework.exceptions import NotFound
from rest_framework.views import APIView


class Nowhere(APIView):
    """An address that doesn't exist: a problem document, to those who may ask at all."""

    # every method ends in `http_method_not_allowed`
    http_method_names: list[str] = []
    schema = None

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        raise NotFound
