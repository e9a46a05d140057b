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
    state: Path | None = Field(Path("var/sandbox.db"), description="where grants are kept; empty: in memory only")
    client_id: str = "parley-sandbox"
    client_secret: str = "parley-sandbox-secret"  # noqa: S105 - a published value, guards sample data only
    redirect_uri: str | None = Field(None, description="the only redirect allowed; empty: any on this machine")

    @field_validator("state", "redirect_uri", mode="before")
    @classmethod
    def _empty_is_absent(cls, value: object) -> object:
        return None if value == "" else value
