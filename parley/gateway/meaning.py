"""What a message stands for besides its words: a code that was waited for, or a button that was offered."""

import re

from parley.accounts.codes import CodeCheck
from parley.accounts.connecting import Connecting
from parley.accounts.people import Conversation
from parley.db.engine import Database
from parley.gateway.inbox import Inbox, Received
from parley.gateway.rasa import Rasa, RasaUnavailable
from parley.gateway.transcript import Transcript
from parley.visits.proofs import Proofs

# What news about a code to type begin their key with.
CODE = "code:"
# Instead of working what nobody waits for any more.
MISSED = "/EXTERNAL_message_missed"
# The six digits of a link code, alone or with a word around them: "482 193", "it's 482193".
_CODE = re.compile(r"\D{0,20}?(\d{3})[ \u00a0-]?(\d{3})\D{0,10}", re.ASCII)


class Meaning:
    """Decides which intent a message is by name, if it is one."""

    def __init__(
        self,
        rasa: Rasa,
        transcript: Transcript,
        inbox: Inbox,
        connecting: Connecting,
        proofs: Proofs,
        database: Database,
    ) -> None:
        self._rasa = rasa
        self._transcript = transcript
        self._inbox = inbox
        self._connecting = connecting
        self._proofs = proofs
        self._database = database

    async def of(self, conversation: Conversation, message: Received) -> str | None:
        """Return the message's payload, None for text to be read. RasaUnavailable when a code cannot be tried now."""
        if message.payload:
            return message.payload
        if message.is_late:
            return MISSED
        if (code := _CODE.fullmatch(message.text.strip())) and (
            payload := await self._try_code(conversation, code[1] + code[2])
        ):
            await self._inbox.decide(message.id, payload)
            # "Type the code" may still be waiting: typing it was the answer.
            await self._transcript.drop_waiting(conversation.id, CODE)
            return payload
        is_offered = message.text.startswith("/") and await self._transcript.was_offered(conversation.id, message.text)
        return message.text if is_offered else None

    async def waits_for_code(self, conversation: Conversation) -> bool:
        """Return whether a code is still to be typed."""
        return await self._database.run(self._connecting.waits_for_code, conversation)

    async def _try_code(self, conversation: Conversation, typed: str) -> str | None:
        # A code is used up by trying it: first make sure that somebody can say what came of it.
        if not await self._rasa.ready():
            raise RasaUnavailable("Rasa is not ready")
        outcome, tries_left = await self._database.run(self._connecting.confirm, conversation, typed)
        if outcome is CodeCheck.NOT_WAITING and await self._is_named(conversation):
            outcome = CodeCheck.RIGHT  # Typed once more, because the question that follows it was not heard.
        if outcome is CodeCheck.NOT_WAITING:
            return await self._try_mailed(conversation, typed)
        return {
            CodeCheck.RIGHT: "/EXTERNAL_code_right",
            CodeCheck.WRONG: f'/EXTERNAL_code_wrong{{"tries_left": "{tries_left}"}}',
            CodeCheck.EXPIRED: "/EXTERNAL_code_expired",
            CodeCheck.NO_TRIES_LEFT: "/EXTERNAL_code_no_tries_left",
        }[outcome]

    async def _try_mailed(self, conversation: Conversation, typed: str) -> str | None:
        """Return what to tell of a code that came by mail, None when none is waited for."""
        outcome, tries_left = await self._database.run(self._proofs.check, conversation.principal_id, typed)
        return {
            CodeCheck.RIGHT: "/EXTERNAL_visitor_known",
            CodeCheck.WRONG: f'/EXTERNAL_visitor_code_wrong{{"tries_left": "{tries_left}"}}',
            CodeCheck.EXPIRED: "/EXTERNAL_visitor_code_over",
            CodeCheck.NO_TRIES_LEFT: "/EXTERNAL_visitor_code_over",
            CodeCheck.NOT_WAITING: None,
        }[outcome]

    async def _is_named(self, conversation: Conversation) -> bool:
        return await self._database.run(lambda: self._connecting.named(conversation) is not None)
