"""Long ranges, asked for in parts that Calendly takes, and put together without holes or doubles."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from parley.calendly.errors import InvalidRequest
from tests.calendly.wire import Reply

TYPE = "https://api.calendly.example/event_types/T"
USER = "https://api.calendly.example/users/U"
START = datetime(2026, 11, 19, tzinfo=UTC)  # half a day after the tests' noon


def at(text):
    return datetime.fromisoformat(text)


class Available:
    """Answers like the two endpoints: refuses what has passed and what is too long; its bounds count, or do not."""

    def __init__(self, clock, times, longest, *, first=True, last=True):
        self.clock, self.times, self.longest, self.first, self.last = clock, times, longest, first, last
        self.ranges = []

    def __call__(self, request):
        start, end = at(request.query["start_time"]), at(request.query["end_time"])
        if start <= self.clock() or end <= start or end - start > self.longest:
            details = [{"parameter": "start_time", "message": "is not valid"}]
            return Reply(400, {"title": "Invalid Argument", "message": "No.", "details": details})
        self.ranges.append((start, end))
        return Reply(200, {"collection": [self.told(one) for one in self.times if self.covers(one, start, end)]})

    def covers(self, moment, start, end):
        return start < moment < end or (self.first and moment == start) or (self.last and moment == end)

    def told(self, moment):
        return {
            "status": "available",
            "invitees_remaining": 1,
            "scheduling_url": "https://x.example",
            "start_time": z(moment),
        }


def z(moment):
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


HOURLY = [START + timedelta(hours=hour) for hour in range(100 * 24)]


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("last", [True, False])
@pytest.mark.parametrize("days", [1, 31, 32, 62, 90])
def test_openings_of_any_range_come_whole_and_once_whichever_bounds_count(wire, wire_client, clock, days, first, last):
    wire.answer = Available(clock, HOURLY, timedelta(days=31), first=first, last=last)
    end = START + timedelta(days=days)
    found = [one.start_time for one in wire_client.availability.openings(TYPE, START - timedelta(minutes=5), end)]
    assert found == [one for one in HOURLY if one < end]
    assert len(wire.seen) == -(-(days * 1440 + 5 - 1) // (31 * 1440 - 1))


def test_openings_are_asked_for_from_now_on_only(wire, wire_client, clock):
    wire.answer = available = Available(clock, HOURLY, timedelta(days=31))
    wire_client.availability.openings(TYPE, clock() - timedelta(days=3), clock() + timedelta(days=1))
    assert available.ranges == [(clock() + timedelta(minutes=1), clock() + timedelta(days=1))]


def test_a_range_that_has_passed_or_is_empty_asks_nothing(wire, wire_client, clock):
    assert wire_client.availability.openings(TYPE, clock() - timedelta(days=3), clock()) == []
    assert wire_client.availability.busy(USER, START, START) == []
    assert wire.seen == []


def test_a_month_across_a_change_of_clocks_is_counted_in_utc(wire, wire_client, clock):
    berlin = ZoneInfo("Europe/Berlin")
    start, end = datetime(2027, 3, 1, tzinfo=berlin), datetime(2027, 4, 2, tzinfo=berlin)
    wire.answer = available = Available(clock, [], timedelta(days=31))
    wire_client.availability.openings(TYPE, start, end)
    assert available.ranges[0][0] == start
    assert available.ranges[-1][1] == end
    assert all(last - first <= timedelta(days=31) for first, last in available.ranges)


class Busy(Available):
    """Tells of busy times: those that touch the range, whole or cut at its bounds."""

    def __init__(self, clock, blocks, *, cut):
        super().__init__(clock, blocks, timedelta(days=7))
        self.cut = cut

    def __call__(self, request):
        self.start, self.end = at(request.query["start_time"]), at(request.query["end_time"])
        return super().__call__(request)

    def covers(self, block, start, end):
        return block[0] < end and start < block[1]

    def told(self, block):
        start, end, event = block
        if self.cut:
            start, end = max(start, self.start), min(end, self.end)
        told = {"type": "calendly", "start_time": z(start), "end_time": z(end)}
        return {**told, "event": {"uri": f"https://api.calendly.example/scheduled_events/{event}"}}


@pytest.mark.parametrize("cut", [True, False])
def test_busy_times_of_three_weeks_come_whole_and_once_however_bounds_are_told(wire, wire_client, clock, cut):
    hour = timedelta(hours=1)
    blocks = [(START + i * 6 * hour, START + (i * 6 + 2) * hour, i) for i in range(84)]
    blocks += [(START + 7 * 24 * hour - hour, START + 7 * 24 * hour + hour, "over")]
    wire.answer = Busy(clock, blocks, cut=cut)
    found = wire_client.availability.busy(USER, START, START + timedelta(days=21))
    assert [(one.start_time, one.end_time) for one in found] == sorted((start, end) for start, end, _ in blocks)
    assert len({one.event.uri for one in found}) == len(blocks)
    assert len(wire.seen) == 4


def test_a_calendar_that_cannot_be_read_is_told_by_its_status(wire, wire_client):
    wire.says(
        Reply(424, {"title": "External Calendar Error", "message": "There is a problem accessing your calendar."})
    )
    with pytest.raises(InvalidRequest) as refused:
        wire_client.availability.busy(USER, START, START + timedelta(days=1))
    assert refused.value.status == 424
