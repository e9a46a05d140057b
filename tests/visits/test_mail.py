"""Mail through a real server on this machine."""

import pytest

from parley.mail import Mail, MailFailed
from tests.test_settings import _no_settings_from_outside, faults, load_with
from tests.visits.mailbox import serving_mail

__all__ = ["_no_settings_from_outside", "load_with"]
FROM, TO = "booking@example.com", "ana@example.com"


@pytest.fixture
def mailbox():
    with serving_mail() as mailbox:
        yield mailbox


def test_a_message_arrives_as_it_was_written(mailbox):
    Mail(mailbox.url, FROM).send(TO, "Dein Code für Parley", "Grüße\n.\nEnde")
    message = mailbox.next()
    assert (mailbox.senders, mailbox.receivers) == ([FROM], [TO])
    assert (message["To"], message["From"], message["Subject"]) == (TO, FROM, "Dein Code für Parley")
    assert message.get_content().splitlines() == ["Grüße", ".", "Ende"]
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@example.com>")


def test_what_the_server_refuses_is_said_without_the_address(mailbox):
    mailbox.refuse = True
    with pytest.raises(MailFailed) as failed:
        Mail(mailbox.url, FROM).send(TO, "Hi", "there")
    assert TO not in str(failed.value)
    assert failed.value.__cause__ is None


@pytest.mark.parametrize("to", ["a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example", "nobody", ""])
def test_nothing_but_one_address_is_written_to(mailbox, to):
    with pytest.raises(MailFailed):
        Mail(mailbox.url, FROM).send(to, "Hi", "there")
    assert mailbox.receivers == []


def test_a_server_that_is_not_there_fails_in_the_same_way():
    with pytest.raises(MailFailed):
        Mail("smtp://127.0.0.1:9", FROM).send(TO, "Hi", "there")


def test_elsewhere_nothing_is_sent_without_tls(mailbox, monkeypatch):
    monkeypatch.setattr("parley.mail.LOOPBACK", ())
    with pytest.raises(MailFailed, match="SMTPNotSupportedError"):
        Mail(mailbox.url, FROM).send(TO, "Hi", "there")
    assert mailbox.messages == []


def test_a_mail_server_needs_a_sender_and_an_address_that_makes_sense(load_with):
    settings = load_with(PARLEY_SMTP_URL="smtp://u:p%40ss@mail.example.com:587", PARLEY_MAIL_FROM=FROM)
    assert settings.mail_from == FROM
    assert "PARLEY_MAIL_FROM" in faults(load_with, PARLEY_SMTP_URL="smtp://mail.example.com", PARLEY_MAIL_FROM="")
    for odd in ("mail.example.com:25", "http://mail.example.com", "smtp://"):
        told = faults(load_with, PARLEY_SMTP_URL=odd, PARLEY_MAIL_FROM=FROM)
        assert "PARLEY_SMTP_URL" in told
