"""While `up` invents the demo company its web server answers already: each page says so, and opens by itself."""

from collections.abc import Callable

from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from alignment.engines.folders import Folder
from alignment.engines.instance import Demo

ANSWERED = ("/healthz", "/readyz")


class Building:
    """Only in a web process that starts during the fill; every other one goes without it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response, self.begun = get_response, Demo(Folder()).begun
        if not self.begun.exists():
            raise MiddlewareNotUsed

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path in ANSWERED or not self.begun.exists():
            return self.get_response(request)
        return HttpResponse(
            render_to_string("alignment/building.html"), status=503, headers={"Retry-After": "2"}
        )
