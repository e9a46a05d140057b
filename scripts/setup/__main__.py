"""`python3 -m scripts.setup`: any Python on the machine may start it, so this file is understood by all of them."""

import sys

if sys.version_info < (3, 8):
    sys.exit(
        "Parley's setup needs Python 3.8 or newer to start, and this is %d.%d. "
        "Install a newer one, or name it: make PYTHON=/path/to/python3" % sys.version_info[:2]
    )

from scripts.setup.main import main

if __name__ == "__main__":
    sys.exit(main())
