"""From a ticket to a linked account: what the start page, the callback and the code typed in the chat do."""

from dataclasses import dataclass, field

import structlog

from parley.accounts.codes import CodeCheck, Codes
from parley.accounts.grant import Grant, Owner
from parley.accounts.grants import Grants
from parley.accounts.linking import Attempt, Linking
from parley.accounts.owners import read_owner
from parley.accounts.people import HOUSE, Conversation, People
from parley.accounts.revocations import Revocations
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
        self,
        people: People,
        linking: Linking,
        codes: Codes,
        grants: Grants,
        revocations: Revocations,
        oauth: OAuth,
        transport: Transport,
    ) -> None:
        self.people = people
        self.linking = linking
        self._codes = codes
        self._grants = grants
        self._revocations = revocations
        self._oauth = oauth
        self._transport = transport

    def begin(self, ticket: str, browser: str) -> str:
        """Use the ticket up and return the address of Calendly's consent page. Raises the LinkProblem in the way."""
        attempt, state = self.linking.start(ticket, browser)
        return self._oauth.authorization_url(state, attempt.verifier, attempt.scopes)

    def complete(self, attempt: Attempt, code: str, *, live: bool) -> Connected:
        """Exchange the code, read whose account it is, and store the grant: at once live, or waiting for a code.

        The house's is named, and agreed to where it was asked for. Raises the CalendlyError that stood in the way; then
        nothing is stored.
        """
        tokens = self._oauth.exchange(code, attempt.verifier, attempt.scopes)
        owner = self._owner(tokens)
        conversation = self.people.conversation(attempt.conversation_id)
        named = not live and conversation.channel == HOUSE
        grant = self._grants.add(conversation.principal_id, owner, tokens, live=live, named=named)
        log.info("account linked" if live else "account waits to be confirmed", grant=grant.id)
        return Connected(grant, self._codes.issue(conversation.id, grant.id) if grant.state == "waiting" else None)

    def waits_for_code(self, conversation: Conversation) -> bool:
        """Return whether a code is still to be typed in this chat."""
        return self._codes.waits(conversation.id)

    def confirm(self, conversation: Conversation, typed: str) -> tuple[CodeCheck, int]:
        """Return what became of a code typed in the chat, and the tries left; a right one names the grant."""
        outcome, _, tries_left = self._codes.check(conversation.id, typed)
        return outcome, tries_left

    def named(self, conversation: Conversation) -> Owner | None:
        """Return whose account the person is asked to agree to, or None (any more: it waits half an hour)."""
        return self._grants.named(conversation.principal_id)

    def agree(self, conversation: Conversation) -> Owner | None:
        """Make the named account live and return whose it is; None when there is none (any more)."""
        owner = self._grants.agree(conversation.principal_id)
        if owner:
            log.info("account linked by code", conversation=conversation.id)
        return owner

    def refuse(self, conversation: Conversation) -> Owner | None:
        """Drop the named account and return whose it was; None when there is none (any more)."""
        dropped = self._grants.refuse(conversation.principal_id)
        return dropped[0].owner if dropped else None

    def _owner(self, tokens: Tokens) -> Owner:
        try:
            return read_owner(Calendly(self._transport, _Fixed(tokens.access_token)), tokens.scopes)
        except CalendlyError:
            self._give_back(tokens)
            raise

    def _give_back(self, tokens: Tokens) -> None:
        self._revocations.carry_out(self._revocations.add(tokens.refresh_token))


class _Fixed:
    """One access token, just handed out."""

    def __init__(self, token: str) -> None:
        self._token = token

    def token(self) -> str:
        return self._token

    def renewed(self, refused: str) -> str:
        raise CalendlyDown("Calendly refused the token that it just handed out")
