"""The request that a page of ours gets: the door has made sure that somebody is signed in."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from .models import Organisation, User


class SignedInRequest(HttpRequest):
    """For the types of views behind the door; never made by hand."""

    user: User
    organisation: Organisation
    htmx: HtmxDetails
