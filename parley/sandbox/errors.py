"""Calendly's error answers: `{"title", "message", "details"?}`."""

from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

TEXTS: dict[int, tuple[str, str]] = {
    400: ("Invalid Argument", "The supplied parameters are invalid."),
    401: ("Unauthenticated", "The access token is invalid"),
    403: ("Permission Denied", "You do not have permission to access this resource."),
    404: ("Resource Not Found", "The server could not find the requested resource."),
    409: ("Already Exists", "The resource already exists"),
    424: ("External Calendar Error", "There is a problem accessing your calendar."),
    429: ("Too Many Requests", "The rate limit is used up."),
    500: (
        "Internal Server Error",
        "The server encountered an unexpected condition that prevented it from fulfilling the request.",
    ),
    503: ("Service Unavailable", "The service is not available at the moment."),
}

BAD_GATEWAY = "<html><head><title>{0} {1}</title></head><body><center><h1>{0} {1}</h1></center></body></html>\n"
GATEWAY_TEXTS = {502: "Bad Gateway", 504: "Gateway Time-out"}


class CalendlyError(Exception):
    """An API call that is refused: status and body as Calendly answers."""

    def __init__(self, status: int, message: str | None = None, **more: Any) -> None:
        title, text = TEXTS.get(status, TEXTS[500])
        super().__init__(message or text)
        self.status = status
        self.body: dict[str, Any] = {"title": title, "message": message or text, **more}


def invalid(parameter: str, message: str = "invalid") -> CalendlyError:
    """400 that names the parameter."""
    return CalendlyError(400, details=[{"parameter": parameter, "message": message}])


def insufficient_scope(scope: str) -> CalendlyError:
    """403 of a token that was never given this scope (Calendly 2026-03 scopes)."""
    return CalendlyError(
        403,
        "This operation requires the scopes listed in the 'required_scopes' array.",
        title="Insufficient scope",
        required_scopes=[scope],
    )


def failure(status: int) -> Response:
    """What a call gets that fails with this status for no reason of its own; 502 and 504 come from a proxy, in HTML."""
    if status in GATEWAY_TEXTS:
        return HTMLResponse(BAD_GATEWAY.format(status, GATEWAY_TEXTS[status]), status_code=status)
    return JSONResponse(CalendlyError(status).body, status_code=status)


async def answer_calendly_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, CalendlyError):
        raise error
    return JSONResponse(error.body, status_code=error.status)


async def answer_unreadable(request: Request, error: Exception) -> Response:
    """A body that FastAPI could not read, said in Calendly's way."""
    if not isinstance(error, RequestValidationError):
        raise error
    details = [{"parameter": ".".join(map(str, slip["loc"][1:])), "message": slip["msg"]} for slip in error.errors()]
    return JSONResponse(CalendlyError(400, details=details).body, status_code=400)


async def answer_unknown_path(request: Request, error: Exception) -> Response:
    return failure(404)


async def answer_crash(request: Request, error: Exception) -> Response:
    return failure(500)
