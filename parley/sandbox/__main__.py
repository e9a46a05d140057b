"""`python -m parley.sandbox`: the sandbox on the address its settings name."""

from parley.sandbox.serve import serve
from parley.sandbox.settings import SandboxSettings

if __name__ == "__main__":
    settings = SandboxSettings()
    serve(settings.host, settings.port)
