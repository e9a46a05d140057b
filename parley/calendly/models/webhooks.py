"""Webhook subscriptions, and what they deliver."""

from typing import Any, Literal

from parley.calendly.models.base import Moment, Resource, Sent, Wanted
from parley.calendly.models.invitees import InviteePayload

WebhookScope = Literal["organization", "user", "group"]


class WebhookSubscription(Resource):
    """A subscription; a disabled one stays so and has to be made anew."""

    callback_url: str
    created_at: Moment
    updated_at: Moment
    retry_started_at: Moment | None = None
    state: str
    events: list[str]
    scope: str
    organization: str
    user: str | None = None
    group: str | None = None
    creator: str | None = None


class NewWebhook(Wanted):
    """A subscription to make, at the final address: a redirect counts as a failure.

    UNCONFIRMED whether `event_type.…` events may be subscribed to, so events stay text.
    """

    url: str
    events: list[str]
    organization: str
    scope: WebhookScope
    user: str | None = None
    group: str | None = None
    signing_key: str | None = None


class WebhookPayload(Sent):
    """What is delivered. There is no delivery id: the same event, `payload["uri"]` and `created_at` is the same."""

    event: str
    created_at: Moment
    created_by: str
    payload: dict[str, Any]

    @property
    def invitee(self) -> InviteePayload:
        """Return the payload of an `invitee…` event, typed; pydantic's ValidationError when it is not one."""
        return InviteePayload.model_validate(self.payload)
