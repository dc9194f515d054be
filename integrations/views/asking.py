"""Who asks on the pages of RevOps."""

from django.http import HttpRequest

from people.models import User


class Asked(HttpRequest):
    """A request of somebody who is signed in: the doors have seen to it."""

    user: User
