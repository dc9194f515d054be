"""Logs as JSON lines; values are encoded, so nobody forges a line, and what names a person is left out."""

import logging
from collections.abc import MutableMapping
from typing import Any

import structlog

HIDDEN = frozenset(
    {"email", "password", "phone", "name", "secret", "authorization", "cookie", "token", "body"}
)


def leave_out_people(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key in HIDDEN & event.keys():
        event[key] = "[hidden]"
    return event


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    leave_out_people,
]


def formatter() -> logging.Formatter:
    """The formatter that settings.LOGGING names; it also tells structlog to speak through `logging`."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*SHARED, structlog.stdlib.ExtraAdder(), leave_out_people],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
    )
