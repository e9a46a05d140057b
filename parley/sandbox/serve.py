"""Starting the sandbox as a process."""

from datetime import UTC, datetime

import uvicorn

from parley.sandbox.app import create_app
from parley.sandbox.settings import SandboxSettings


def utc_now() -> datetime:
    return datetime.now(UTC)


def serve(host: str, port: int) -> None:
    """Serve the sandbox on this address until told to stop; settings come from the environment."""
    app = create_app(SandboxSettings(), utc_now)
    # No access log: the query of /oauth/authorize carries the caller's `state`.
    uvicorn.run(app, host=host, port=port, access_log=False, server_header=False)
