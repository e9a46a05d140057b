"""The operator at the command line, and a visitor with a mailbox."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from parley.supervisor.services import environment, parley_command
from tests.e2e.person import sign_in
from tests.e2e.player import Player
from tests.e2e.running import Running
from tests.support import plain
from tests.visits.mailbox import Mailbox

PATIENCE = 60
MAILED = "<the code from the mail>"


@contextmanager
def house_of(person: str, running: Running) -> Iterator[None]:
    """Link a sample person's account as the house's by `parley house link`, and unlink it at the end."""
    linking = _house(running, "link", "--yes")
    assert linking.stdout
    try:
        link = next(found[0] for line in linking.stdout if (found := re.search(r"http\S+/oauth/start\S+", line)))
        with plain.Client(timeout=30) as browser:
            sign_in(browser, link, person)
        assert linking.wait(PATIENCE) == 0, linking.stdout.read()
    finally:
        linking.kill()
    try:
        yield
    finally:
        assert _house(running, "unlink").wait(PATIENCE) == 0


def _house(running: Running, *words: str) -> subprocess.Popen[str]:
    stack = running.stack
    command, told = parley_command(stack.root, "house"), environment(stack.values)
    return subprocess.Popen(
        [*command, *words], cwd=stack.root, env=told, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


@dataclass
class Visitor(Player):
    """Plays a visitor, who types the code that came by mail where a step says `<the code from the mail>`."""

    mailbox: Mailbox | None = None

    def _act(self, step: dict[str, Any]) -> None:
        if step.get("say") == MAILED and self.mailbox:
            found = re.search(r"\d{3} \d{3}", self.mailbox.next().get_content())
            assert found, "the mail has no code"
            step = {**step, "say": found[0]}
        super()._act(step)
