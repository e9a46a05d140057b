"""Where each sealed value belongs: the associated data that keeps it shut anywhere else."""


def grant_place(principal_id: str, grant_id: str, field: str) -> str:
    """Return the place of a grant's `access_token` or `refresh_token`."""
    return f"principal {principal_id} grant {grant_id} {field}"


def verifier_place(state_digest: str) -> str:
    """Return the place of an attempt's PKCE verifier."""
    return f"verifier {state_digest}"


def revocation_place(revocation_id: str) -> str:
    """Return the place of a refresh token that waits to be revoked."""
    return f"revocation {revocation_id} refresh_token"


def operation_place(operation_id: str, field: str) -> str:
    """Return the place of an operation's `request`, `progress` or `outcome`."""
    return f"operation {operation_id} {field}"


def client_place(name: str) -> str:
    """Return the place of where a REST client is called back."""
    return f"rest client {name} callback"


def workspace_place(workspace_id: str) -> str:
    """Return the place of a Slack workspace's bot token."""
    return f"slack workspace {workspace_id} bot_token"
