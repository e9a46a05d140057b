"""Webhook subscriptions."""

from collections.abc import Iterator

from parley.calendly.calls import Calls, part, read
from parley.calendly.models import NewWebhook, WebhookPayload, WebhookScope, WebhookSubscription


class Webhooks:
    """Who is told when something happens. For paid plans: PlanRequired otherwise."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def subscribe(self, wanted: NewWebhook) -> WebhookSubscription:
        """Make a subscription. InvalidRequest with status 409 when the address has one.

        A read scope that is missing for one of the events may come as a plain InvalidRequest.
        """
        return self._calls.made(WebhookSubscription, "POST", "/webhook_subscriptions", wanted)

    def list(
        self,
        *,
        organization: str,
        scope: WebhookScope,
        user: str | None = None,
        group: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
    ) -> Iterator[WebhookSubscription]:
        """Yield the subscriptions of that scope (URIs)."""
        params = {"organization": organization, "scope": scope, "user": user, "group": group, "sort": sort}
        return self._calls.listed(WebhookSubscription, "/webhook_subscriptions", params, limit)

    def get(self, webhook_id: str) -> WebhookSubscription:
        """Return one subscription."""
        return self._calls.one(WebhookSubscription, f"/webhook_subscriptions/{part(webhook_id)}")

    def delete(self, webhook_id: str) -> None:
        """End a subscription."""
        self._calls.write("DELETE", f"/webhook_subscriptions/{part(webhook_id)}", None)

    def sample(
        self, *, event: str, organization: str, scope: WebhookScope, user: str | None = None, group: str | None = None
    ) -> WebhookPayload:
        """Return what a delivery of this event would look like."""
        params = {"event": event, "organization": organization, "scope": scope, "user": user, "group": group}
        return read(WebhookPayload, self._calls.get("/sample_webhook_data", params))
