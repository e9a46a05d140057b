"""PARLEY_REST_CALLBACKS: what is off is named, and an address that could be read on its way is refused."""

import pytest

from parley.decoding import decode_callbacks

CLIENTS = {"acme": "acme-key-0123456789", "beta": "beta-key-0123456789"}


def test_addresses_are_read_by_client():
    text = "acme=https://chat.example.com/a?b=c, beta=http://127.0.0.1:9000/in"
    assert decode_callbacks(text, CLIENTS) == {
        "acme": "https://chat.example.com/a?b=c",
        "beta": "http://127.0.0.1:9000/in",
    }
    assert decode_callbacks("", CLIENTS) == {}
    assert decode_callbacks("acme=https://10.0.0.5/in", CLIENTS, ["10.0.0.5"]) == {"acme": "https://10.0.0.5/in"}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("https://chat.example.com", "must be client="),
        ("=https://chat.example.com", "must be client="),
        ("carl=https://chat.example.com", "carl, which PARLEY_REST_CLIENTS does not"),
        ("acme=https://a.example,acme=https://b.example", "acme twice"),
        ("acme=http://chat.example.com", "address of acme must be https"),
        ("acme=http://127.0.0.1.example.com", "address of acme must be https"),
        ("acme=https://", "address of acme must be https"),
        ("acme=ftp://127.0.0.1", "address of acme must be https"),
        ("acme=", "address of acme must be https"),
        ("acme=https://10.0.0.5/chat.example.com", "address of acme is a private one"),
        ("acme=https://[::ffff:192.168.0.1]/", "address of acme is a private one"),
        ("acme=https://169.254.169.254/", "address of acme is a private one"),
    ],
)
def test_what_is_off_is_said_without_the_address(text, complaint):
    with pytest.raises(ValueError, match=complaint) as fault:
        decode_callbacks(text, CLIENTS)
    assert "chat.example.com" not in str(fault.value)
