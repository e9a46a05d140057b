"""Where a client may be called back: public addresses, this machine, and private ones that the operator names."""

import ipaddress
from collections.abc import Collection
from urllib.parse import urlsplit

LOOPBACK = ("localhost", "127.0.0.1", "::1")
# RFC 6052: what leads on to an IPv4 address that it carries.
_TRANSLATED = ipaddress.ip_network("64:ff9b::/32")


def check_callback(address: str, private: Collection[str]) -> None:
    """ValueError, as the end of a sentence, unless messages may be brought there; `private` are hosts that may be so.

    Plain http only for this machine: what is said in a chat is nobody else's business.
    """
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or not (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)):
        raise ValueError("must be https://…, or http:// on this machine, with a host")
    if not may_lead_to(host, host, private):
        raise ValueError("is a private one; if that is meant, name its host in PARLEY_PRIVATE_CALLBACKS")


def may_lead_to(host: str, ip: str, private: Collection[str]) -> bool:
    """Return whether a callback to this host may go to what it leads to, an IP or still a name."""
    return host in LOOPBACK or host in private or is_public(ip)


def is_public(ip: str) -> bool:
    """Return whether an IP is everybody's; a name is not known to be otherwise."""
    try:
        found = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return True
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or found.sixtofour or found
    return found.is_global and not found.is_multicast and found not in _TRANSLATED


def read_hosts(text: str) -> frozenset[str]:
    """Return the hosts in a comma-separated text; ValueError for what is more or less than a host."""
    hosts = [one.strip().lower() for one in text.split(",") if one.strip()]
    if any(sign in host for host in hosts for sign in "/@ *"):
        raise ValueError("must be hosts such as chat.internal,10.0.0.5, parted by commas")
    return frozenset(hosts)
