"""Four processes, two hundred requests in one moment, one expired grant: one token call, two hundred answers."""

from collections import Counter

from tests.crash.children import PATIENCE, ask_together
from tests.support.forking import SPAWNING

PROCESSES, THREADS = 4, 50


def test_two_hundred_requests_at_once_over_four_processes_make_one_token_call(desk, world, clock, calendly):
    conversation = desk.meet()
    desk.connect(conversation)
    linking = calendly.count("POST /oauth/token")
    clock.pass_(hours=3)
    ready, answers = SPAWNING.Barrier(PROCESSES), SPAWNING.Queue()
    arguments = (world(), conversation.id, THREADS, ready, answers)
    processes = [SPAWNING.Process(target=ask_together, args=arguments) for _ in range(PROCESSES)]
    for process in processes:
        process.start()
    said = [name for _ in processes for name in answers.get(timeout=PATIENCE)]
    for process in processes:
        process.join(PATIENCE)
    assert Counter(said) == {"Ana Keller": PROCESSES * THREADS}
    assert calendly.count("POST /oauth/token") - linking == 1
