"""A subscription as it stands on the shelf. People and organizations are named by their slug."""

from datetime import datetime
from typing import Self

from pydantic import BaseModel, ConfigDict

from parley.sandbox.webhooks.subscriptions import Subscription
from parley.sandbox.world import World

NAMED = frozenset(("organization", "user", "creator"))


class SubscriptionRecord(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: str
    url: str
    events: tuple[str, ...]
    scope: str
    organization: str
    user: str | None
    creator: str
    signing_key: str
    base: str
    created: datetime
    updated: datetime
    retrying_since: datetime | None
    active: bool

    @classmethod
    def of(cls, one: Subscription) -> Self:
        facts = {name: getattr(one, name) for name in cls.model_fields.keys() - NAMED}
        user = one.user.sample.slug if one.user else None
        return cls(organization=one.organization.sample.slug, user=user, creator=one.creator.sample.slug, **facts)

    def thing(self, world: World) -> Subscription | None:
        """None when it belongs to people of another world."""
        creator, user = world.named(self.creator), world.named(self.user) if self.user else None
        organization = next((o for o in world.organizations.values() if o.sample.slug == self.organization), None)
        if creator is None or organization is None or (self.user is not None and user is None):
            return None
        facts = {name: getattr(self, name) for name in type(self).model_fields.keys() - NAMED}
        return Subscription(organization=organization, user=user, creator=creator, **facts)
