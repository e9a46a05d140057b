"""`python -m rasa_addons ...` is `rasa ...` without TensorFlow: the same commands, options and files."""

from __future__ import annotations

import os

from rasa_addons.without_tensorflow import leave_out


def main() -> None:
    """Run Rasa's command line."""
    leave_out()
    # The classifier's sums are small: threads for them only take the other processes' cores.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    # Only now: what this imports would import TensorFlow.
    from rasa.__main__ import main as rasa_main

    rasa_main()


if __name__ == "__main__":
    main()
