"""Logs: one event a line, without secrets, message texts or e-mail addresses."""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# A query string may carry a ticket, a code or a state.
_QUERY = re.compile(r"\?\S*=\S*")
# RFC 7617 and RFC 6750: what follows is a secret, and long enough not to be a word.
_CREDENTIALS = re.compile(r"\b(basic|bearer)\s+[\w.~+/=-]{16,}", re.IGNORECASE)
_QUIET = (
    "uvicorn.access", "urllib3", "engineio", "socketio", "aiohttp.access", "sanic.access", "asyncio", "slack_sdk",
    "slack_bolt",
)  # fmt: skip


def configure(level: str, *, json: bool) -> None:
    """Send structlog's and the standard library's events to standard error, scrubbed."""
    renderer = structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer(colors=False)
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        scrub,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*shared[:-1], structlog.stdlib.PositionalArgumentsFormatter(), scrub],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    )
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    # At DEBUG the websockets library tells it every header and frame: cookies, and what people write.
    logging.getLogger("uvicorn.error").setLevel(max(logging.INFO, logging.getLevelName(level)))


def scrub(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Return `event` with e-mail addresses, query strings and credentials taken out of every text, however deep."""
    for key, value in event.items():
        if not key.startswith("_"):  # the standard library's record, for the formatter alone
            event[key] = _scrubbed(value)
    return event


def _scrubbed(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {key: _scrubbed(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_scrubbed(one) for one in value]
    text = _QUERY.sub("?…", _EMAIL.sub("<e-mail>", str(value)))
    return _CREDENTIALS.sub(r"\1 …", text)
