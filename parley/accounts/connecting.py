"""From a ticket to a linked account: what the start page, the callback and the code typed in the chat do."""

from dataclasses import dataclass, field

import structlog

from parley.accounts.codes import CodeCheck, Codes
from parley.accounts.grants import Grant, Grants, Owner
from parley.accounts.linking import Attempt, Linking
from parley.accounts.people import Conversation, People
from parley.calendly.client import Calendly
from parley.calendly.errors import CalendlyDown, CalendlyError
from parley.calendly.oauth import OAuth, Tokens
from parley.calendly.transport import Transport

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Connected:
    """A grant as the callback left it: live, or waiting until `code` is typed in the chat."""

    grant: Grant
    code: str | None = field(repr=False)


class Connecting:
    """Carries one person from the chat to Calendly and back."""

    def __init__(
        self, people: People, linking: Linking, codes: Codes, grants: Grants, oauth: OAuth, transport: Transport
    ) -> None:
        self.people = people
        self.linking = linking
        self._codes = codes
        self._grants = grants
        self._oauth = oauth
        self._transport = transport

    def begin(self, ticket: str, browser: str) -> str:
        """Use the ticket up and return the address of Calendly's consent page. Raises the LinkProblem in the way."""
        attempt, state = self.linking.start(ticket, browser)
        return self._oauth.authorization_url(state, attempt.verifier, attempt.scopes)

    def complete(self, attempt: Attempt, code: str, *, live: bool) -> Connected:
        """Exchange the code, read whose account it is, and store the grant: at once live, or waiting for a code.

        Raises the CalendlyError that stood in the way; then nothing is stored.
        """
        tokens = self._oauth.exchange(code, attempt.verifier, attempt.scopes)
        owner = self._owner(tokens)
        principal_id = self.people.conversation(attempt.conversation_id).principal_id
        grant = self._grants.add(principal_id, owner, tokens, live=live)
        log.info("account linked" if live else "account waits for its code", grant=grant.id)
        return Connected(grant, None if live else self._codes.issue(attempt.conversation_id, grant.id))

    def confirm(self, conversation: Conversation, typed: str) -> tuple[CodeCheck, int]:
        """Return what became of a code typed in the chat, and the tries left; a right one makes the grant live."""
        outcome, grant_id, tries_left = self._codes.check(conversation.id, typed, self._grants.activate)
        if grant_id:
            log.info("account linked by code", grant=grant_id)
        return outcome, tries_left

    def _owner(self, tokens: Tokens) -> Owner:
        try:
            user = Calendly(self._transport, _Fixed(tokens.access_token)).current_user()
        except CalendlyError:
            self._give_back(tokens)
            raise
        return Owner(user.uri, user.current_organization, user.name, user.email, user.timezone, user.time_notation)

    def _give_back(self, tokens: Tokens) -> None:
        try:
            self._oauth.revoke(tokens.refresh_token)
        except CalendlyDown:
            log.warning("could not revoke tokens that were never stored")


class _Fixed:
    """One access token, just handed out."""

    def __init__(self, token: str) -> None:
        self._token = token

    def token(self) -> str:
        return self._token

    def renewed(self, refused: str) -> str:
        raise CalendlyDown("Calendly refused the token that it just handed out")
