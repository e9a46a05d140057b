"""Somebody who subscribes to what happens, and the server that is posted to."""

import queue
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests

HOOKS = "/webhook_subscriptions"
SCOPE = "users:read organizations:read event_types:read availability:read scheduled_events:write webhooks:write"
URL = "https://bot.example/calendly"
PATIENCE = 10


class Subscriber:
    """Somebody who subscribes, lists and unsubscribes."""

    def __init__(self, browser, oauth, person="ana", scope=SCOPE):
        self.browser, self.session = browser, oauth.signed_in(person, scope)
        self.owner, self.organization = self.session.tokens["owner"], self.session.tokens["organization"]
        self.headers = {"authorization": f"Bearer {self.session.tokens['access_token']}"}

    def wish(self, **changes):
        body = {"url": URL, "events": ["invitee.created", "invitee.canceled"], "scope": "user", "user": self.owner}
        fields = body | {"organization": self.organization} | changes
        return {name: value for name, value in fields.items() if value is not None}

    def subscribe(self, **changes):
        return self.browser.post(HOOKS, json=self.wish(**changes), headers=self.headers)

    def subscribed(self, **changes):
        answer = self.subscribe(**changes)
        assert answer.status_code == 201, answer.text
        return answer.json()["resource"]

    def listed(self, **params):
        query = {"organization": self.organization, "scope": "user", "count": 100, **params}
        answer = self.session.get(HOOKS, **query)
        assert answer.status_code == 200, answer.text
        return [one["callback_url"] for one in answer.json()["collection"]]

    def delete(self, uri):
        return self.browser.request("DELETE", uri, headers=self.headers)


class Receiver:
    """A server that is posted to: it answers with the statuses it was given, then with 200."""

    def __init__(self):
        self.posts = queue.Queue()
        self.answers = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                status = outer.answers.pop(0) if outer.answers else 200
                self.send_response(status)
                if status == 302:
                    self.send_header("location", outer.url + "/elsewhere")
                self.send_header("content-length", "0")
                self.end_headers()
                outer.posts.put((self.path, dict(self.headers), body))

            def log_message(self, *_):
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def next(self):
        return self.posts.get(timeout=PATIENCE)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Live:
    """A sandbox over real HTTP with its background work, and its clock."""

    def __init__(self, url, app, clock):
        self.url, self.app, self.clock = url, app, clock

    def request(self, method, path, **more):
        address = path if path.startswith("http") else self.url + path
        return requests.request(method, address, timeout=PATIENCE, allow_redirects=False, **more)

    def get(self, path, **more):
        return self.request("GET", path, **more)

    def post(self, path, **more):
        return self.request("POST", path, **more)

    def deliveries(self):
        return self.get("/_sandbox/webhooks").json()["deliveries"]

    def until(self, done):
        """Waits for the background work to get there; asks the sandbox rather than guessing a time."""
        for _ in range(PATIENCE * 50):
            found = self.deliveries()
            if done(found):
                return found
            threading.Event().wait(0.02)
        raise AssertionError(found)

    def settled(self):
        """Waits until no post is overdue by the clock."""
        now = self.clock().strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        return self.until(lambda found: found and all(one["due"] is None or one["due"] > now for one in found))


def booked(caller):
    """A booking of Ana's first free intro call."""
    types = caller.session.get("/event_types", user=caller.owner).json()["collection"]
    kind = next(one for one in types if one["name"] == "Intro Call")
    span = {"start_time": "2026-11-20T00:00:00Z", "end_time": "2026-11-27T00:00:00Z"}
    openings = caller.session.get("/event_type_available_times", event_type=kind["uri"], **span).json()["collection"]
    invitee = {"name": "Lena Brandt", "email": "lena.brandt@example.org", "timezone": "Europe/Berlin"}
    body = {"event_type": kind["uri"], "start_time": openings[0]["start_time"], "invitee": invitee}
    answer = caller.browser.post(
        "/invitees", json=body | {"location": {"kind": "zoom_conference"}}, headers=caller.headers
    )
    assert answer.status_code == 201, answer.text
    return answer.json()["resource"]
