"""`parley calendly …`, spoken with the sandbox as a person debugging would."""

import json
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from parley.calendly.scopes import READ_EVENTS
from parley.cli import app
from tests.calendly.samples import sample, schema
from tests.calendly.wire import Reply
from tests.support.clock import WEDNESDAY_NOON
from tests.support.serving import listen


@pytest.fixture
def run(calendly, sign_in, monkeypatch):
    """Give a function that runs a command with a sample person's token in the environment."""

    def run(*words, token=None, url=calendly.url, env=True, **more):
        token = token or sign_in(scopes=READ_EVENTS | {"organizations:read"}).access_token
        variables = {"PARLEY_CALENDLY_TOKEN": token if env else "", "PARLEY_CALENDLY_API_URL": url}
        return CliRunner().invoke(app, ["calendly", *words], env=variables, **more)

    return run


def test_me_says_whose_token_it_is(run):
    said = run("me")
    assert said.exit_code == 0
    assert "Ana Keller <ana.keller@example.com>  Europe/Berlin" in said.stdout


def test_the_token_is_asked_for_and_not_shown(run, sign_in):
    token = sign_in().access_token
    said = run("me", env=False, input=f"{token}\n")
    assert "Ana Keller" in said.stdout
    assert token not in said.output


def test_the_token_and_the_address_may_be_options(calendly, sign_in):
    options = ["calendly", "--token", sign_in().access_token, "--api-url", f"{calendly.url}/", "me"]
    assert "Ana Keller" in CliRunner().invoke(app, options).stdout


def test_events_come_a_line_each_in_utc(run):
    start = f"{WEDNESDAY_NOON:%Y-%m-%d}"
    lines = run("events", "--start", start, "--limit", "3").stdout.splitlines()
    assert len(lines) == 3
    assert all(" UTC  " in line and " invitees" in line for line in lines)


def test_invitees_of_an_event_come_by_its_id_or_its_uri(run):
    found = json.loads(run("--json", "events", "--start", "2026-11-18", "--limit", "1").stdout)
    uri = found[0]["uri"]
    by_uri, by_id = run("invitees", uri).stdout, run("invitees", uri.rsplit("/", 1)[1]).stdout
    assert by_uri == by_id
    assert "@" in by_uri


def test_json_is_what_the_client_read(run):
    me = json.loads(run("--json", "me").stdout)
    assert json.loads(run("me", "--json").stdout) == me
    assert (me["name"], me["timezone"]) == ("Ana Keller", "Europe/Berlin")
    assert set(schema("User")["required"]) <= set(me)


def test_a_token_that_is_not_good_is_one_sentence_and_status_1(run):
    said = run("me", token="not-a-token-at-all")
    assert (said.exit_code, said.stdout) == (1, "")
    assert said.stderr.startswith("Calendly does not accept this token.")
    assert "not-a-token-at-all" not in said.output


def test_a_scope_that_is_missing_is_named(run, sign_in):
    said = run("events", token=sign_in(scopes=frozenset({"users:read"})).access_token)
    assert said.exit_code == 1
    assert "scheduled_events:read" in said.stderr


def test_nobody_at_the_address_is_one_sentence_and_status_1(run):
    dead, address = listen()
    dead.close()
    said = run("--wait", "0", "me", url=address)
    assert (said.exit_code, said.stderr) == (1, "CalendlyDown: Calendly cannot be reached (ConnectionError)\n")


def test_help_asks_for_no_token():
    said = CliRunner().invoke(app, ["calendly", "openings", "--help"], env={"PARLEY_CALENDLY_TOKEN": ""})
    assert said.exit_code == 0
    assert "Show when an event type" in said.stdout


ANSWERS = {
    "/users/me": {"resource": sample(schema("User"), full=True)},
    "/event_types": ("EventType", "ABCDEFGHIJKLMNOP  text  7 min, solo, round_robin"),
    "/event_type_available_times": ("AvailableTime", ""),
    "/user_busy_times": ("BusyTime", "Tue 2026-05-12 12:34 UTC to Tue 2026-05-12 12:34 UTC  calendly"),
    "/user_availability_schedules": ("AvailabilitySchedule", "text (default)  text  sunday 09:30-09:30"),
    "/organization_memberships": ("OrganizationMembership", "user  text <ana@example.com>"),
    "/webhook_subscriptions": ("WebhookSubscription", "active  https://api.calendly.example"),
}


def answer(request):
    known = ANSWERS.get(request.path)
    if isinstance(known, dict):
        return Reply(200, known)
    if known:
        page = {"next_page_token": None}
        return Reply(200, {"collection": [sample(schema(known[0]), full=True)], "pagination": page})
    name = "Organization" if "organizations" in request.path else "EventType"
    if request.method == "POST":
        name = "SchedulingLink"
    return Reply(201 if request.method == "POST" else 200, {"resource": sample(schema(name), full=True)})


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["types"], ANSWERS["/event_types"][1]),
        (["busy"], ANSWERS["/user_busy_times"][1]),
        (["schedules"], ANSWERS["/user_availability_schedules"][1]),
        (["members"], ANSWERS["/organization_memberships"][1]),
        (["webhooks"], ANSWERS["/webhook_subscriptions"][1]),
        (["organization"], "plan text, trial"),
        (["link", "T"], "https://api.calendly.example/things"),
        (["openings", "T"], "Nothing there."),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_each_command_says_what_calendly_answers(run, wire, words, line):
    wire.answer = answer
    said = run(*words, url=wire.url, token="any")
    assert said.exit_code == 0, said.output
    assert line in said.stdout
    assert said.stdout.count("\n") == 1


def test_openings_are_told_with_their_time(run, wire):
    from parley.clock import system_clock

    tomorrow = (system_clock() + timedelta(days=1)).replace(microsecond=0)
    opening = {**sample(schema("AvailableTime"), full=True), "start_time": tomorrow.isoformat()}
    wire.answer = lambda asked: Reply(200, {"collection": [opening]}) if "times" in asked.path else answer(asked)
    assert run("openings", "T", url=wire.url, token="any").stdout == f"{tomorrow:%a %Y-%m-%d %H:%M} UTC  7 free\n"
