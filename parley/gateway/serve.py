"""The gateway as a process."""

import uvicorn

from parley.clock import system_clock
from parley.gateway.app import make_app
from parley.settings import Settings
from parley.when.zones import check_zone_data


def serve(settings: Settings) -> None:
    """Serve until told to stop. Proxies that tell who is asking are trusted on loopback alone, uvicorn's default.

    WrongZoneData when the system's zone data is missing or too old to tell times right.
    """
    check_zone_data()
    # No access log: addresses carry tickets, codes and states.
    uvicorn.run(
        make_app(settings, system_clock),
        host=settings.host,
        port=settings.gateway_port,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=5,
    )
