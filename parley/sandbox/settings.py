"""What the sandbox can be told from outside."""

from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class SandboxSettings(BaseSettings):
    """Read once from `PARLEY_SANDBOX_…` (and `.env`), then unchangeable."""

    model_config = SettingsConfigDict(
        env_prefix="PARLEY_SANDBOX_", env_file=".env", extra="ignore", frozen=True, validate_by_name=True
    )

    host: str = Field("127.0.0.1", validation_alias="PARLEY_HOST")
    port: int = 8010
    state: Path | None = Field(Path("var/sandbox.db"), description="where all changes are kept; empty: in memory only")
    world: Path | None = Field(None, description="a YAML file with other people; empty: the sample people")
    client_id: str = "parley-sandbox"
    client_secret: str = "parley-sandbox-secret"  # noqa: S105 - a published value, guards sample data only
    redirect_uri: str | None = Field(None, description="the only redirect allowed; empty: any on this machine")

    limits: bool = Field(True, description="whether calls beyond what a plan allows are refused")
    token_calls: int = Field(8, ge=0, description="token calls a minute for each person; 0: any number")
    signing_key: str = Field("parley-sandbox-signing-key", description="signs the webhooks of the registered apps")

    @field_validator("state", "world", "redirect_uri", mode="before")
    @classmethod
    def _empty_is_absent(cls, value: object) -> object:
        return None if value == "" else value
