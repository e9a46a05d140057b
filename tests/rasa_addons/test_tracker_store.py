"""What Rasa may rely on in the tracker store, over each database."""

from __future__ import annotations

import sys
import uuid
from typing import Any

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import TrackerStore, check_if_tracker_store_async
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig

from rasa_addons import event_log
from rasa_addons.event_log import ConversationMovedOn
from rasa_addons.live_tracker import LiveTracker
from rasa_addons.tracker_store import ParleyTrackerStore
from tests.rasa_addons.talking import DOMAIN

pytestmark = pytest.mark.asyncio


async def test_rasa_takes_it_for_an_asynchronous_store(stores: Any) -> None:
    assert check_if_tracker_store_async(stores())


async def test_rasa_creates_it_from_its_endpoint(url: str) -> None:
    endpoint = EndpointConfig(url, type="rasa_addons.tracker_store.ParleyTrackerStore")
    store = TrackerStore.create(endpoint)
    assert isinstance(store, ParleyTrackerStore)
    store.close()


async def test_a_conversation_never_seen_is_none_and_not_stored(stores: Any, name: str) -> None:
    store = stores()
    assert await store.retrieve(name) is None
    assert await store.retrieve_full_tracker(name) is None
    assert not await store.exists(name)
    assert name not in list(await store.keys())


async def test_a_created_tracker_is_stored_with_its_first_event(stores: Any, name: str) -> None:
    store = stores()
    tracker = await store.get_or_create_tracker(name, append_action_listen=False)
    assert not await store.exists(name)
    tracker.update(ActionExecuted("action_listen"))
    await store.save(tracker)
    assert await store.exists(name)
    assert name in list(await store.keys())


async def test_what_is_saved_is_read_back_by_another_process(stores: Any, name: str) -> None:
    tracker = await stores().get_or_create_tracker(name)
    _turn(tracker, "hello", note="kept")
    await stores().save(_copy_of(tracker))
    read = await stores().retrieve(name)
    assert list(read.events) == list(tracker.events)
    assert read.current_state() == tracker.current_state()


async def test_two_processes_writing_in_turns_see_each_others_events(stores: Any, name: str) -> None:
    first, second = stores(), stores()
    for number in range(8):
        store = (first, second)[number % 2]
        tracker = await store.get_or_create_tracker(name, append_action_listen=False)
        assert tracker.get_slot("note") == (number - 1 if number else None)
        _turn(tracker, f"text {number}", note=number)
        await store.save(tracker)
    full = await first.retrieve_full_tracker(name)
    assert [event.text for event in full.events if isinstance(event, UserUttered)] == [f"text {n}" for n in range(8)]


async def test_of_two_processes_writing_at_once_the_second_fails_and_writes_nothing(stores: Any, name: str) -> None:
    first, second = stores(), stores()
    for start in ("new", "old"):
        mine = await first.get_or_create_tracker(name, append_action_listen=False)
        theirs = await second.get_or_create_tracker(name, append_action_listen=False)
        _turn(mine, "mine", note=f"mine {start}")
        _turn(theirs, "theirs", note=f"theirs {start}")
        await first.save(mine)
        with pytest.raises(ConversationMovedOn):
            await second.save(theirs)
        assert (await second.retrieve(name)).get_slot("note") == f"mine {start}"
    full = await second.retrieve_full_tracker(name)
    assert {event.text for event in full.events if isinstance(event, UserUttered)} == {"mine"}


async def test_a_turn_that_fails_half_way_leaves_nothing_behind(stores: Any, name: str) -> None:
    store = stores()
    tracker = await store.get_or_create_tracker(name)
    _turn(tracker, "hello", note="good")
    await store.save(tracker)
    broken = await store.retrieve(name)
    _turn(broken, "and then", note="bad")
    assert (await store.retrieve(name)).get_slot("note") == "good"


async def test_what_was_done_to_a_tracker_and_not_saved_is_not_handed_out(stores: Any, name: str) -> None:
    store = stores()
    tracker = await store.get_or_create_tracker(name)
    _turn(tracker, "hello", note="saved")
    await store.save(tracker)
    _turn(tracker, "and then", note="never saved")
    read = await store.retrieve(name)
    assert read.get_slot("note") == "saved"
    await store.save(read)
    taken = await store.retrieve(name)
    assert taken is read
    taken.trigger_followup_action("action_list")
    assert (await store.retrieve(name)).followup_action is None


