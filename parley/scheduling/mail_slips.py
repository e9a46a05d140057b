"""Addresses at a big provider whose name is one slip of the finger away: "sam@gmial.com"."""

from parley.when.rules.slips import is_slip

# Long enough that one slip makes no other well-known name.
PROVIDERS = (
    "gmail.com",
    "googlemail.com",
    "hotmail.com",
    "outlook.com",
    "yahoo.com",
    "icloud.com",
    "protonmail.com",
)


def meant_address(address: str) -> str | None:
    """Return the address that was most likely meant; None for one that looks right, or is at any other domain."""
    local, _, domain = address.rpartition("@")
    said = domain.casefold()
    if not local or said in PROVIDERS:
        return None
    meant = next((one for one in PROVIDERS if is_slip(said, one)), None)
    return f"{local}@{meant}" if meant else None
