"""Users, organizations and who belongs to them."""

from pydantic import Field

from parley.calendly.models.base import Moment, Resource, Sent


class User(Resource):
    """A Calendly user; `timezone` is IANA's name, `time_notation` is `12h` or `24h`."""

    name: str
    slug: str
    email: str
    scheduling_url: str
    timezone: str
    time_notation: str
    locale: str
    avatar_url: str | None = None
    created_at: Moment
    updated_at: Moment
    current_organization: str
    resource_type: str


class Organization(Resource):
    """An organization. Its plan is a hint only: what it includes is what calls are not refused for."""

    number: int | None = Field(None, alias="id")
    name: str | None = None
    kind: str | None = None
    plan: str
    stage: str
    created_at: Moment
    updated_at: Moment


class MembershipUser(Sent):
    """The user inside a membership, of whom Calendly promises nothing."""

    uri: str | None = None
    name: str | None = None
    slug: str | None = None
    email: str | None = None
    scheduling_url: str | None = None
    timezone: str | None = None
    time_notation: str | None = None
    locale: str | None = None
    avatar_url: str | None = None
    created_at: Moment | None = None
    updated_at: Moment | None = None


class OrganizationMembership(Resource):
    """Somebody's place in an organization; `role` is `user`, `admin` or `owner`."""

    role: str
    user: MembershipUser
    organization: str
    created_at: Moment
    updated_at: Moment
