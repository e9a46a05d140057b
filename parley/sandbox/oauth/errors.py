"""OAuth's error answers: `{"error", "error_description"}` (RFC 6749 §5.2), with the texts Calendly uses."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from parley.sandbox.errors import GATEWAY_TEXTS, failure

INVALID_CLIENT = (
    "Client authentication failed due to unknown client, no client authentication included, "
    "or unsupported authentication method."
)
INVALID_GRANT = (
    "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used "
    "in the authorization request, or was issued to another client."
)
INVALID_SCOPE = "The requested scope is invalid, unknown, or malformed."
ACCESS_DENIED = "The resource owner or authorization server denied the request."
UNSUPPORTED_GRANT_TYPE = "The authorization grant type is not supported by the authorization server."
NOT_YOURS = "You are not authorized to revoke this token"
NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}

BY_STATUS = {400: "invalid_request", 401: "invalid_client", 403: "unauthorized_client", 503: "temporarily_unavailable"}


class OAuthError(Exception):
    """A token, revoke or introspect call that is refused."""

    def __init__(self, status: int, error: str, description: str) -> None:
        super().__init__(description)
        self.status = status
        self.body = {"error": error, "error_description": description}


def invalid_request(parameter: str) -> OAuthError:
    return OAuthError(400, "invalid_request", f"Missing required parameter: {parameter}.")


def oauth_failure(status: int) -> Response:
    """What an OAuth call gets that fails with this status for no reason of its own."""
    if status in GATEWAY_TEXTS:
        return failure(status)
    body = {"error": BY_STATUS.get(status, "server_error"), "error_description": "The server could not do it just now."}
    return JSONResponse(body, status_code=status, headers=NO_STORE)


async def answer_oauth_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, OAuthError):
        raise error
    headers = {**NO_STORE, "WWW-Authenticate": 'Basic realm="Calendly"'} if error.status == 401 else NO_STORE
    return JSONResponse(error.body, status_code=error.status, headers=headers)