async def test_only_new_events_are_written(stores: Any, name: str) -> None:
    store = stores()
    tracker = await store.get_or_create_tracker(name)
    _turn(tracker, "one", note=1)
    await store.save(tracker)
    with _statements(store) as written:
        _turn(tracker, "two", note=2)
        await store.save(tracker)
    inserts = [(statement, rows) for statement, rows in written if statement.startswith("INSERT")]
    assert len(inserts) == 1
    assert _row_count(inserts[0]) == 5


async def test_a_live_conversation_is_not_read_again(stores: Any, name: str) -> None:
    store = stores()
    tracker = await store.get_or_create_tracker(name)
    _turn(tracker, "one", note=1)
    await store.save(tracker)
    with _statements(store) as asked:
        assert await store.retrieve(name) is tracker
    assert not [statement for statement, _ in asked if event_log.events.name in statement]


async def test_the_longest_untouched_conversation_leaves_the_memory_first(stores: Any) -> None:
    store = stores(most_live=2)
    names = [uuid.uuid4().hex for _ in range(3)]
    made = {}
    for each in names:
        made[each] = await store.get_or_create_tracker(each)
        _turn(made[each], "hello", note=each)
        await store.save(made[each])
    assert [await store.retrieve(each) is made[each] for each in names] == [False, True, True]
    assert (await store.retrieve(names[0])).get_slot("note") == names[0]


async def test_a_tracker_made_elsewhere_is_stored_whole_and_later_its_end(stores: Any, name: str) -> None:
    store = stores()
    tracker = DialogueStateTracker(name, DOMAIN.slots)
    for number in range(2):
        _turn(tracker, f"text {number}", note=number)
        await store.save(tracker)
    full = await stores().retrieve_full_tracker(name)
    assert [event.text for event in full.events if isinstance(event, UserUttered)] == ["text 0", "text 1"]


async def test_saved_events_are_published_once(stores: Any, name: str) -> None:
    published: list[dict[str, Any]] = []
    store = stores(event_broker=_Broker(published))
    tracker = await store.get_or_create_tracker(name)
    _turn(tracker, "hello", note=1)
    await store.save(tracker)
    await store.save(tracker)
    assert [event["event"] for event in published] == ["action", "user", "slot", "action", "bot", "action"]
    assert {event["sender_id"] for event in published} == {name}


@pytest.mark.parametrize("url", ["", None, "${PARLEY_TRACKER_URL}"])
async def test_it_does_not_open_without_a_database(url: str | None) -> None:
    with pytest.raises(RasaException, match="PARLEY_TRACKER_URL"):
        ParleyTrackerStore(DOMAIN, url)


@pytest.mark.parametrize("url", ["oracle://user:hidden@nowhere/x", "hidden"])
async def test_a_url_that_cannot_be_used_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(RasaException, match="PARLEY_TRACKER_URL cannot be used") as refusal:
        ParleyTrackerStore(DOMAIN, url)
    assert "hidden" not in str(refusal.value)


async def test_a_missing_driver_is_not_taken_for_a_missing_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg2", None)
    endpoint = EndpointConfig("postgresql://nowhere/x", type="rasa_addons.tracker_store.ParleyTrackerStore")
    with pytest.raises(RasaException, match="driver is missing"):
        TrackerStore.create(endpoint, DOMAIN)


def _turn(tracker: DialogueStateTracker, text: str, *, note: Any) -> None:
    intent = {"name": "greet", "confidence": 1.0}
    said = UserUttered(text, intent, [], input_channel="internal")
    reply = [ActionExecuted("utter_greet"), BotUttered("Hello."), ActionExecuted("action_listen")]
    for event in [said, SlotSet("note", note), *reply]:
        tracker.update(event)


def _copy_of(tracker: DialogueStateTracker) -> DialogueStateTracker:
    copy = tracker.copy()
    assert not isinstance(copy, LiveTracker)
    return copy


class _Broker:
    def __init__(self, published: list[dict[str, Any]]) -> None:
        self._published = published

    def publish(self, event: dict[str, Any]) -> None:
        self._published.append(event)


class _statements:
    """The statements that a store sends while this is entered, with their parameters."""

    def __init__(self, store: ParleyTrackerStore) -> None:
        self._engine = store._log._engine
        self._seen: list[tuple[str, Any]] = []

    def __enter__(self) -> list[tuple[str, Any]]:
        sa.event.listen(self._engine, "before_cursor_execute", self._note)
        return self._seen

    def __exit__(self, *_: object) -> None:
        sa.event.remove(self._engine, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        self._seen.append((statement, parameters))


def _row_count(insert: tuple[str, Any]) -> int:
    _, parameters = insert
    return len(parameters) if isinstance(parameters, (list, tuple)) else 1
