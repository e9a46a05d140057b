"""Mail: plain messages to one person, handed to the operator's own server."""

import re
import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import SplitResult, unquote, urlsplit

TIMEOUT = 10.0  # seconds, for each step of the exchange
SUBMISSION, IMPLICIT_TLS = 587, 465  # RFC 6409, RFC 8314
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class MailFailed(Exception):
    """The server did not take the message; neither the address nor the text is in the message of this exception."""


class Mail:
    """Sends from one address through one server.

    `url` is `smtp://…` (TLS by STARTTLS, which may be missing on this machine alone) or `smtps://…` (TLS from the
    start), with user and password where the server wants them.
    """

    def __init__(self, url: str, sender: str) -> None:
        self._server = urlsplit(url)
        self._sender = sender

    def send(self, to: str, subject: str, text: str) -> None:
        """Send a message. MailFailed when the server cannot be reached, is not safe to use, or refuses it."""
        message = self._message(to, subject, text)
        try:
            with self._connected() as server:
                server.send_message(message, self._sender, [to])
        except (OSError, smtplib.SMTPException) as problem:
            raise MailFailed(f"The mail server did not take a message ({type(problem).__name__})") from None

    def _message(self, to: str, subject: str, text: str) -> EmailMessage:
        message = EmailMessage()
        try:
            message["To"] = Address(addr_spec=to)
        except (ValueError, IndexError):
            raise MailFailed("The address cannot be written to") from None
        message["From"], message["Subject"] = self._sender, subject
        message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=self._sender.rpartition("@")[2])
        # RFC 3834 §5: nobody's absence note shall answer it.
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text)
        return message

    def _connected(self) -> smtplib.SMTP:
        host, port = self._server.hostname or "", self._server.port
        if self._server.scheme == "smtps":
            context = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port or IMPLICIT_TLS, timeout=TIMEOUT, context=context)
        else:
            server = smtplib.SMTP(host, port or SUBMISSION, timeout=TIMEOUT)
            _secure(server, self._server)
        if self._server.username:
            server.login(unquote(self._server.username), unquote(self._server.password or ""))
        return server


def _secure(server: smtplib.SMTP, address: SplitResult) -> None:
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=ssl.create_default_context())
        server.ehlo()
    elif address.hostname not in LOOPBACK:
        server.close()
        raise smtplib.SMTPNotSupportedError("The server offers no TLS")


def is_mail_url(url: str) -> bool:
    """Return whether this is the address of a server that `Mail` can use."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("smtp", "smtps") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def is_sender(address: str) -> bool:
    """Return whether mail can come from this bare address."""
    return re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", address) is not None
