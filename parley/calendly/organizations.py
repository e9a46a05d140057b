"""Organizations, and who belongs to them."""

from collections.abc import Iterator
from typing import Literal

from parley.calendly.calls import Calls, part
from parley.calendly.models import Organization, OrganizationMembership


class Organizations:
    """Organizations and who belongs to them."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def get(self, organization_id: str) -> Organization:
        """Return one organization."""
        return self._calls.one(Organization, f"/organizations/{part(organization_id)}")

    def memberships(
        self,
        *,
        user: str | None = None,
        organization: str | None = None,
        email: str | None = None,
        role: Literal["owner", "admin", "user"] | None = None,
        limit: int | None = None,
    ) -> Iterator[OrganizationMembership]:
        """Yield memberships of a user or an organization (URIs). NotAllowed unless the account may see them."""
        params = {"user": user, "organization": organization, "email": email, "role": role}
        return self._calls.listed(OrganizationMembership, "/organization_memberships", params, limit)

    def membership(self, membership_id: str) -> OrganizationMembership:
        """Return one membership."""
        return self._calls.one(OrganizationMembership, f"/organization_memberships/{part(membership_id)}")
