"""`/_sandbox/plans` and `/_sandbox/webhooks`: what organizations pay for, and what was posted to whom."""

from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict

from parley.sandbox.errors import CalendlyError
from parley.sandbox.plans import Tier
from parley.sandbox.rooms import Sandbox, sandbox_of
from parley.sandbox.webhooks.subscriptions import as_json

router = APIRouter()


class Wish(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    plan: Tier


@router.get("/_sandbox/plans")
async def plans(request: Request) -> dict[str, Tier]:
    """Every organization's slug and plan."""
    return told(sandbox_of(request))


@router.put("/_sandbox/plans/{organization}")
async def switch_plan(request: Request, organization: str, wish: Wish) -> dict[str, Tier]:
    """Puts an organization, by slug, on another plan at once. Raises CalendlyError 404."""
    sandbox = sandbox_of(request)
    if not switch(sandbox, organization, wish.plan):
        raise CalendlyError(404)
    return told(sandbox)


@router.get("/_sandbox/webhooks")
async def webhooks(request: Request) -> dict[str, list[dict[str, Any]]]:
    """All subscriptions as Calendly writes them, and the last thousand posts."""
    sandbox = sandbox_of(request)
    subscriptions = [as_json(subscription) for subscription in sandbox.subscriptions.all()]
    return {"subscriptions": subscriptions, "deliveries": sandbox.deliveries.report()}


def told(sandbox: Sandbox) -> dict[str, Tier]:
    return {one.sample.slug: sandbox.plans.of(one).tier for one in sandbox.world.organizations.values()}


def switch(sandbox: Sandbox, slug: str, tier: Tier) -> bool:
    """False when there is no such organization."""
    found = [one for one in sandbox.world.organizations.values() if one.sample.slug == slug]
    for organization in found:
        sandbox.plans.switch(organization, tier)
    return bool(found)
