"""Refusals that the framework has no exception for."""

from http import HTTPStatus

from rest_framework.exceptions import APIException


class Conflict(APIException):
    """What is asked contradicts what already stands."""

    status_code = HTTPStatus.CONFLICT
    default_code = "conflict"


class Unprocessable(APIException):
    """Well-formed, and yet it can't be done as asked."""

    status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    default_code = "unprocessable"


class TooLarge(APIException):
    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"
