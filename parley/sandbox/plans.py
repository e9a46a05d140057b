"""What each organization pays Calendly for just now: as its sample says, unless somebody switched it."""

from dataclasses import dataclass
from typing import Literal

from parley.sandbox.things import Organization

type Tier = Literal["free", "trial", "paid", "enterprise"]
TIERS: tuple[Tier, ...] = ("free", "trial", "paid", "enterprise")
PLANS: dict[Tier, str] = {"free": "basic", "trial": "standard", "paid": "standard", "enterprise": "enterprise"}


@dataclass(frozen=True)
class Plan:
    """`name` and `stage` as the organization shows them; `tier` decides what it may do."""

    tier: Tier
    name: str
    stage: str


class Plans:
    """The plans as they stand now. Not kept over a restart."""

    def __init__(self) -> None:
        self._switched: dict[str, Tier] = {}

    def of(self, organization: Organization) -> Plan:
        sample = organization.sample
        tier = self._switched.get(organization.id)
        if tier is None:
            return Plan("enterprise" if sample.plan == "enterprise" else sample.stage, sample.plan, sample.stage)
        return Plan(tier, PLANS[tier], "paid" if tier == "enterprise" else tier)

    def switch(self, organization: Organization, tier: Tier) -> None:
        self._switched[organization.id] = tier

    def forget(self) -> None:
        """As the samples say again."""
        self._switched.clear()
