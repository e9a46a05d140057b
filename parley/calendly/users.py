"""Users."""

from parley.calendly.calls import Calls, part
from parley.calendly.models import User


class Users:
    """Calendly's users."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def me(self) -> User:
        """Return the account's owner."""
        return self._calls.one(User, "/users/me")

    def get(self, user_id: str) -> User:
        """Return one user."""
        return self._calls.one(User, f"/users/{part(user_id)}")
