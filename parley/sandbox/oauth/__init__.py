"""OAuth 2.1 as Calendly speaks it: authorize, token, revoke, introspect."""
