"""How the portal logs: one JSON line per event without personal data, or plain text in the demo.

People's data reaches a log through exceptions, addresses and messages of libraries. So in
production the text of exceptions is left out, and whatever looks like a name, a number or an
address of a person is cut from every value. The portal's own messages are English: any Chinese in
them came from a person.
"""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

from supervision.audit.context import origin

Event = MutableMapping[str, Any]

_FRAMES = 8
_CUTS = (
    (re.compile(r"\s*DETAIL:.*", re.S), " [detail]"),
    (re.compile("[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"), "[text]"),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"), "[mail]"),
    (re.compile(r"(?<![0-9A-Za-z])\d{6,18}[0-9Xx](?![0-9A-Za-z])"), "[number]"),
)
#: Machine-made values: never a person's, and needed whole.
_KEPT = {"timestamp", "request_id", "task_id", "level", "logger"}


def scrubbed(text: str) -> str:
    """Return the text without what looks like a person's name, number or address."""
    for pattern, mark in _CUTS:
        text = pattern.sub(mark, text)
    return text


def _scrub(_logger: Any, _name: str, event: Event) -> Event:
    for key, value in event.items():
        if key not in _KEPT and not isinstance(value, int | float | bool | None):
            event[key] = _scrub_value(value)
    return event


def _scrub_value(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_scrub_value(each) for each in value]
    return scrubbed(str(value))


def _add_request_id(_logger: Any, _name: str, event: Event) -> Event:
    request_id = origin.get().request_id
    if request_id:
        event.setdefault("request_id", request_id)
    return event


def _tell_fault(_logger: Any, _name: str, event: Event) -> Event:
    """Put the kind of an exception and where it came from, never its words."""
    info = event.pop("exc_info", None)
    event.pop("stack_info", None)
    if not isinstance(info, tuple) or info[1] is None:
        return event
    fault = info[1]
    frames = traceback.extract_tb(fault.__traceback__)[-_FRAMES:]
    event["fault"] = type(fault).__name__
    if fault.__cause__ is not None:
        event["cause"] = type(fault.__cause__).__name__
    event["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return event


class AnsweredElsewhere(logging.Filter):
    """Drop what the line of the request says already, and the path, which may name a person."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep views that failed, without their path; a refusal is an answer, not a failure."""
        if not record.exc_info or record.levelno < logging.ERROR:
            return False
        record.msg, record.args = "the view failed", ()
        return True


def _formatter(*, plain: bool) -> dict[str, Any]:
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=not plain),
        _add_request_id,
    ]
    last: list[Any]
    if plain:
        last = [
            structlog.dev.ConsoleRenderer(
                colors=False, pad_event_to=0, exception_formatter=structlog.dev.plain_traceback
            )
        ]
    else:
        json = structlog.processors.JSONRenderer(ensure_ascii=False)
        last = [_tell_fault, _scrub, json]
    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": shared,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
    }


def configuration(*, plain: bool) -> dict[str, Any]:
    """Return the setting LOGGING, and lead structlog's own loggers through the same formatter."""
    formatter = _formatter(plain=plain)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *formatter["foreign_pre_chain"],
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"answered": {"()": "supervision.project.logs.AnsweredElsewhere"}},
        "formatters": {"line": formatter},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "line"},
            "faults": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["answered"],
            },
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "supervision": {"level": "INFO"},
            "accountability": {"level": "INFO"},
            "cases": {"level": "INFO"},
            "django.request": {"handlers": ["faults"], "propagate": False},
            # Sign-ins stand in the audit record; this log would name the accounts.
            "axes": {"level": "CRITICAL"},
        },
    }
